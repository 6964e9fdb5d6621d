"""Reading a CSV file line by line: every fault is told with its file and line, none stops the reading of the others."""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from forprev.socle.text import nettoyer

Lecteur = Callable[[str], Any]
A_CONFIRMER = "a_confirmer"


class FichiersFautifs(Exception):  # noqa: N818 - the files are at fault, not the program
    """The faults of the files, each « fichier, ligne n : message »."""

    def __init__(self, fautes: list[str]) -> None:
        self.fautes = fautes
        super().__init__("\n".join(fautes))


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line read: where it stands, and its values."""

    fichier: str
    numero: int
    valeurs: dict[str, Any]

    def faute(self, message: str) -> str:
        return f"{self.fichier}, ligne {self.numero}\u00a0: {message}"


def lire(chemin: Path, colonnes: Mapping[str, Lecteur]) -> list[Ligne]:
    """The lines of a file, converted column by column; raises FichiersFautifs with every fault of the file."""
    try:
        with existant(chemin).open(encoding="utf-8", newline="") as flux:
            return _lire(chemin.name, csv.DictReader(flux, strict=True), colonnes)
    except UnicodeDecodeError as erreur:
        raise FichiersFautifs([f"{chemin.name}\u00a0: le fichier n’est pas en UTF-8."]) from erreur


def existant(chemin: Path) -> Path:
    """The path itself; raises FichiersFautifs when there is no such file."""
    if not chemin.is_file():
        raise FichiersFautifs([f"{chemin.name}\u00a0: le fichier manque."])
    return chemin


def _lire(fichier: str, lecteur: "csv.DictReader[str]", colonnes: Mapping[str, Lecteur]) -> list[Ligne]:
    lues, fautes = [], _fautes_entete(fichier, lecteur.fieldnames or [], colonnes)
    if fautes:
        raise FichiersFautifs(fautes)
    try:
        for brute in lecteur:
            ligne = Ligne(fichier, lecteur.line_num, {})
            fautes += _convertir(ligne, brute, colonnes)
            lues.append(ligne)
    except csv.Error as erreur:
        fautes.append(f"{fichier}, ligne {lecteur.line_num}\u00a0: la ligne est mal formée ({erreur}).")
    if fautes:
        raise FichiersFautifs(fautes)
    return lues


def _fautes_entete(fichier: str, noms: "list[str] | Any", colonnes: Mapping[str, Lecteur]) -> list[str]:
    manquantes = [nom for nom in colonnes if nom not in noms]
    inconnues = [nom for nom in noms if nom not in colonnes and nom != A_CONFIRMER]
    fautes = [f"la colonne «\u202f{nom}\u202f» manque." for nom in manquantes]
    fautes += [f"la colonne «\u202f{nom}\u202f» est inconnue." for nom in inconnues]
    return [f"{fichier}, ligne 1\u00a0: {faute}" for faute in fautes]


def _convertir(ligne: Ligne, brute: dict[Any, Any], colonnes: Mapping[str, Lecteur]) -> list[str]:
    if None in brute or None in brute.values():
        return [ligne.faute("le nombre de champs n’est pas celui de l’en-tête.")]
    fautes = []
    for nom, lecteur in colonnes.items():
        try:
            ligne.valeurs[nom] = lecteur(brute[nom])
        except ValueError as erreur:
            fautes.append(ligne.faute(f"{nom}\u00a0: {erreur}"))
    return fautes + _fautes_a_confirmer(ligne, brute, colonnes)


def _fautes_a_confirmer(ligne: Ligne, brute: dict[Any, Any], colonnes: Mapping[str, Lecteur]) -> list[str]:
    inconnues = [nom for nom in brute.get(A_CONFIRMER, "").split() if nom not in colonnes]
    return [ligne.faute(f"a_confirmer nomme «\u202f{nom}\u202f», qui n’est pas une colonne.") for nom in inconnues]


def mot(brut: str) -> str:
    if not brut.strip():
        raise ValueError("la valeur manque.")
    return nettoyer(brut)


def mot_ou_rien(brut: str) -> str:
    return nettoyer(brut)


def entier(brut: str) -> int:
    if not re.fullmatch(r"[0-9]+", brut):
        raise ValueError(f"«\u202f{brut}\u202f» n’est pas un nombre entier.")
    return int(brut)


def entier_ou_rien(brut: str) -> int | None:
    return entier(brut) if brut else None


def booleen(brut: str) -> bool:
    if brut not in ("oui", "non"):
        raise ValueError(f"«\u202f{brut}\u202f»\u00a0: écrivez oui ou non.")
    return brut == "oui"


def jour(brut: str) -> date:
    try:
        return date.fromisoformat(brut)
    except ValueError as erreur:
        raise ValueError(f"«\u202f{brut}\u202f» n’est pas une date (AAAA-MM-JJ).") from erreur


def jour_ou_rien(brut: str) -> date | None:
    return jour(brut) if brut else None


def liste(brut: str) -> list[str]:
    return sorted(brut.split())


def lettres(brut: str) -> list[str]:
    return list(brut)
