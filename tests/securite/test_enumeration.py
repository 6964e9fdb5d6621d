"""Nobody learns who has an account: same answers, same work, same time [ACC-02, ACC-04, ACC-05, ACC-25]."""

import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import fabriques as f

CONNU, INCONNU = "anne@example.org", "elle@example.org"
IDENTITE = {"nom": "Lefèvre", "prenom": "Anne", "date_naissance": "29/02/1980"}
PROPRES = ("X-Request-ID", "Expires", "Content-Length")  # of each answer, or of how long the identifier is
PORTES = {
    "account_login": lambda qui: {"login": qui, "password": "ce n’est pas le bon"},
    "account_reset_password": lambda qui: {"identifiant": qui},
    "account_signup": lambda qui: IDENTITE | {"email": qui},
}


@pytest.fixture
def personne(jour, db):
    personne = f.PersonneFactory(numero="JEJ46894", email=CONNU, nom="Lefèvre", prenom="Anne")
    personne.set_password("trois chats sur un mur")
    personne.save()
    return personne


def reponse_a(porte: str, qui: str, nb_requetes) -> dict[str, object]:
    """All that a stranger can see of the answer, and the number of queries behind it; then the page it leads to."""
    client = Client()
    with nb_requetes() as compte:
        recue = client.post(reverse(porte), PORTES[porte](qui))
    suite = client.get(recue["Location"]) if recue.status_code == 302 else recue
    page = suite.content.decode().replace(qui, "QUI")
    entetes = {nom: valeur for nom, valeur in recue.items() if nom not in PROPRES}
    cookies = {nom: (c["max-age"], c["httponly"]) for nom, c in recue.cookies.items()}
    return {
        "statut": recue.status_code, "entetes": entetes, "cookies": cookies, "page": _sans_jeton(page),
        "requetes": compte.nombre,
    }  # fmt: skip


def _sans_jeton(page: str) -> str:
    return "".join(ligne for ligne in page.splitlines() if "csrfmiddlewaretoken" not in ligne)


@pytest.mark.rule("ACC-02", "ACC-04", "ACC-05")
@pytest.mark.parametrize("porte", PORTES)
def test_the_answer_is_the_same_for_all(personne, nb_requetes, porte):
    cache.clear()
    premiere = reponse_a(porte, INCONNU, nb_requetes)
    cache.clear()
    assert reponse_a(porte, CONNU, nb_requetes) == premiere


@pytest.mark.rule("ACC-02", "ACC-04")
@pytest.mark.parametrize("porte", ["account_login", "account_reset_password"])
def test_the_answer_is_the_same_by_number(personne, nb_requetes, porte):
    cache.clear()
    premiere = reponse_a(porte, "ZZZ00000", nb_requetes)
    cache.clear()
    assert reponse_a(porte, "JEJ46894", nb_requetes) == premiere


@pytest.mark.epreuve
@pytest.mark.rule("ACC-02", "ACC-04", "ACC-05")
@pytest.mark.parametrize("porte", ["account_reset_password", "account_signup"])
def test_the_time_is_the_same_for_all(personne, porte):
    """Over 200 tries, turn by turn so that what else the machine does weighs on all alike."""
    durees: dict[str, list[float]] = {CONNU: [], INCONNU: []}
    client = Client()
    for _ in range(200):
        for qui, mesures in durees.items():
            cache.clear()
            debut = time.perf_counter()
            client.post(reverse(porte), PORTES[porte](qui))
            mesures.append(time.perf_counter() - debut)
    medianes = [statistics.median(mesures) for mesures in durees.values()]
    assert max(medianes) / min(medianes) - 1 < 0.10, medianes
