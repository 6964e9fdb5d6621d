"""Every page that a person can open leads to the three legal pages [AID-05, AID-06]."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from forprev.referentiel.models import TexteReference
from tests import fabriques as f
from tests.maison.droits import ENVOIS, PROFILS, batir
from tests.maison.droits.lecture import LIGNES, Ligne, demander
from tests.texte import lisible, normaliser

LIENS = ("/mentions-legales/", "/donnees-personnelles/", "/accessibilite/")
MOTS = ("Mentions légales & CGU", "Politique de protection des données", "Accessibilité: partiellement conforme")
# Whose shell is its own: the gallery of components, in development only.
SANS_COQUILLE = {"galerie", "galerie_exemple"}


def pages(profil: str) -> list[Ligne]:
    """The pages that open to this profile, and one refusal of each kind."""
    lues = [ligne for ligne in LIGNES if ligne.nom not in ENVOIS | SANS_COQUILLE]
    refus = {ligne.statuts[profil]: ligne for ligne in lues if ligne.statuts[profil] in (403, 404)}
    return [*(ligne for ligne in lues if ligne.statuts[profil] in (200, 409)), *refus.values()]


def absents(reponse) -> list[str]:
    """What the page lacks; nothing for what is not a whole page."""
    source = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    if not source.lstrip().lower().startswith(b"<!doctype html"):
        return []
    texte, brut = lisible(reponse), source.decode()
    return [mot for mot in MOTS if mot not in texte] + [lien for lien in LIENS if f'href="{lien}"' not in brut]


@pytest.mark.django_db
@pytest.mark.rule("AID-05", "AID-06")
@pytest.mark.parametrize("profil", PROFILS)
def test_every_page_of_the_matrix_has_its_footer(profil, client_de):
    monde = batir()
    TexteReference.objects.create(code="accessibilite", texte="partiellement conforme", du=f.JOUR)
    client = client_de(monde.acteurs[profil])

    fautes = {
        str(ligne): manque for ligne in pages(profil) if (manque := absents(demander(client, "GET", ligne, monde)))
    }
    assert fautes == {}


@pytest.mark.django_db
@pytest.mark.rule("AID-05")
def test_the_pages_of_errors_too(jour):
    refuse = Client(enforce_csrf_checks=True).post("/aide/contact/", {"texte": "x"})
    assert refuse.status_code == 403
    assert all(f'href="{lien}"' in refuse.content.decode() for lien in LIENS)
    panne = render_to_string("500.html")  # it asks nothing of the database, which may be what is broken
    assert all(f'href="{lien}"' in panne for lien in LIENS)
    assert "Contacter l'assistance" in normaliser(panne)
