"""What every dated row of the reference data shares: its two dates, both included, an empty end being far away."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q

COULEUR = r"^#[0-9a-f]{6}$"


class DateRange(Func):
    """The SQL range of two date columns, both ends included, an empty end being far away."""

    function = "daterange"
    output_field = DateRangeField()


def periode(debut: str, fin: str) -> DateRange:
    return DateRange(F(debut), F(fin), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


def contient(debut: str, fin: str, le: date) -> Q:
    """The filter of rows whose dates include the day `le`."""
    return Q(**{f"{debut}__lte": le}) & (Q(**{f"{fin}__isnull": True}) | Q(**{f"{fin}__gte": le}))


def ordre_des_dates(nom: str, debut: str, fin: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=nom,
        condition=Q(**{f"{fin}__isnull": True}) | Q(**{f"{fin}__gte": F(debut)}),
        violation_error_message="La date de fin doit être égale ou postérieure à la date de début.",
    )
