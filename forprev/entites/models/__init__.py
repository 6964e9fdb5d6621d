"""Organisations, the people who act for them, and who takes over when nobody can."""

from forprev.entites.models.entites import ENTITE_SANS_NOM, Entite, EntiteQuerySet, Membre, MembreQuerySet
from forprev.entites.models.successions import (
    ContestationSuccession,
    LettreSuccession,
    Succession,
    SuccessionQuerySet,
)

__all__ = [
    "ENTITE_SANS_NOM",
    "ContestationSuccession",
    "Entite",
    "EntiteQuerySet",
    "LettreSuccession",
    "Membre",
    "MembreQuerySet",
    "Succession",
    "SuccessionQuerySet",
]
