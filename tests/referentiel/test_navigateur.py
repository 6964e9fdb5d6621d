"""The screens of the reference data in a real browser: nothing for axe, nothing that overflows."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from forprev.profils.requete import CLE_DE_SESSION
from forprev.referentiel.chargement import charger
from forprev.referentiel.models import ModeleCertificat, Signataire
from tests import fabriques
from tests.plugins.selection import chromium

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
REGLES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "preload": False,
}


@pytest.fixture(autouse=True)
def _navigateur_synchrone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def adresses() -> list[str]:
    modele = ModeleCertificat.objects.get(code="Catec-1-surveillant")
    en_place = Signataire.objects.get(au=None)
    return [
        reverse("referentiel"),
        reverse("referentiel_modeles"),
        reverse("referentiel_modele", args=[modele.pk]),
        reverse("referentiel_modele_modifier", args=[modele.pk]),
        reverse("referentiel_modele_arret", args=[modele.pk]),
        reverse("referentiel_delais"),
        reverse("referentiel_delai", args=["journal_conservation"]),
        reverse("referentiel_texte", args=["accessibilite"]),
        reverse("referentiel_signataires"),
        reverse("referentiel_signataire_nouveau"),
        reverse("referentiel_signataire_fin", args=[en_place.pk]),
    ]


def connexion(client: Client, acteur: Any, adresse: str, nom: str) -> dict[str, str]:
    """The cookie of a browser in which `acteur` has signed in."""
    client.force_login(acteur.personne)
    memoire = client.session
    memoire[CLE_DE_SESSION] = acteur.code
    memoire.save()
    return {"name": nom, "value": client.cookies[nom].value, "url": adresse}


def fautes(page: Page) -> list[tuple[str, list[str]]]:
    violations = Axe().run(page, options=REGLES).response["violations"]
    return [(faute["id"], [noeud["html"] for noeud in faute["nodes"]]) for faute in violations]


@pytest.mark.parametrize(("largeur", "theme"), [(390, "light"), (1280, "dark")])
def test_axe_ne_trouve_rien_et_rien_ne_deborde(
    live_server: Any, client: Client, jour: Any, settings: Any, largeur: int, theme: str
) -> None:
    charger(territoire=False)
    temoin = connexion(client, fabriques.inrs(), live_server.url, settings.SESSION_COOKIE_NAME)
    pages = adresses()
    trouve = {}
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        contexte = navigateur.new_context(viewport={"width": largeur, "height": 860}, color_scheme=theme)
        contexte.add_cookies([temoin])
        page = contexte.new_page()
        for adresse in pages:
            page.goto(f"{live_server.url}{adresse}")
            assert page.locator("h1").count() == 1, adresse
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), adresse
            trouve[adresse] = fautes(page)
        navigateur.close()
    assert trouve == {adresse: [] for adresse in pages}
