"""Other ways to ask: no verb opens what GET and POST keep shut; nothing is sent without its token [SEC-01, SEC-02]."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import fabriques as f
from tests.maison.droits import ENVOIS
from tests.maison.droits.lecture import LIGNES, adresse, demander
from tests.securite.formulaires import DISTINCTES


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("profil", ["visiteur", "gestionnaire", "formateur", "inrs", "assistance"])
def test_no_other_verb_opens_anything(profil, monde, client_de):
    client = client_de(monde.acteurs[profil])
    client.raise_request_exception = False
    ecarts = []
    for ligne in DISTINCTES:
        for methode in ("PUT", "DELETE"):
            statut = demander(client, methode, ligne, monde).status_code
            if statut < 300 or statut >= 500:
                ecarts.append(f"{methode} {ligne}: {statut}")
    assert not ecarts, "\n".join(ecarts)


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("profil", ["gestionnaire", "formateur", "assistance"])
def test_head_tells_no_more_than_get(profil, monde, client_de):
    client = client_de(monde.acteurs[profil])
    ecarts = []
    for ligne in LIGNES:
        if ligne.nom in ENVOIS:
            continue
        reponse = demander(client, "HEAD", ligne, monde)
        if reponse.status_code not in (ligne.statuts[profil], 405) or getattr(reponse, "content", b""):
            ecarts.append(f"HEAD {ligne}: {reponse.status_code}")
    assert not ecarts, "\n".join(ecarts)


@pytest.mark.rule("SEC-02")
@pytest.mark.parametrize("profil", ["visiteur", "gestionnaire", "inrs"])
def test_no_form_is_taken_without_its_token(profil, monde, client_de):
    """From another site: the cookie of the web session comes along, the token does not."""
    client: Client = client_de(monde.acteurs[profil], enforce_csrf_checks=True)
    pris = {}
    for ligne in DISTINCTES:
        with transaction.atomic():
            statut = client.post(adresse(ligne, monde)).status_code
            transaction.set_rollback(True)
        if statut != 403:
            pris[str(ligne)] = statut
    assert pris == {}


@pytest.mark.rule("SEC-02")
@pytest.mark.parametrize("entetes", [{"HX-Request": "true"}, {"Origin": "https://mal.example"}, {"Origin": "null"}])
def test_no_header_stands_for_the_token(client_de, entetes):
    client = client_de(f.gestionnaire(), enforce_csrf_checks=True)
    client.cookies["forprev_csrf"] = "a" * 32
    envoi = {"csrfmiddlewaretoken": "b" * 32}
    assert client.post(reverse("profils"), envoi, headers=entetes).status_code == 403
