"""The agenda in a real browser: filters, calendar button, file; nothing for axe at any width."""

import re

import pytest

from tests import fabriques as f
from tests.parcours.gestes import choisir, cliquer, remplir, se_connecter, verifier_axe, voir

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def instructeur(mot_de_passe):
    """Of the caisse of two sessions to come, one of which has one person on both sides."""
    acteur = f.instructeur()
    mot_de_passe(acteur.personne)
    formateur = f.formateur().personne
    f.SessionFactory(soumise=True, date_fin=f.JOUR, formateur=formateur, soumise_par=formateur)
    f.SessionFactory(validee=True, date_fin=f.JOUR, habilitation__entite__raison_sociale="ÉCOLES RÉUNIES")
    return acteur


@pytest.mark.rule("SES-30", "SES-26")
@pytest.mark.parametrize("largeur", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(ouvrir_page, instructeur, largeur, theme):
    page = ouvrir_page(largeur=largeur, theme=theme)
    se_connecter(page, instructeur.personne.numero)
    for adresse in ("/agenda/", "/agenda/?etat=CLOTUREE&entite=zzz", "/agenda/?du=31/02/2027"):
        page.goto(adresse)
        voir(page, "Agenda des sessions")
        verifier_axe(page)


@pytest.mark.rule("SES-30")
def test_the_criteria_narrow_the_list_and_the_file(ouvrir_page, instructeur):
    page = ouvrir_page()
    se_connecter(page, instructeur.personne.numero)
    page.get_by_role("link", name="Agenda des sessions").first.click()
    voir(page, "2 sessions", "Même personne")
    choisir(page, "État", "En cours de validation Entité")
    remplir(page, "Raison sociale", "ecoles")
    cliquer(page, "Filtrer les sessions")
    page.wait_for_url(re.compile("etat=EN_VALIDATION_ENTITE"))
    voir(page, "1 session", "ÉCOLES RÉUNIES")
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Fichier de calendrier").click()
    with open(telechargement.value.path(), "rb") as fichier:
        assert fichier.read().count(b"BEGIN:VEVENT") == 1
    page.get_by_role("link", name=re.compile("^Raison sociale : ecoles")).click()
    voir(page, "1 session")
    page.get_by_role("link", name="Tout effacer").click()
    voir(page, "2 sessions")
