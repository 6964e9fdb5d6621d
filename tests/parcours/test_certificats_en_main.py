"""Journey (1): from the declaration to certificates in hand, and to nothing left on the sixteenth day."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from config.schedule import NUIT
from forprev.certification.models import SessionCertification, Stagiaire
from tests.fabriques.jour import JOUR
from tests.parcours import pas
from tests.parcours.gestes import (
    cliquer,
    cocher,
    contient,
    lignes,
    ne_pas_voir,
    ouvrir_ligne,
    ouvrir_onglet,
    remplir,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
COMMENTAIRE = "Madame Fontaine est née le 16, et il manque une personne."


@pytest.fixture
def monde(monde):
    """The shared world, its model under its real title."""
    monde.modele.titre = "Sauveteur secouriste du travail"
    monde.modele.save()
    return monde


def lire_chaque_onglet(page: Page, *onglets: str) -> None:
    for onglet in onglets:
        ouvrir_onglet(page, onglet)
        verifier_axe(page)


def le_formateur_retourne(page: Page, numero: int) -> None:
    suivre(page, re.compile("^À traiter 1"))
    verifier_axe(page)
    ouvrir_ligne(page, f"Session de certification n° {numero}")
    verifier_axe(page)
    suivre(page, "Suivant")
    cocher(page, "Retour commenté")
    remplir(page, "Mon commentaire", COMMENTAIRE)
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")


def l_entite_corrige(page: Page, numero: int) -> None:
    """The comment says what is wrong; the line is mended, the missing person added."""
    page.goto("/certification/a-traiter/")
    assert lignes(page)[0][-3] == "Retour du formateur"
    ouvrir_ligne(page, f"Session de certification n° {numero}")
    voir(page, "Commentaire de", COMMENTAIRE, "Correction par l’entité")
    lire_chaque_onglet(page, "Formateur", "Stagiaires")
    suivre(page, "Modifier FONTAINE Myriam")
    verifier_axe(page)
    remplir(page, "Date de naissance", "16/03/1978")
    cliquer(page, "Enregistrer")
    voir(page, "FONTAINE Myriam : modifié(e).", "16/03/1978")
    pas.ajouter_stagiaires(page, pas.GROUPE[3:])
    remplir(page, "Mon commentaire", "Corrigé, merci.")
    pas.soumettre(page, numero)


def verifier_pdf(contenu: bytes, *attendus: str) -> None:
    """One page a success, in the order of the people; every fact is read."""
    pages = pas.pages_pdf(contenu)
    assert len(pages) == 3
    faits = ("Sauveteur secouriste du travail", "Né(e) le :", "Délivré le :", "20/11/2026", *attendus)
    assert contient(pages[0], (*faits, "Ferreira Régine", "06/04/1977", "Fin de validité :", "20/11/2028")) == []
    assert contient(pages[1], (*faits, "Fontaine Myriam", "16/03/1978")) == []
    assert contient(pages[2], (*faits, "N’Guyen-Le Goff Anne-Laure", "29/02/1992")) == []
    assert not any("Jégou" in page for page in pages)


@pytest.mark.rule("SES-11", "SES-12", "SES-13", "SES-16", "CER-01", "CER-02")
def test_from_the_declaration_to_certificates_in_hand(ouvrir_page, mot_de_passe, monde, worker, settings):
    mot_de_passe(monde.gestionnaire.personne, monde.formateur.personne)
    entite, formateur = ouvrir_page(), ouvrir_page()
    entite.goto("/connexion/")
    verifier_axe(entite)
    se_connecter(entite, monde.gestionnaire.personne.email)
    verifier_axe(entite)
    session = pas.declarer(entite, monde, "SST / 1", pas.GROUPE[:3])
    voir(entite, "3 stagiaires : le groupe compte habituellement de 4 à 10 personnes.")
    verifier_axe(entite)
    lire_chaque_onglet(entite, "Session", "Formateur", "Stagiaires")
    pas.soumettre(entite, session.pk)
    verifier_axe(entite)

    se_connecter(formateur, monde.formateur.personne.numero)
    le_formateur_retourne(formateur, session.pk)
    l_entite_corrige(entite, session.pk)
    pas.envoyer_resultats(formateur, session.pk, echecs=["JÉGOU Pierre"])

    pas.demander_generation(entite, session.pk)
    voir(entite, "Génération en cours", "0 sur 3")
    verifier_axe(entite)
    entite.reload()
    voir(entite, "0 sur 3")
    worker()
    voir(entite, "3 candidats ont validé la certification", "Il reste 15 jours", "5 décembre 2026")
    verifier_axe(entite)
    lire_chaque_onglet(entite, "Session", "Formateur", "Stagiaires", "Téléchargements")
    pdf = pas.telecharger(entite, "Télécharger les certificats (PDF)")
    verifier_pdf(pdf, monde.habilitation.numero, monde.habilitation.entite.raison_sociale)
    assert pas.telecharger(entite, "Télécharger les certificats (ZIP, un fichier par personne)").startswith(b"PK")

    le_seizieme_jour(entite, monde, session, worker, settings)


def le_seizieme_jour(page: Page, monde, session, worker, settings) -> None:
    """The night passes; the list, the address and the database know nothing of it any more."""
    settings.AUJOURDHUI = (JOUR + timedelta(days=16)).isoformat()
    for _, tache in NUIT:
        tache.defer(jour=settings.AUJOURDHUI)
    worker()
    page.goto("/certification/")
    voir(page, "Bienvenue")
    verifier_axe(page)
    se_connecter(page, monde.gestionnaire.personne.email)
    suivre(page.get_by_role("list", name="Certification"), "En cours")
    voir(page, "Vous n’avez pas de session de certification en cours")
    ne_pas_voir(page, str(session.pk))
    verifier_axe(page)
    page.goto(f"/certification/{session.pk}/telechargements/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("introuvable")
    verifier_axe(page)
    assert not SessionCertification.objects.exists()
    assert not Stagiaire.objects.exists()
    assert [fichier for fichier in settings.MEDIA_ROOT.rglob("*") if fichier.is_file()] == []
