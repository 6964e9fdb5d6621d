"""From the sign-in page to the dashboard of a demandeur, through the mailbox."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from forprev.comptes.models import Personne
from forprev.entites.models import Entite
from tests.fabriques.comptes import PersonneFactory
from tests.parcours.gestes import cliquer, ne_pas_voir, remplir, se_connecter, suivre, verifier_axe, voir

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
EMAIL = "zoe.lefevre+forprev@example.org"
SECRET = "les hiboux lisent tard"


@pytest.fixture(autouse=True)
def _compteurs(db):
    cache.clear()


def remplir_inscription(page: Page, email: str = EMAIL, naissance: str = "12/03/1985") -> None:
    remplir(page, "Nom", "Lefèvre")
    remplir(page, "Prénom", "Zoé")
    remplir(page, "Date de naissance", naissance)
    remplir(page, "E-mail", email)
    cliquer(page, "Recevoir un lien")


def ouvrir_courriel(page: Page, sujet: str, chemin: str) -> None:
    """From the mailbox page to where the mail leads."""
    page.goto("/courriels-demo/")
    suivre(page, sujet)
    adresse = re.search(rf"{chemin}\S*", page.locator("main").inner_text())
    assert adresse is not None
    page.goto(adresse.group())


@pytest.mark.rule("ACC-05", "ACC-06")
@pytest.mark.parametrize(("largeur", "script"), [(1280, True), (390, True), (390, False)])
def test_from_the_sign_in_page_to_the_empty_dashboard(ouvrir_page, worker, largeur, script):
    page = ouvrir_page(largeur=largeur, script=script)
    page.goto("/connexion/")
    suivre(page, "Création d’un compte demandeur")
    lire(page, script)
    remplir_inscription(page, naissance="31/02/1985")
    voir(page, "Le 31/02/1985 n’existe pas.")
    lire(page, script)
    remplir_inscription(page)
    voir(page, "Votre demande est enregistrée")
    ne_pas_voir(page, EMAIL)
    lire(page, script)
    worker()

    ouvrir_courriel(page, "[FORPREV] Création de votre compte", "/inscription/confirmation/")
    voir(page, "Lefèvre", "Zoé", "12 mars 1985", EMAIL)
    lire(page, script)
    remplir(page, "Nouveau mot de passe", SECRET)
    remplir(page, "Confirmez le mot de passe", SECRET)
    cliquer(page, "Créer mon compte")
    page.wait_for_url("**/connexion/")
    personne = Personne.objects.get()
    voir(page, f"Votre N° Forprev est {personne.numero}")

    entrer(page, personne.numero)
    voir(page, personne.numero, "12 mars 1985", "Alertes", "Notifications", "Messages ciblés")
    ne_pas_voir(page, "Caisse de rattachement")
    lire(page, script)
    cliquer(page, "Enregistrer")
    page.wait_for_url("**/tableau-de-bord/")
    voir(page, "Bienvenue dans Forprev, Zoé.", "Votre demande", "SIRET", "attestation URSSAF", "lettre d’engagement")
    lire(page, script)


def entrer(page: Page, numero: str) -> None:
    """Sign in for the first time."""
    remplir(page, "E-mail ou N° Forprev", numero)
    remplir(page, "Mot de passe", SECRET)
    cliquer(page, "Se connecter")
    page.wait_for_url("**/premiere-connexion/**")


def lire(page: Page, script: bool) -> None:
    """Axe is itself a script."""
    if script:
        verifier_axe(page)


@pytest.mark.rule("ACC-05", "ACC-21", "ACC-09")
def test_whoever_has_an_account_is_shown_the_way_by_mail_alone(ouvrir_page, mot_de_passe, worker):
    personne = PersonneFactory(email=EMAIL)
    mot_de_passe(personne)
    page = ouvrir_page()
    page.goto("/inscription/")
    remplir_inscription(page)
    voir(page, "Votre demande est enregistrée")
    worker()
    assert Personne.objects.count() == 1

    se_connecter(page, EMAIL)
    ouvrir_courriel(page, "[FORPREV] Vous avez déjà un compte", "/profils/")
    lire(page, script=True)
    cliquer(page, "Créer une entité")
    page.wait_for_url("**/tableau-de-bord/")
    voir(page, "Nouvelle entité créée", "Votre demande")
    assert Entite.objects.count() == 1
    verifier_axe(page)


@pytest.mark.rule("ACC-07")
def test_an_e_mail_is_changed_from_the_profile(ouvrir_page, mot_de_passe, worker):
    personne = PersonneFactory(email="ancienne@example.org")
    mot_de_passe(personne)
    page = ouvrir_page(largeur=390)
    se_connecter(page, personne.numero)
    page.goto("/mon-profil/")
    verifier_axe(page)
    suivre(page, "Changer d’e-mail")
    verifier_axe(page)
    remplir(page, "Nouvel e-mail", EMAIL)
    remplir(page, "Mot de passe actuel", "deux sirènes chantent 7")
    cliquer(page, "Recevoir un lien")
    page.wait_for_url("**/mon-profil/")
    voir(page, "Changement en attente", EMAIL)
    verifier_axe(page)
    worker()

    ailleurs = ouvrir_page()
    ouvrir_courriel(ailleurs, "[FORPREV] Confirmez votre nouvel e-mail", "/mon-profil/e-mail/confirmation/")
    lien = ailleurs.url
    verifier_axe(ailleurs)
    cliquer(ailleurs, "Confirmer")
    ailleurs.wait_for_url("**/connexion/")
    voir(ailleurs, f"Votre e-mail est désormais {EMAIL}.")
    ailleurs.goto(lien)
    voir(ailleurs, "Ce lien n’est plus valable")
    verifier_axe(ailleurs)
    se_connecter(ailleurs, EMAIL)
