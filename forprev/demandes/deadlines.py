"""Time limits of requests."""

from datetime import date, timedelta

from forprev.socle.dates import plus_mois


def limite_complements(demandes_le: date, *, mois: int) -> date:
    """Last day (included) to answer a request for complements made on `demandes_le` [DEM-10]."""
    return plus_mois(demandes_le, mois)


def rappels_complements(limite: date, *, jours: tuple[int, ...]) -> list[date]:
    """The days of the reminders, soonest first, for so many days before the limit [DEM-10]."""
    return sorted(limite - timedelta(days=avant) for avant in jours)


def suppression_brouillon(modifie_le: date, *, mois: int) -> date:
    """The day on which a draft left untouched since `modifie_le` is deleted."""
    return plus_mois(modifie_le, mois)
