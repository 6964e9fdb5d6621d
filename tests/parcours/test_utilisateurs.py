"""A gestionnaire adds a délégataire whom Forprev knows under a nearby spelling, then a brand new gestionnaire."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from forprev.comptes.models import Personne
from forprev.courriels.models import Courriel
from forprev.entites.models import Membre
from tests.fabriques.comptes import PersonneFactory
from tests.fabriques.profils import delegataire
from tests.parcours.gestes import (
    MOT_DE_PASSE,
    champ,
    cliquer,
    cocher,
    lignes,
    ne_pas_voir,
    ouvrir_ligne,
    remplir,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
DECLARATION = "Je déclare que ce délégataire est rattaché à l’entité"


@pytest.fixture
def connue() -> Personne:
    return PersonneFactory(
        nom="Jégou-Lefèvre", prenom="Anne-Laure", date_naissance=date(1988, 5, 12), email="al.jegou@example.org"
    )


def ouvrir_nouveau(page: Page) -> None:
    if page.viewport_size["width"] < 900:
        page.goto("/utilisateurs/")
    else:
        suivre(page, "Rechercher")
    voir(page, "Rechercher un utilisateur", "Aucun critère")
    verifier_axe(page)
    suivre(page, "Utilisateur")


def ecrire(page: Page, nom: str, prenom: str, naissance: str, email: str) -> None:
    for libelle, valeur in (("Nom", nom), ("Prénom", prenom), ("Date de naissance", naissance), ("E-mail", email)):
        remplir(page, libelle, valeur)


def suivant(page: Page) -> None:
    page.locator("main").get_by_role("button", name="Suivant", exact=True).last.click()


@pytest.mark.rule("ACC-10", "ACC-12", "ACC-13", "ACC-23")
@pytest.mark.parametrize("largeur", [1280, 390])
def test_a_known_person_becomes_delegataire(ouvrir_page, mot_de_passe, monde, connue, largeur):
    mot_de_passe(monde.gestionnaire.personne, connue)
    page = ouvrir_page(largeur=largeur)
    se_connecter(page, monde.gestionnaire.personne.numero)
    ouvrir_nouveau(page)
    verifier_axe(page)
    suivant(page)
    voir(page, "4 points sont à corriger")
    verifier_axe(page)
    ecrire(page, "JEGOU LEFEVRE", "Anne-Laur", "12051988", "AL.Jegou@autre.example")
    suivant(page)
    voir(page, "Cette personne est peut-être déjà connue de Forprev", f"se terminant par {connue.numero[-2:]}")
    ne_pas_voir(page, connue.email, connue.numero)
    verifier_axe(page)
    cliquer(page, "C’est cette personne")
    page.wait_for_url("**/role/")

    voir(page, "JÉGOU-LEFÈVRE Anne-Laure", "Cette personne a déjà un compte Forprev")
    cocher(page, "Délégataire")
    remplir(page, "Description", "Site de Meudon")
    verifier_axe(page)
    cliquer(page, "Enregistrer")
    voir(page, "Rattachez au moins une habilitation", "Le règlement demande un lien juridique")
    verifier_axe(page)
    cliquer(page, "Rattacher une habilitation")
    dialogue = page.get_by_role("dialog", name="Rechercher une habilitation")
    expect(dialogue).to_be_visible()
    verifier_axe(page)
    dialogue.get_by_role("checkbox").first.check()
    cliquer(dialogue, "OK")
    expect(page.get_by_role("dialog")).to_have_count(0)
    voir(page, "SST / 1")
    expect(champ(page, "Description")).to_have_value("Site de Meudon")
    page.get_by_role("checkbox", name=DECLARATION).check()
    page.reload()
    page.get_by_role("checkbox", name=DECLARATION).check()
    cliquer(page, "Enregistrer")
    voir(page, "JÉGOU-LEFÈVRE Anne-Laure : ajouté(e) comme délégataire.", "Site de Meudon", "Lien juridique")
    verifier_axe(page)
    page.go_back()
    voir(page, "Site de Meudon")
    assert Membre.objects.filter(personne=connue, role="delegataire").count() == 1

    leur = ouvrir_page(largeur=largeur)
    se_connecter(leur, connue.numero)
    leur.goto("/habilitations/")
    voir(leur, "SST / 1")
    expect(leur.locator("header")).to_contain_text("Délégataire")


@pytest.mark.rule("ACC-10", "ACC-11", "ACC-20", "ACC-24")
def test_a_brand_new_gestionnaire_gets_the_mail_then_takes_over(ouvrir_page, mot_de_passe, monde):
    mot_de_passe(monde.gestionnaire.personne)
    page = ouvrir_page()
    se_connecter(page, monde.gestionnaire.personne.numero)
    suivre(page, "Rechercher")
    voir(page, "Nommez-en un second")
    suivre(page, "Utilisateur")
    ecrire(page, "Benali", "Karim", "01/02/1990", "karim@example.org")
    suivant(page)
    page.wait_for_url("**/role/")
    cocher(page, "Gestionnaire")
    expect(page.get_by_role("button", name="Rattacher une habilitation")).to_be_hidden()
    cliquer(page, "Enregistrer")
    voir(page, "BENALI Karim : ajouté(e) comme gestionnaire. Un e-mail lui est envoyé")
    (annonce,) = Courriel.objects.filter(destinataire="karim@example.org", texte__contains="Un compte Forprev")
    assert "Ce n’est pas moi" in annonce.texte

    lien = re.search(r"/reinitialisation-mot-de-passe/\S+", annonce.texte)
    leur = ouvrir_page()
    leur.goto(lien.group())
    remplir(leur, "Nouveau mot de passe", MOT_DE_PASSE)
    remplir(leur, "Confirmez le mot de passe", MOT_DE_PASSE)
    cliquer(leur, "Enregistrer")
    voir(leur, "Votre mot de passe est enregistré.")
    assert Personne.objects.get(nom="Benali").has_usable_password()

    page.goto("/utilisateurs/")
    ne_pas_voir(page, "Nommez-en un second")
    ouvrir_ligne(page, monde.gestionnaire.personne.nom.upper())
    suivre(page, "Quitter l’entité")
    voir(page, "Vous perdez aussitôt le profil Gestionnaire")
    verifier_axe(page)
    cliquer(page, "Quitter l’entité")
    page.wait_for_url("**/tableau-de-bord/")
    assert page.goto("/utilisateurs/").status == 403


@pytest.mark.rule("ACC-10", "ACC-12", "ACC-24")
def test_users_without_javascript(ouvrir_page, mot_de_passe, monde, connue):
    ancien = delegataire(monde.habilitation)
    mot_de_passe(monde.gestionnaire.personne)
    page = ouvrir_page(script=False)
    se_connecter(page, monde.gestionnaire.personne.numero)
    suivre(page, "Rechercher")
    page.get_by_text("Nouveau critère").click()
    cliquer(page, "Rôle")
    page.get_by_label("Rôle", exact=True).select_option(label="Délégataire")
    cliquer(page, "Lancer la recherche")
    voir(page, "1 utilisateur")
    assert lignes(page)[0][0] == ancien.personne.nom.upper()
    suivre(page, "Utilisateur")
    remplir(page, "N° Forprev", connue.numero)
    cliquer(page, "Pré-remplir")
    voir(page, "Nom et prénom repris du compte Forprev")
    remplir(page, "Date de naissance", "12/05/1988")
    suivant(page)
    voir(page, "Cette personne a déjà un compte Forprev")
    cocher(page, "Délégataire")
    remplir(page, "Description", "Site de Lens")
    cliquer(page, "Rattacher une habilitation")
    page.wait_for_url("**/habilitations/")
    page.get_by_role("checkbox").first.check()
    cliquer(page, "OK")
    expect(champ(page, "Description")).to_have_value("Site de Lens")
    page.get_by_role("checkbox", name=DECLARATION).check()
    cliquer(page, "Enregistrer")
    voir(page, "ajouté(e) comme délégataire.")
    suivre(page, "Détacher SST / 1")
    voir(page, "C’est sa dernière habilitation")
    cliquer(page, "Détacher")
    voir(page, "SST / 1 : habilitation détachée.", "Aucune habilitation")
    suivre(page, "Rattacher une habilitation")
    page.get_by_role("checkbox").first.check()
    cliquer(page, "OK")
    suivre(page, "Nommer gestionnaire")
    cliquer(page, "Nommer gestionnaire")
    voir(page, "est gestionnaire.")
    suivre(page, "Retirer de l’entité")
    cliquer(page, "Retirer")
    voir(page, "retiré(e) des utilisateurs de l’entité.")
    assert not Membre.objects.filter(personne=connue).exists()
