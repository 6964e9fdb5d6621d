"""Password links under attack: used again, guessed, cut, taken for somebody else [ACC-04]."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from forprev.comptes.actions.mots_de_passe import emettre_jeton
from forprev.comptes.jetons import fabriquer, personne_du_jeton
from forprev.socle.clock import maintenant
from tests import fabriques as f

pytestmark = pytest.mark.rule("ACC-04")
NOUVEAU = {"mot_de_passe": "quatre saules au bord de l’eau", "confirmation": "quatre saules au bord de l’eau"}
AUTRE = {"mot_de_passe": "cinq merles dans le noyer", "confirmation": "cinq merles dans le noyer"}


@pytest.fixture
def personne(db):
    return f.PersonneFactory(numero="JEJ46894", email="anne@example.org")


@pytest.fixture
def jeton(jour, personne) -> str:
    jeton = emettre_jeton(personne=personne, le=maintenant())
    personne.refresh_from_db()
    return jeton


def page(jeton: str) -> str:
    return reverse("reinitialisation_mot_de_passe", args=[jeton])


def mot_de_passe(personne) -> str:
    personne.refresh_from_db()
    return personne.password


def test_a_link_is_used_once(client, jeton, personne):
    assert client.post(page(jeton), NOUVEAU).status_code == 302
    garde = mot_de_passe(personne)
    assert client.get(page(jeton)).status_code == 404
    assert client.post(page(jeton), AUTRE).status_code == 404
    assert mot_de_passe(personne) == garde


def test_a_link_opens_no_web_session(client, jeton):
    client.post(page(jeton), NOUVEAU)
    assert client.get(reverse("tableau_de_bord")).status_code == 302


@pytest.mark.parametrize("change", ["password", "email", "jeton_generation", "is_active"])
def test_a_link_falls_with_what_it_proves(client, jeton, personne, change):
    setattr(personne, change, {"jeton_generation": 9, "is_active": False}.get(change, "autre@example.org"))
    personne.save()
    assert client.post(page(jeton), NOUVEAU).status_code == 404


def test_a_link_of_another_secret_is_false(client, personne, jour):
    with override_settings(SECRET_KEY="un autre secret que celui du site, volé ailleurs ou deviné"):
        faux = fabriquer(personne, le=maintenant())
    assert client.post(page(faux), NOUVEAU).status_code == 404


def test_a_link_of_somebody_else_changes_nobody(client, jeton, personne):
    autre = f.PersonneFactory()
    preuve = jeton.split("-", 1)[1]
    sienne = fabriquer(autre, le=maintenant()).split("-", 1)[0]
    assert client.post(page(f"{sienne}-{preuve}"), NOUVEAU).status_code == 404
    assert mot_de_passe(autre) == "!"


def falsifies(jeton: str) -> list[str]:
    cle, date, preuve = jeton.split("-")
    premiere = "0" if preuve[0] != "0" else "1"
    return [
        *(jeton[:-1], jeton[:-10], f"{cle}-{date}", cle, f"{cle}-", f"{cle}--", "-", "--", f"-{date}-{preuve}"),
        *(jeton + "0", f"{cle}-{date}-{premiere}{preuve[1:]}", f"{cle}-{date}-{preuve.upper()}X"),
        *(f"{cle}-zzzzzz-{preuve}", f"{cle}-0-{preuve}", f"{cle}-{date}-{date}-{preuve}", f"0-{date}-{preuve}"),
        *("z" * 13 + f"-{date}-{preuve}", "z" * 14 + f"-{date}-{preuve}", "z" * 5000, "é-à-ü", "🙂", "1-%00-a"),
        *(f"{cle}-{date}-{preuve}\u200b", f"{cle}-{'z' * 13}-{preuve}", "a b-c-d"),
    ]


def test_no_altered_link_passes(client, jeton, personne):
    passes = [faux for faux in falsifies(jeton) if client.post(page(faux), NOUVEAU).status_code != 404]
    assert passes == []
    assert mot_de_passe(personne) == "!"
    assert personne_du_jeton(jeton, le=maintenant()) == personne


def test_a_link_dated_in_the_future_is_not_eternal(client, personne, jour):
    """A proof is bound to its date: moving the date breaks the proof."""
    cle, date, preuve = fabriquer(personne, le=maintenant() - timedelta(hours=73)).split("-")
    recente = fabriquer(personne, le=maintenant()).split("-")[1]
    assert client.post(page(f"{cle}-{date}-{preuve}"), NOUVEAU).status_code == 404
    assert client.post(page(f"{cle}-{recente}-{preuve}"), NOUVEAU).status_code == 404


def test_the_page_of_a_link_tells_its_address_to_nobody(client, jeton):
    reponse = client.get(page(jeton))
    assert reponse["Referrer-Policy"] == "same-origin"
    assert "no-store" in reponse["Cache-Control"]
