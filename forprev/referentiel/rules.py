"""Decisions on reference data: which values are acceptable, which certificates qualify a trainer."""

from collections.abc import Iterable
from datetime import date

from forprev.referentiel.catalogue import Delai, Texte, Unite
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison
from forprev.socle.text import enumerer

PREMIER_NIVEAU_FORMATEUR = 2


def niveaux_qualifiants(niveau: int, existants: Iterable[int]) -> list[int]:
    """The niveaux of the same dispositif whose certificate qualifies the trainer of `niveau` by default.

    Niveau n + 1 or above; at the highest niveau that exists, that niveau itself. A certificate of niveau 1 is an
    acteur's: it qualifies nobody, so a dispositif with niveau 1 alone must name its own [SES-06].
    """
    formateurs = [n for n in sorted(existants) if n >= PREMIER_NIVEAU_FORMATEUR]
    return [n for n in formateurs if n > niveau] or [n for n in formateurs if n == niveau]


def valeur_acceptable(delai: Delai, valeur: int) -> list[Raison]:
    """Inside the bounds set in code, or the reason why not."""
    if delai.minimum <= valeur <= delai.maximum:
        return []
    bornes = f"{delai.minimum} à {delai.unite.dire(delai.maximum)}"
    return [
        Raison(
            "valeur_hors_bornes", f"«\u202f{delai.libelle}\u202f»\u00a0: choisissez une valeur de {bornes}.", "valeur"
        )
    ]


def texte_acceptable(texte: Texte, saisi: str) -> list[Raison]:
    """One of the choices of this text, when it has some."""
    if not texte.choix or saisi in texte.choix:
        return []
    choix = enumerer([f"«\u202f{choix}\u202f»" for choix in texte.choix], "ou")
    return [Raison("texte_hors_choix", f"«\u202f{texte.libelle}\u202f»\u00a0: choisissez {choix}.", "texte")]


def date_effet_acceptable(du: date, le: date, champ: str = "du") -> list[Raison]:
    """A change takes effect today or later: what was in force on a past day stays as it was."""
    if du >= le:
        return []
    texte = (
        f"Une valeur passée ne se réécrit pas\u00a0: choisissez une date d’effet à partir du {longue(le)}, "
        "car des certificats et des lettres dépendent de ce qui était en vigueur avant."
    )
    return [Raison("effet_passe", texte, champ)]


def avertissements_ordonnes(valeurs: dict[str, int]) -> list[Raison]:
    """Warnings before a deletion come in their order: the first is the earliest [SES-17, RGP-05, RGP-11]."""
    return [
        Raison(
            "avertissements_desordonnes",
            f"Le premier avertissement ({Unite.JOURS.dire(valeurs[premier])} avant) doit précéder le suivant "
            f"({Unite.JOURS.dire(valeurs[suivant])} avant).",
            "valeur",
        )
        for premier, suivant in SUITES
        if valeurs[premier] <= valeurs[suivant]
    ]


SUITES = (
    ("session_avertissement_1", "session_avertissement_2"),
    ("session_avertissement_2", "session_avertissement_3"),
    ("complements_rappel_1", "complements_rappel_2"),
    ("formateur_avertissement_1", "formateur_avertissement_2"),
    ("sans_profil_avertissement_1", "sans_profil_avertissement_2"),
)
