"""Decisions on reference data: which values are acceptable, which certificates qualify a trainer."""

import re
from collections.abc import Iterable
from datetime import date

from forprev.referentiel.catalogue import Delai, Genre, Texte
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison
from forprev.socle.text import enumerer

PREMIER_NIVEAU_FORMATEUR = 2
FORMES = {
    Genre.LIBRE: re.compile(r".{1,200}"),
    Genre.EMAIL: re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+"),
    Genre.ADRESSE: re.compile(r"https?://[^\s]+"),
    Genre.DATE: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
ATTENDUS = {
    Genre.LIBRE: "écrivez une seule ligne de 200\u00a0caractères au plus.",
    Genre.EMAIL: "écrivez un e-mail, par exemple assistance@example.org.",
    Genre.ADRESSE: "écrivez une adresse qui commence par https://.",
    Genre.DATE: "écrivez une date qui existe.",
}


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
    """One of the choices of this text, when it has some; of its kind; empty only when it is empty by default."""
    if texte.choix and saisi not in texte.choix:
        choix = enumerer([f"«\u202f{choix}\u202f»" for choix in texte.choix], "ou")
        return [_texte_refuse("texte_hors_choix", texte, f"choisissez {choix}.")]
    if not saisi:
        return [_texte_refuse("texte_vide", texte, "la valeur doit être renseignée.")] if texte.defaut else []
    if not FORMES[texte.genre].fullmatch(saisi) or (texte.genre is Genre.DATE and not _est_un_jour(saisi)):
        return [_texte_refuse("texte_mal_forme", texte, ATTENDUS[texte.genre])]
    return []


def _texte_refuse(code: str, texte: Texte, suite: str) -> Raison:
    return Raison(code, f"«\u202f{texte.libelle}\u202f»\u00a0: {suite}", "texte")


def _est_un_jour(saisi: str) -> bool:
    try:
        date.fromisoformat(saisi)
    except ValueError:
        return False
    return True


def date_effet_acceptable(du: date, le: date, champ: str = "du") -> list[Raison]:
    """A change takes effect today or later: what was in force on a past day stays as it was."""
    if du >= le:
        return []
    texte = (
        f"Une valeur passée ne se réécrit pas\u00a0: choisissez une date d’effet à partir du {longue(le)}, "
        "car des certificats et des lettres dépendent de ce qui était en vigueur avant."
    )
    return [Raison("effet_passe", texte, champ)]


def retrait_acceptable(du: date, le: date) -> list[Raison]:
    """Only what has not begun can be taken back."""
    if du > le:
        return []
    texte = f"Cette valeur est en vigueur depuis le {longue(du)}\u00a0: donnez-en une nouvelle au lieu de la retirer."
    return [Raison("deja_en_vigueur", texte)]


def succession_acceptable(debut_precedent: date, du: date) -> list[Raison]:
    """What follows begins after what it follows, which keeps one day at least."""
    if du > debut_precedent:
        return []
    texte = f"Ce qui est en vigueur a commencé le {longue(debut_precedent)}\u00a0: choisissez une date postérieure."
    return [Raison("suite_trop_tot", texte, "du")]


def modele_modifiable(debut_de_la_suite: date | None, change: set[str], *, relu: bool) -> list[Raison]:
    """Only the last version of a model is changed, as it was read, and only when something differs [DEM-16]."""
    if debut_de_la_suite:
        texte = f"Une version suivante de ce modèle commence le {longue(debut_de_la_suite)}\u00a0: modifiez celle-là."
        return [Raison("modele_suivi", texte)]
    if not relu:
        texte = "Ce modèle a été modifié pendant votre saisie, qui est gardée\u00a0: relisez-le avant d’enregistrer."
        return [Raison("modele_change", texte)]
    if not change:
        return [Raison("rien_a_changer", "Aucune valeur n’a été modifiée.")]
    return []


def arret_acceptable(
    dernier_jour: date | None,
    fin_actuelle: date | None,
    debut_de_la_suite: date | None,
    le: date,
    champ: str = "effet_au",
) -> list[Raison]:
    """A last day is today or later, and lies neither after nor instead of what a following version has begun."""
    if debut_de_la_suite:
        texte = f"Une version suivante de ce modèle commence le {longue(debut_de_la_suite)}\u00a0: arrêtez celle-là."
        return [Raison("modele_suivi", texte)]
    if fin_actuelle and fin_actuelle < le:
        texte = f"Le dernier jour était le {longue(fin_actuelle)}\u00a0: une fin passée ne se change pas."
        return [Raison("deja_termine", texte)]
    return date_effet_acceptable(dernier_jour, le, champ) if dernier_jour else []
