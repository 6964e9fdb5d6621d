"""The minutes of a meeting [DEM-11]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from forprev.socle.dates import longue
from forprev.socle.pdf import ErreurPDF, composer
from forprev.socle.polices import imprimable, translittere

CADRE = "demandes/proces-verbal-1.typ"


@dataclass(frozen=True, slots=True)
class LigneProcesVerbal:
    """One file of the agenda and what was decided of it."""

    numero: int
    entite: str
    quoi: str
    avis: str
    decision: str
    motif: str


def proces_verbal_pdf(jour: date, lieu: str, lignes: Sequence[LigneProcesVerbal]) -> bytes:
    """The PDF of the minutes, PDF/UA-1 and PDF/A-3a."""
    try:
        return _composer(jour, lieu, lignes, lambda texte: imprimable(texte).texte)
    except ErreurPDF:
        return _composer(jour, lieu, lignes, lambda texte: translittere(texte).texte)


def _composer(jour: date, lieu: str, lignes: Sequence[LigneProcesVerbal], ecrire: Callable[[str], str]) -> bytes:
    return composer(
        CADRE,
        {
            "date": [jour.year, jour.month, jour.day],
            "jour": longue(jour),
            "lieu": ecrire(lieu),
            "lignes": [
                [str(li.numero), ecrire(li.entite), li.quoi, li.avis, li.decision, ecrire(li.motif)] for li in lignes
            ],
        },
    )
