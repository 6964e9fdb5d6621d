"""Every address is in the permission matrix, and answers as it says [SEC-01]."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.maison.droits import CLES, ECRIVENT_EN_LISANT, ENVOIS, MATRICE, PROFILS, SANS_PROPRIETAIRE, batir, cles
from tests.maison.monde import Monde

# Of a session, one state is enough to prove that a form is refused like its page.
DEJA_ESSAYES = ("soumise", "generee")
ECRITURES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Ligne:
    """One line of the matrix: an address, an owner (empty: none), and a status for each profile."""

    nom: str
    proprietaire: str
    statuts: dict[str, int]

    def __str__(self) -> str:
        return f"{self.nom} {self.proprietaire}".strip()


def lire(texte: str) -> Iterator[Ligne]:
    for mots in (ligne.split() for ligne in texte.strip().splitlines()):
        nom, *proprietaire = mots[: -len(PROFILS)]
        statuts = dict(zip(PROFILS, map(int, mots[-len(PROFILS) :]), strict=True))
        yield Ligne(nom, "".join(proprietaire), statuts)


LIGNES = list(lire(MATRICE))


def noms(motif: URLResolver | URLPattern) -> Iterator[str]:
    """The name of every address under this pattern."""
    if isinstance(motif, URLPattern):
        yield motif.name or f"(without name) {motif.pattern}"
        return
    for dessous in motif.url_patterns:
        yield from noms(dessous)


@pytest.fixture
def monde(jour, db) -> Monde:
    return batir()


def test_every_address_has_its_lines():
    assert {ligne.nom for ligne in LIGNES} == set(noms(get_resolver()))


def test_every_address_with_keys_has_an_object_of_others():
    """An address that names an object is tried with one that is not the person's, unless objects have no owner."""
    a_proprietaire = {ligne.nom for ligne in LIGNES if ligne.proprietaire}
    sans = {nom for nom in CLES if nom not in a_proprietaire}

    assert sans == SANS_PROPRIETAIRE


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("profil", PROFILS)
def test_each_profile_opens_what_the_matrix_says_and_reading_writes_nothing(profil, monde, client_de):
    client = client_de(monde.acteurs[profil])

    ecarts = []
    for ligne in LIGNES:
        methode = "POST" if ligne.nom in ENVOIS else "GET"
        with CaptureQueriesContext(connection) as capture:
            reponse = demander(client, methode, ligne, monde)
        if reponse.status_code != ligne.statuts[profil]:
            ecarts.append(f"{methode} {ligne}: {reponse.status_code}, not {ligne.statuts[profil]}")
        if reponse.status_code == 302 and profil == "visiteur" and ligne.nom != "account_logout":
            assert reponse["Location"].startswith("/connexion/?next=/"), str(ligne)
        ecrites = [r["sql"] for r in capture.captured_queries if r["sql"].startswith(ECRITURES)]
        if ecrites and methode == "GET" and ligne.nom not in ECRIVENT_EN_LISANT:
            ecarts.append(f"GET {ligne} writes: {ecrites[0]}")

    assert not ecarts, "\n".join(ecarts)


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("profil", PROFILS)
def test_a_form_opens_nothing_more_than_its_page(profil, monde, client_de):
    """Where reading is refused, sending is too; where it is allowed, an empty form never breaks the page."""
    client = client_de(monde.acteurs[profil])

    ecarts = []
    for ligne in LIGNES:
        if ligne.nom in ENVOIS or ligne.proprietaire in DEJA_ESSAYES:
            continue
        statut = demander(client, "POST", ligne, monde).status_code
        attendu = ligne.statuts[profil]
        refuse = attendu in (403, 404) or (attendu == 302 and profil == "visiteur")
        if statut >= 500 or (refuse and statut not in (attendu, 405)):
            ecarts.append(f"POST {ligne}: {statut}, where GET gives {attendu}")

    assert not ecarts, "\n".join(ecarts)


def demander(client: Client, methode: str, ligne: Ligne, monde: Monde) -> HttpResponseBase:
    """One request whose changes are undone, cookies included, so that each is made in the same world."""
    adresse = reverse(ligne.nom, kwargs=cles(monde, ligne.nom, ligne.proprietaire))
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        reponse = client.generic(methode, adresse)
        transaction.set_rollback(True)
    client.cookies = cookies
    return reponse
