"""Journeys: an account announced to the wrong person, no gestionnaire left, a question; on a phone too."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from forprev.communication.actions import envoyer_lien_mot_de_passe
from forprev.courriels.models import Courriel
from forprev.socle.clock import maintenant
from tests import fabriques as f
from tests.parcours.gestes import cliquer, ouvrir_ligne, remplir, se_connecter, suivre, verifier_axe, voir
from tests.socle.fichiers import pdf

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


def lien(motif: str, destinataire: str) -> str:
    """The path of that shape in the latest mail to this address."""
    mails = Courriel.objects.filter(destinataire=destinataire).order_by("-pk")
    trouves = [trouve for mail in mails for trouve in re.findall(rf"/{motif}/[^/\s]+/", mail.texte)]
    return trouves[0]


@pytest.mark.rule("ACC-20", "AID-04")
@pytest.mark.parametrize("largeur", [1280, 390])
def test_ce_n_est_pas_moi(ouvrir_page, mot_de_passe, largeur):
    cache.clear()
    agent, gestionnaire = f.assistance(), f.gestionnaire()
    mot_de_passe(agent.personne)
    nouvelle = f.PersonneFactory(nouvelle=True, email="autrui@example.org", ouvert_par=gestionnaire.personne)
    envoyer_lien_mot_de_passe(personne=nouvelle, le=maintenant(), origine="votre ajout aux utilisateurs de Vanves")

    autrui = ouvrir_page(largeur)
    autrui.goto(lien("compte-conteste", "autrui@example.org"))
    voir(autrui, "Ce n’est pas moi", nouvelle.numero)
    verifier_axe(autrui)
    remplir(autrui, "Précisions pour l’assistance", "Je ne connais pas cette mairie.")
    cliquer(autrui, "Ce n’est pas moi")
    voir(autrui, "Ce compte est gelé")
    verifier_axe(autrui)

    assistance = ouvrir_page(largeur)
    se_connecter(assistance, agent.personne.numero)
    assistance.goto("/contacts/")
    verifier_axe(assistance)
    ouvrir_ligne(assistance, re.compile("Message n°"))
    voir(assistance, "Je ne connais pas cette mairie.", f"Compte {nouvelle.numero}", "personne ne peut y entrer")
    verifier_axe(assistance)
    remplir(assistance, "Votre réponse", "Merci. L’entité corrige l’adresse.")
    cliquer(assistance, "Répondre et clore")
    voir(assistance, "La réponse est envoyée et le message clos.", "Aucun message n’attend")

    autrui.goto(lien("aide/contact/suivi", "autrui@example.org"))
    voir(autrui, "Merci. L’entité corrige l’adresse.")
    verifier_axe(autrui)


@pytest.mark.rule("ACC-18", "ACC-19")
@pytest.mark.parametrize("largeur", [1280, 390])
def test_plus_aucun_gestionnaire_ne_peut_agir(ouvrir_page, mot_de_passe, settings, tmp_path, largeur):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    ancien = f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES", siret="73282932000074"))
    instructeur = f.instructeur()
    mot_de_passe(instructeur.personne, ancien.personne)

    page = ouvrir_page(largeur)
    page.goto("/connexion/")
    suivre(page, "Je n’arrive pas à me connecter")
    verifier_axe(page)
    suivre(page, "demande un successeur")
    verifier_axe(page)
    remplir(page, "SIRET ou N° d’habilitation", "732 829 320 00074")
    for rang, (nom, prenom) in enumerate([("Petit", "Léa"), ("Durand", "Alice")]):
        page.get_by_role("textbox", name="Nom", exact=True).nth(rang).fill(nom)
        page.get_by_role("textbox", name="Prénom", exact=True).nth(rang).fill(prenom)
    remplir(page, "Fonction dans l’entité", "Adjointe")
    page.get_by_role("textbox", name="E-mail", exact=True).nth(0).fill("lea@mairie.example.org")
    page.get_by_role("textbox", name="E-mail", exact=True).nth(1).fill("alice@mairie.example.org")
    remplir(page, "Date de naissance", "04/05/1985")
    lettre = {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.get_by_label("Lettre signée par l’entité").set_input_files(lettre)
    cliquer(page, "Envoyer la demande")
    voir(page, "Votre demande est enregistrée")
    verifier_axe(page)
    page.goto(lien("succession/suivi", "lea@mairie.example.org"))
    voir(page, "Entre les mains de la caisse")
    verifier_axe(page)

    caisse = ouvrir_page(largeur)
    se_connecter(caisse, instructeur.personne.numero)
    caisse.goto("/reseau/successions/")
    verifier_axe(caisse)
    ouvrir_ligne(caisse, re.compile("Demande n°"))
    voir(caisse, "MAIRIE DE VANVES", "PETIT Léa", "DURAND Alice")
    verifier_axe(caisse)
    expect(caisse.get_by_role("checkbox")).to_be_checked()
    cliquer(caisse, "Nommer")
    voir(caisse, "DURAND Alice est gestionnaire.")
    verifier_axe(caisse)

    parti = ouvrir_page(largeur)
    se_connecter(parti, ancien.personne.numero)
    voir(parti, "Un nouveau gestionnaire a repris ce compte.")
    suivre(parti, "Contester")
    verifier_axe(parti)
    remplir(parti, "Ce que vous contestez", "Cette lettre est fausse.")
    cliquer(parti, "Contester")
    voir(parti, "Vous avez contesté cette nomination")
    verifier_axe(parti)
    caisse.reload()
    voir(caisse, "Cette lettre est fausse.")
    verifier_axe(caisse)


@pytest.mark.rule("AID-04", "AID-07")
@pytest.mark.parametrize("largeur", [1280, 390])
def test_ecrire_a_l_assistance(ouvrir_page, mot_de_passe, largeur):
    cache.clear()
    gestionnaire = f.gestionnaire()
    mot_de_passe(gestionnaire.personne)
    page = ouvrir_page(largeur)
    se_connecter(page, gestionnaire.personne.numero)
    page.goto("/mon-entite/")
    page.get_by_role("contentinfo").get_by_role("link", name="Contacter l’assistance").click()
    voir(page, "La caisse de", "Cramif")
    verifier_axe(page)
    remplir(page, "Objet", "Une question")
    remplir(page, "Votre message", "Comment faire ?")
    cliquer(page, "Envoyer")
    voir(page, "Comment faire ?", "Entre les mains de l’assistance")
    verifier_axe(page)
    page.goto("/acces/")
    verifier_axe(page)
