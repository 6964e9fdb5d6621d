"""The delays and ceilings in force on a day: what other apps ask for."""

from datetime import date

from forprev.referentiel.catalogue import DELAIS, TEXTES, Delai
from forprev.referentiel.models import TexteReference, ValeurReference

__all__ = ["DELAIS", "TEXTES", "Delai", "texte", "valeur", "valeurs"]


def valeur(code: str, le: date) -> int:
    """The value of the delay `code` in force on the day `le`; KeyError when the code is unknown."""
    defaut = DELAIS[code].defaut
    ligne = ValeurReference.objects.filter(code=code, du__lte=le).order_by("-du").first()
    return ligne.valeur if ligne else defaut


def valeurs(le: date) -> dict[str, int]:
    """Every delay in force on the day `le`, in one query."""
    lues = ValeurReference.objects.filter(code__in=DELAIS, du__lte=le).order_by("du")
    return {code: delai.defaut for code, delai in DELAIS.items()} | {v.code: v.valeur for v in lues}


def texte(code: str, le: date) -> str:
    """The short text `code` in force on the day `le`, empty when none is set; KeyError when the code is unknown."""
    defaut = TEXTES[code].defaut
    ligne = TexteReference.objects.filter(code=code, du__lte=le).order_by("-du").first()
    return ligne.texte if ligne else defaut
