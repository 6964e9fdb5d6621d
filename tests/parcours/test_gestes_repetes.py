"""What people do twice, too late, or in two tabs at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat
from tests.fabriques.jour import JOUR
from tests.parcours import pas
from tests.parcours.gestes import (
    champ,
    cliquer,
    cocher,
    ne_pas_voir,
    ouvrir_onglet,
    remplir,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(ouvrir_page, mot_de_passe, monde) -> Page:
    mot_de_passe(monde.gestionnaire.personne)
    ouverte = ouvrir_page()
    se_connecter(ouverte, monde.gestionnaire.personne.numero)
    return ouverte


@pytest.fixture
def prete(monde) -> SessionCertification:
    """A session that can be submitted."""
    return monde.inscrire(monde.nommer(monde.ouvrir()))


@pytest.mark.rule("SES-15", "SES-11")
def test_two_clicks_then_back_then_again_submit_once(page, prete):
    page.goto(f"/certification/{prete.pk}/stagiaires/")
    page.get_by_role("button", name="Soumettre", exact=True).dblclick()
    page.wait_for_url("**/certification/a-traiter/")
    voir(page, f"Session n° {prete.pk} soumise au formateur.")
    page.go_back()
    page.wait_for_url("**/stagiaires/")
    bouton = page.get_by_role("button", name="Soumettre", exact=True)
    if bouton.count():
        bouton.click()
        voir(page, f"La session n° {prete.pk} est déjà soumise au formateur.")
    else:
        voir(page, "Entre les mains du formateur")
    assert prete.etapes.count() == 1


@pytest.mark.rule("DEM-16")
def test_the_second_of_two_tabs_is_told_and_keeps_what_it_typed(page, prete, monde):
    seconde = page.context.new_page()
    for onglet in (page, seconde):
        onglet.goto(f"/certification/{prete.pk}/")
    remplir(page, "Date de fin de session", "18/11/2026")
    cliquer(page, "Enregistrer")
    voir(page, f"Session n° {prete.pk} enregistrée.")

    remplir(seconde, "Date de fin de session", "19/11/2026")
    remplir(seconde, "Mon commentaire", "Jury élargi.")
    cliquer(seconde, "Soumettre")
    auteur = monde.gestionnaire.personne
    voir(seconde, f"{auteur.prenom}", "a modifié cette session le 20 novembre 2026", "(la date de fin)")
    expect(champ(seconde, "Date de fin de session")).to_have_value("19/11/2026")
    expect(champ(seconde, "Mon commentaire")).to_have_value("Jury élargi.")
    verifier_axe(seconde)
    cliquer(seconde, "Soumettre")
    seconde.wait_for_url("**/certification/a-traiter/")
    prete.refresh_from_db()
    assert (prete.etat, prete.date_fin) == (Etat.EN_VALIDATION_FORMATEUR, JOUR - timedelta(days=1))
    assert prete.etapes.get().commentaire == "Jury élargi."

    page.reload()
    voir(page, "Entre les mains du formateur")


def test_a_comment_follows_from_tab_to_tab_until_it_is_sent(page, prete):
    page.goto(f"/certification/{prete.pk}/")
    remplir(page, "Mon commentaire", "Salle B.")
    ouvrir_onglet(page, "Stagiaires")
    expect(champ(page, "Mon commentaire")).to_have_value("Salle B.")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    assert prete.etapes.get().commentaire == "Salle B."
    assert page.evaluate("Object.keys(sessionStorage).filter((cle) => cle.startsWith('forprev'))") == []


@pytest.mark.rule("SES-29", "SES-19", "SES-13")
def test_what_is_asked_before_a_loss(page, prete, monde):
    page.goto(f"/certification/{prete.pk}/stagiaires/")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    page.goto(f"/certification/{prete.pk}/")
    verifier_axe(page)
    suivre(page, "Reprendre la session")
    verifier_axe(page)
    cliquer(page, "Reprendre la session")
    voir(page, "Le motif est obligatoire : il est transmis au formateur.")
    verifier_axe(page)
    remplir(page, "Motif", "La date est fausse.")
    cliquer(page, "Reprendre la session")
    voir(page, f"Session n° {prete.pk} reprise : vous pouvez la modifier, puis la soumettre de nouveau.")
    suivre(page, "Supprimer la session")
    voir(page, "4 stagiaires")
    ne_pas_voir(page, "Tout est prêt")
    verifier_axe(page)
    suivre(page, "Annuler")
    suivre(page, "Supprimer la session")
    cliquer(page, "Supprimer la session")
    voir(page, f"Session n° {prete.pk} supprimée.")
    assert not SessionCertification.objects.exists()

    validee = monde.validee()
    page.goto(f"/certification/{validee.pk}/stagiaires/")
    verifier_axe(page)
    cliquer(page, "Soumettre")
    voir(page, "Choisissez ce que vous souhaitez faire.")
    verifier_axe(page)
    cocher(page, "Modifier la saisie de la session")
    cliquer(page, "Soumettre")
    voir(page, "Les résultats envoyés par le formateur sont effacés.")
    verifier_axe(page)
    cliquer(page, "Modifier la saisie")
    voir(page, "La saisie est rouverte.")


@pytest.mark.rule("ACC-26")
def test_the_end_of_the_connection_is_said_and_leads_back(page, prete, monde, settings):
    adresse = f"/certification/{prete.pk}/stagiaires/"
    page.goto(adresse)
    settings.AUJOURDHUI = (JOUR + timedelta(days=1)).isoformat()
    cliquer(page, "Soumettre")
    page.wait_for_url("**/connexion/?next=**")
    voir(
        page, "Votre connexion a pris fin : connectez-vous de nouveau.", "Votre dernière saisie n’a pas été enregistrée"
    )
    verifier_axe(page)
    remplir(page, "E-mail ou N° Forprev", monde.gestionnaire.personne.numero)
    remplir(page, "Mot de passe", "deux sirènes chantent 7")
    cliquer(page, "Se connecter")
    page.wait_for_url(f"**{adresse}")
    pas.soumettre(page, prete.pk)

    page.goto("/certification/nouvelle/")
    settings.AUJOURDHUI = (JOUR + timedelta(days=2)).isoformat()
    cocher(page, "Stage initial")
    page.wait_for_url("**/connexion/?next=/certification/nouvelle/")
    voir(page, "Votre connexion a pris fin : connectez-vous de nouveau.")
