"""Journeys (3) and (4): niveau 2 gives an account and a certificate; an early refresher keeps the anniversary."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page

from forprev.comptes.models import Personne
from forprev.courriels.models import Courriel
from tests.fabriques.certificats import CertificatFormateurFactory
from tests.fabriques.comptes import PersonneFactory
from tests.parcours import pas
from tests.parcours.gestes import (
    choisir,
    cliquer,
    contient,
    lignes,
    ne_pas_voir,
    remplir,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
GROUPE = (
    ("Le Goff", "Maëlle", "12/05/1988", "maelle.legoff@example.org"),
    ("Œuvrard", "Zoé", "30/11/1979", "zoe@example.org"),
)


@pytest.fixture
def monde2(monde2):
    monde2.modele.titre = "Former des sauveteurs secouristes du travail"
    monde2.modele.save()
    return monde2


@pytest.fixture
def faire_generer(ouvrir_page, mot_de_passe, monde2, worker):
    """A function that takes a declared session through the trainer's hands to its certificates."""

    def faire(page: Page, session, echecs=()) -> None:
        pas.soumettre(page, session.pk)
        formateur = ouvrir_page()
        mot_de_passe(monde2.formateur.personne)
        se_connecter(formateur, monde2.formateur.personne.numero)
        pas.envoyer_resultats(formateur, session.pk, echecs)
        pas.demander_generation(page, session.pk)
        worker()
        voir(page, "1 candidat a validé la certification")

    return faire


@pytest.fixture
def gestionnaire(ouvrir_page, mot_de_passe, monde2) -> Page:
    page = ouvrir_page()
    mot_de_passe(monde2.gestionnaire.personne)
    se_connecter(page, monde2.gestionnaire.personne.numero)
    return page


@pytest.mark.rule("SES-21", "SES-08", "ACC-04", "CER-03", "CER-14")
def test_a_new_formateur_goes_from_the_mail_to_their_certificate(ouvrir_page, gestionnaire, monde2, faire_generer):
    session = pas.declarer(gestionnaire, monde2, "SST / 2", GROUPE)
    verifier_axe(gestionnaire)
    faire_generer(gestionnaire, session, echecs=["ŒUVRARD Zoé"])
    verifier_axe(gestionnaire)

    assert not Personne.objects.filter(email="zoe@example.org").exists()
    courriel = Courriel.objects.get(destinataire="maelle.legoff@example.org", cle__startswith="compte_cree")
    numero = Personne.objects.get(email=courriel.destinataire).numero
    assert contient(courriel.texte, [numero]) == []
    lien = re.search(r"https?://\S+/reinitialisation-mot-de-passe/\S+", courriel.texte)
    assert lien is not None

    page = ouvrir_page(largeur=390, theme="dark")
    page.goto("/reinitialisation-mot-de-passe/" + lien.group().split("/reinitialisation-mot-de-passe/")[1])
    voir(page, f"N° Forprev {numero}")
    verifier_axe(page)
    choisir_mot_de_passe(page, "court", "court")
    voir(page, "12 caractères")
    verifier_axe(page)
    choisir_mot_de_passe(page, "les hiboux lisent tard", "les hiboux lisent tôt")
    voir(page, "Les deux mots de passe sont différents : saisissez le même deux fois.")
    choisir_mot_de_passe(page, "les hiboux lisent tard", "les hiboux lisent tard")
    voir(page, "Votre mot de passe est enregistré. Connectez-vous.")

    remplir(page, "E-mail ou N° Forprev", numero.lower())
    remplir(page, "Mot de passe", "les hiboux lisent tard")
    cliquer(page, "Se connecter")
    page.wait_for_url("**/premiere-connexion/**")
    choisir(page, "Caisse de rattachement", "INRS (hors caisse)")
    cliquer(page, "Enregistrer")
    page.wait_for_url("**/tableau-de-bord/")
    page.get_by_role("button", name="Menu", exact=True).click()
    suivre(page, "Certificats")
    page.wait_for_url("**/certificats/")
    voir(page, "SST-2", "20/11/2026", "20/11/2029", "Valable")
    verifier_axe(page)
    with page.expect_download() as telechargement:
        page.get_by_role("link", name=re.compile("^Télécharger")).click()
    with open(telechargement.value.path(), "rb") as fichier:
        (certificat,) = pas.pages_pdf(fichier.read())
    assert contient(certificat, ("Le Goff Maëlle", "N° Forprev :", numero, "20/11/2026", "20/11/2029")) == []


def choisir_mot_de_passe(page: Page, premier: str, second: str) -> None:
    remplir(page, "Nouveau mot de passe", premier)
    remplir(page, "Confirmez le mot de passe", second)
    cliquer(page, "Enregistrer")


@pytest.mark.rule("SES-22", "SES-08", "ACC-23")
def test_an_early_refresher_keeps_the_anniversary(ouvrir_page, mot_de_passe, gestionnaire, monde2, faire_generer):
    """Certified to 15 January 2027, refreshed on 20 November 2026: valid until 15 January 2030."""
    ancienne = PersonneFactory(nom="Hoareau", prenom="Yves", date_naissance=date(1971, 3, 9))
    CertificatFormateurFactory(
        personne=ancienne,
        certificat__modele=monde2.modele,
        certificat__delivre_le=date(2024, 1, 15),
        certificat__fin_validite=date(2027, 1, 15),
    )
    pas.ouvrir_nouvelle_session(gestionnaire)
    pas.remplir_session(gestionnaire, monde2, "SST / 2", stage="Stage de mise à jour des compétences")
    cliquer(gestionnaire, "Suivant")
    pas.designer(gestionnaire, monde2.formateur.personne.numero)
    suivre(gestionnaire, "Ajouter un stagiaire")
    remplir(pas.dialogue(gestionnaire), "N° Forprev", ancienne.numero)
    cliquer(pas.dialogue(gestionnaire), "Pré-remplir")
    voir(gestionnaire, "Nom et prénom repris du compte Forprev.")
    remplir(gestionnaire, "Date de naissance", "09/03/1971")
    cliquer(gestionnaire, "Ajouter")
    voir(gestionnaire, "HOAREAU Yves : ajouté(e).")
    ne_pas_voir(gestionnaire, ancienne.email)
    faire_generer(gestionnaire, monde2.gestionnaire.personne.sessions_declarees.get())

    page = ouvrir_page()
    mot_de_passe(ancienne)
    se_connecter(page, ancienne.numero)
    suivre(page, "Certificats")
    verifier_axe(page)
    assert [ligne[2:5] for ligne in lignes(page)] == [
        ["20/11/2026", "15/01/2030", "Valable"],
        ["15/01/2024", "15/01/2027", "Valable"],
    ]
    with page.expect_download() as telechargement:
        page.get_by_role("link", name=re.compile("délivré le 20 novembre 2026")).click()
    with open(telechargement.value.path(), "rb") as fichier:
        (certificat,) = pas.pages_pdf(fichier.read())
    assert contient(certificat, ("Hoareau Yves", "20/11/2026", "15/01/2030")) == []
