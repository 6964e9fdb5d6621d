"""Every address is in the permission matrix, and answers as it says [SEC-01]."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from tests.maison.droits import CLES, ECRIVENT_EN_LISANT, ENVOIS, PROFILS, SANS_PROPRIETAIRE, batir
from tests.maison.droits.lecture import LIGNES, demander, noms
from tests.maison.monde import Monde

# Of a session, one state is enough to prove that a form is refused like its page.
DEJA_ESSAYES = ("soumise", "generee")
ECRITURES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def monde(jour, db) -> Monde:
    return batir()


def ecarts_d_adresses(racine: URLResolver) -> set[str]:
    """The addresses without a line, and the lines without an address."""
    return {ligne.nom for ligne in LIGNES} ^ noms(racine)


def test_every_address_has_its_lines():
    assert ecarts_d_adresses(get_resolver()) == set()


@pytest.mark.parametrize("nom", ["nouvelle_page", None])
def test_an_address_without_a_line_is_found(nom):
    """The guard itself: an address that somebody adds, named or not, cannot go unseen."""
    ajoutee = path("nouvelle/", lambda requete: HttpResponse(), name=nom)
    racine = URLResolver(RegexPattern(r"^/"), [*get_resolver().url_patterns, ajoutee])
    trouves = ecarts_d_adresses(racine) - ecarts_d_adresses(get_resolver())
    assert trouves == {nom or "(without name) /nouvelle/"}


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
