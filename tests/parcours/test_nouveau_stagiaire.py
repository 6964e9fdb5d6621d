"""The dialog *Nouveau stagiaire* by keyboard alone, and the people who may be the one typed at niveau 2."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from forprev.certification.models import Stagiaire
from tests.fabriques.comptes import PersonneFactory
from tests.parcours import pas
from tests.parcours.gestes import (
    champ,
    cliquer,
    lignes,
    ne_pas_voir,
    normal,
    remplir,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ouvrir_stagiaires(ouvrir_page, mot_de_passe):
    """A function that opens the tab *Stagiaires* of a session of that world, as its gestionnaire."""

    def ouvrir(monde, **reglages) -> Page:
        session = monde.nommer(monde.ouvrir())
        mot_de_passe(monde.gestionnaire.personne)
        page = ouvrir_page(**reglages)
        se_connecter(page, monde.gestionnaire.personne.numero)
        page.goto(f"/certification/{session.pk}/stagiaires/")
        return page

    return ouvrir


@pytest.mark.rule("SES-08")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_stagiaires_are_added_by_keyboard_alone(ouvrir_stagiaires, monde, theme):
    page = ouvrir_stagiaires(monde, theme=theme)
    voir(page, "Aucun stagiaire")
    page.get_by_role("link", name="Ajouter un stagiaire").focus()
    page.keyboard.press("Enter")
    expect(champ(pas.dialogue(page), "Nom")).to_be_focused()
    verifier_axe(page)
    for texte in ("Jégou", "Pierre", "18021964"):
        page.keyboard.type(texte)
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ajouter"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    voir(page, "JÉGOU Pierre : ajouté(e).")
    expect(champ(pas.dialogue(page), "Nom")).to_be_focused()
    for texte in ("Ferreira", "Régine", "06041977"):
        page.keyboard.type(texte)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    voir(page, "FERREIRA Régine : ajouté(e).")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [ligne[:3] for ligne in lignes(page)] == [
        ["FERREIRA", "Régine", "06/04/1977"],
        ["JÉGOU", "Pierre", "18/02/1964"],
    ]

    ouvrir = page.get_by_role("link", name="Ajouter un stagiaire")
    ouvrir.focus()
    page.keyboard.press("Enter")
    pas.dialogue(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ouvrir).to_be_focused()


@pytest.mark.rule("SES-09", "SES-38")
def test_a_refused_line_keeps_what_was_typed_and_takes_the_focus(ouvrir_stagiaires, monde):
    page = ouvrir_stagiaires(monde)
    pas.ajouter_stagiaires(page, pas.GROUPE[:1])
    suivre(page, "Ajouter un stagiaire")
    pas.ecrire_stagiaire(pas.dialogue(page), "FERREIRA", "regine", "06/04/1977")
    cliquer(pas.dialogue(page), "Ajouter")
    voir(page, "Cette personne est déjà dans la session.")
    assert page.evaluate("document.activeElement.id") == "resume-erreurs"
    verifier_axe(page)
    remplir(page, "Date de naissance", "06/04/2027")
    cliquer(page, "Ajouter")
    voir(page, "Cette date est dans le futur : vérifiez l’année.")
    expect(champ(page, "Nom")).to_have_value("FERREIRA")
    remplir(page, "Date de naissance", "06/04/1978")
    cliquer(page, "Ajouter")
    voir(page, "FERREIRA regine : ajouté(e).", "2 stagiaires")


@pytest.mark.rule("SES-08", "ACC-23")
def test_a_number_fills_the_names_and_asks_for_the_right_birth_date(ouvrir_stagiaires, monde2):
    connue = PersonneFactory(nom="Kowalczyk", prenom="Tomasz", date_naissance=date(1984, 7, 2))
    page = ouvrir_stagiaires(monde2)
    suivre(page, "Ajouter un stagiaire")
    expect(champ(pas.dialogue(page), "N° Forprev")).to_be_focused()
    verifier_axe(page)
    remplir(pas.dialogue(page), "N° Forprev", "ZZZ99999")
    cliquer(pas.dialogue(page), "Pré-remplir")
    voir(page, "Aucune personne n’a ce N° Forprev : vérifiez-le.")
    remplir(page, "N° Forprev", connue.numero)
    cliquer(page, "Pré-remplir")
    voir(page, "Nom et prénom repris du compte Forprev.")
    expect(champ(page, "Nom")).to_have_value("Kowalczyk")
    expect(champ(page, "Date de naissance")).to_be_focused()
    ne_pas_voir(page, "02/07/1984")
    verifier_axe(page)
    page.keyboard.type("02071985")
    page.keyboard.press("Enter")
    voir(page, "Aucune personne ne porte ce N° Forprev avec cette date de naissance : vérifiez les deux.")
    remplir(page, "Date de naissance", "02/07/1984")
    page.keyboard.press("Enter")
    voir(page, "KOWALCZYK Tomasz : ajouté(e).")
    assert lignes(page)[0][0] == f"···{connue.numero[-2:]}"
    ne_pas_voir(page, connue.email)
    verifier_axe(page)


@pytest.mark.rule("ACC-13", "ACC-23", "SES-08")
def test_people_who_may_be_the_one_typed_are_proposed(ouvrir_stagiaires, monde2):
    connue = PersonneFactory(nom="Le Goff", prenom="Maëlle", date_naissance=date(1988, 5, 12), email="mlg@example.org")
    page = ouvrir_stagiaires(monde2)
    suivre(page, "Ajouter un stagiaire")
    pas.ecrire_stagiaire(pas.dialogue(page), "LEGOFF", "Maelle", "12/05/1988", "maelle@example.org")
    cliquer(pas.dialogue(page), "Ajouter")
    voir(page, "Cette personne est peut-être déjà connue de Forprev", f"se terminant par {connue.numero[-2:]}")
    voir(page, "même date de naissance")
    ne_pas_voir(page, "mlg@example.org", connue.numero)
    verifier_axe(page)
    cliquer(page, "Corriger ma saisie")
    expect(champ(page, "Nom")).to_have_value("LEGOFF")
    expect(champ(page, "E-mail")).to_have_value("maelle@example.org")
    cliquer(page, "Ajouter")
    cliquer(page, "C’est cette personne")
    voir(page, "LE GOFF Maëlle : ajouté(e).")
    ajoutee = Stagiaire.objects.get()
    assert ajoutee.personne == connue

    suivre(page, "Ajouter un stagiaire")
    pas.ecrire_stagiaire(pas.dialogue(page), "Benali", "Karim", "01/02/1990", "karim@example.org")
    cliquer(pas.dialogue(page), "Ajouter")
    voir(page, "BENALI Karim : ajouté(e).")
    assert [normal(ligne[0]) for ligne in lignes(page)] == ["À créer", f"···{connue.numero[-2:]}"]
