"""Pages open to all, and pages of error."""

import pytest
from django.db import DatabaseError, connection
from django.template.loader import render_to_string

from forprev.referentiel.models import TexteReference
from tests import fabriques as f
from tests.texte import lisible, normaliser

pytestmark = pytest.mark.django_db
LEGALES = ["/mentions-legales/", "/donnees-personnelles/", "/accessibilite/"]


def test_the_home_page_says_what_forprev_is_and_leads_to_sign_in(client_de):
    reponse = client_de().get("/")

    assert "Habilitations et certificats du réseau prévention" in lisible(reponse)
    assert 'href="/connexion/"' in reponse.content.decode()


def test_the_home_page_of_someone_signed_in_leads_to_their_dashboard(client_de):
    assert "Mon tableau de bord" in lisible(client_de(f.formateur()).get("/"))


@pytest.mark.parametrize("adresse", ["/", *LEGALES])
def test_public_pages_open_without_an_account(client_de, adresse):
    assert client_de().get(adresse).status_code == 200


@pytest.mark.parametrize("adresse", LEGALES)
def test_legal_pages_keep_the_menu_of_someone_signed_in(client_de, adresse):
    page = client_de(f.gestionnaire()).get(adresse).content.decode()

    assert 'id="menu"' in page
    assert f'href="{adresse}"' in page


@pytest.mark.rule("AID-06")
@pytest.mark.parametrize("adresse", ["/", "/mentions-legales/", "/tableau-de-bord/", "/page-qui-n-existe-pas/"])
def test_every_footer_says_not_compliant_until_an_audit_says_otherwise(client_de, adresse):
    page = client_de(f.gestionnaire()).get(adresse)

    assert "Accessibilité: non conforme" in lisible(page)
    assert 'href="/accessibilite/"' in page.content.decode()


@pytest.mark.rule("AID-06")
def test_the_footer_follows_the_reference_data(client_de):
    TexteReference.objects.create(code="accessibilite", texte="partiellement conforme", du=f.JOUR)

    page = lisible(client_de().get("/accessibilite/"))

    assert "Accessibilité: partiellement conforme" in page
    assert "aucun audit" not in page


def test_the_privacy_page_gives_the_retentions_of_the_code(client_de):
    page = lisible(client_de().get("/donnees-personnelles/"))

    assert "jusqu'au 15ᵉ jour après la génération" in page
    assert "3 mois après sa date de fin, ou après son premier enregistrement" in page
    assert "Le journal des actions: 12 mois" in page


def test_health_and_readiness(client_de, monkeypatch):
    client = client_de()
    assert (client.get("/sante/").status_code, client.get("/pret/").status_code) == (200, 200)

    def injoignable(*_args):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", injoignable)
    assert client.get("/pret/").status_code == 503


def test_public_pages_only_read(client_de):
    assert client_de().post("/").status_code == 405


@pytest.mark.parametrize("acteur", [None, f.gestionnaire, f.acteur_sans_profil])
def test_a_missing_page_says_so_in_the_shell(client_de, acteur):
    reponse = client_de(acteur and acteur()).get("/rien-ici/")

    assert reponse.status_code == 404
    assert "Cette page est introuvable" in lisible(reponse)
    assert ("Pourquoi n'ai-je pas accès?" in lisible(reponse)) is (acteur is not None)


def test_a_forbidden_page_names_the_active_profile(client_de):
    reponse = client_de(f.formateur()).get("/mon-entite/")

    assert reponse.status_code == 403
    assert "Vous agissez comme Formateur" in lisible(reponse)


def test_an_error_page_needs_nothing_to_be_drawn():
    assert "Une erreur s'est produite" in normaliser(render_to_string("500.html"))
