"""Reading the permission matrix, and asking each of its lines of a client."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from tests.maison.droits import MATRICE, PROFILS, cles
from tests.maison.monde import Monde


@dataclass(frozen=True)
class Ligne:
    """One line of the matrix: an address, an owner (empty: none), and a status for each profile."""

    nom: str
    proprietaire: str
    statuts: dict[str, int]

    def __str__(self) -> str:
        return f"{self.nom} {self.proprietaire}".strip()


def lire(texte: str) -> Iterator[Ligne]:
    """The lines of a matrix, in its order."""
    for mots in (ligne.split() for ligne in texte.strip().splitlines()):
        nom, *proprietaire = mots[: -len(PROFILS)]
        statuts = dict(zip(PROFILS, map(int, mots[-len(PROFILS) :]), strict=True))
        yield Ligne(nom, "".join(proprietaire), statuts)


LIGNES = list(lire(MATRICE))


def chemins(motif: URLResolver | URLPattern, avant: str = "/") -> Iterator[tuple[str, str]]:
    """The name of every address under this pattern, and its path."""
    ici = f"{avant}{motif.pattern}"
    if isinstance(motif, URLPattern):
        yield motif.name or f"(without name) {ici}", ici
        return
    for dessous in motif.url_patterns:
        yield from chemins(dessous, ici.replace("^/", ""))


def noms(motif: URLResolver | URLPattern) -> set[str]:
    """The name of every address under this pattern."""
    return {nom for nom, _ in chemins(motif)}


def adresse(ligne: Ligne, monde: Monde) -> str:
    """The address of the line, for the object of its owner."""
    return reverse(ligne.nom, kwargs=cles(monde, ligne.nom, ligne.proprietaire))


def demander(client: Client, methode: str, ligne: Ligne, monde: Monde) -> HttpResponseBase:
    """One request whose changes are undone, cookies included, so that each is made in the same world."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        reponse = client.generic(methode, adresse(ligne, monde))
        transaction.set_rollback(True)
    client.cookies = cookies
    return reponse
