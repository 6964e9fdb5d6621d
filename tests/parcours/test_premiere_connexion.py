"""A formateur's first sign-in, on a phone; and the caisse of whoever became formateur later."""

import pytest
from playwright.sync_api import expect

from forprev.communication.queries import choix_de
from forprev.communication.rules import Choix
from tests import fabriques as f
from tests.parcours.gestes import (
    MOT_DE_PASSE,
    choisir,
    cliquer,
    cocher,
    remplir,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.mark.rule("ACC-06", "ACC-27", "NOT-10")
@pytest.mark.parametrize("script", [True, False])
def test_a_formateur_enters_for_the_first_time_on_a_phone(ouvrir_page, mot_de_passe, script):
    f.CaisseFactory(code="BRE", nom="Carsat Bretagne")
    personne = f.PersonneFactory(nouvelle=True, nom="Le Goff", prenom="Maëlle")
    f.formateur(personne)
    mot_de_passe(personne)
    page = ouvrir_page(largeur=390, script=script)

    page.goto("/certificats/")
    remplir(page, "E-mail ou N° Forprev", personne.numero)
    remplir(page, "Mot de passe", MOT_DE_PASSE)
    cliquer(page, "Se connecter")
    page.wait_for_url("**/premiere-connexion/**")
    voir(page, personne.numero, "Le Goff", "Maëlle", "29 février 1980", personne.email, "Changer d’e-mail")
    for case, cochee in (("Alertes", True), ("Notifications", True), ("Messages ciblés", False)):
        expect(page.get_by_role("checkbox", name=case)).to_be_checked(checked=cochee)
    if script:
        verifier_axe(page)
    cocher(page, "Notifications")
    cliquer(page, "Enregistrer")
    voir(page, "Choisissez votre caisse de rattachement.")
    expect(page.get_by_role("checkbox", name="Notifications")).not_to_be_checked()
    if script:
        verifier_axe(page)
    caisses = page.get_by_role("combobox", name="Caisse de rattachement").get_by_role("option").all_inner_texts()
    assert (caisses[0], caisses[-1]) == ("Choisissez une caisse", "INRS (hors caisse)")
    choisir(page, "Caisse de rattachement", "Carsat Bretagne")
    cliquer(page, "Enregistrer")

    page.wait_for_url("**/certificats/")
    voir(page, "Bienvenue dans Forprev, Maëlle.", "Mes certificats")
    page.goto("/tableau-de-bord/")
    voir(page, "Tableau de bord")
    personne.refresh_from_db()
    assert personne.caisse_rattachement_id == "BRE"
    assert choix_de(personne_id=personne.pk) == Choix(alertes=True, notifications=False, messages=False)


@pytest.mark.rule("ACC-27", "ACC-09")
def test_who_became_formateur_since_chooses_a_caisse_before_entering(ouvrir_page, mot_de_passe):
    personne = f.PersonneFactory(hors_caisse=False)
    f.gestionnaire(personne=personne)
    f.formateur(personne)
    mot_de_passe(personne)
    page = ouvrir_page()
    se_connecter(page, personne.numero)
    page.goto("/profils/")
    verifier_axe(page)
    cliquer(page, "Choisir Formateur")
    page.wait_for_url("**/premiere-connexion/**")
    voir(page, "Caisse de rattachement")
    verifier_axe(page)
    suivre(page, "Changer de profil")
    page.goto("/tableau-de-bord/")
    page.wait_for_url("**/premiere-connexion/**")
    choisir(page, "Caisse de rattachement", "INRS (hors caisse)")
    cliquer(page, "Enregistrer")
    page.wait_for_url("**/tableau-de-bord/")
    voir(page, "Votre caisse de rattachement est enregistrée.")

    page.goto("/mon-profil/")
    verifier_axe(page)
    choisir(page, "Caisse de rattachement", "Cramif")
    cliquer(page, "Enregistrer")
    voir(page, "Votre caisse de rattachement est enregistrée.")
    suivre(page, "Notifications")
    verifier_axe(page)
