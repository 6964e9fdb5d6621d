"""Journey (2): a délégataire sees only the sessions they declared, on every way in."""

import pytest
from playwright.sync_api import expect

from tests.fabriques.profils import delegataire
from tests.parcours import pas
from tests.parcours.gestes import (
    choisir,
    cliquer,
    lignes,
    ouvrir_ligne,
    se_connecter,
    suivre,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.mark.rule("SES-01", "SES-18", "SEC-01", "SES-16")
def test_a_delegataire_meets_only_their_own(ouvrir_page, mot_de_passe, monde, worker):
    acteur = delegataire(monde.habilitation)
    d_un_autre, generee_d_un_autre = monde.soumise(), monde.validee()
    mot_de_passe(acteur.personne, monde.gestionnaire.personne, monde.formateur.personne)
    page, gestionnaire, formateur = ouvrir_page(), ouvrir_page(), ouvrir_page()
    se_connecter(page, acteur.personne.numero)
    verifier_axe(page)
    suivre(page.get_by_role("list", name="Certification"), "En cours")
    voir(page, "Vous n’avez pas de session de certification en cours")
    verifier_axe(page)

    sienne = pas.declarer(page, monde, "SST / 1", pas.GROUPE)
    pas.soumettre(page, sienne.pk)
    suivre(page.get_by_role("list", name="Certification"), "En cours")
    assert [ligne[0].split()[-1] for ligne in lignes(page)] == [str(sienne.pk)]
    choisir(page, "État", "En cours de validation Formateur")
    cliquer(page, "Filtrer les sessions")
    page.wait_for_url("**etat=EN_VALIDATION_FORMATEUR**")
    assert len(lignes(page)) == 1

    se_connecter(gestionnaire, monde.gestionnaire.personne.numero)
    pas.demander_generation(gestionnaire, generee_d_un_autre.pk)
    worker()
    voir(gestionnaire, "3 candidats ont validé la certification")
    for adresse in ("", "stagiaires/", "telechargements/", "supprimer/", "certificats.pdf", "certificats.zip"):
        for session in (d_un_autre, generee_d_un_autre):
            assert page.goto(f"/certification/{session.pk}/{adresse}").status == 404
    expect(page.get_by_role("heading", level=1)).to_contain_text("introuvable")
    verifier_axe(page)

    se_connecter(formateur, monde.formateur.personne.numero)
    pas.envoyer_resultats(formateur, sienne.pk)
    pas.demander_generation(page, sienne.pk)
    worker()
    voir(page, "4 candidats ont validé la certification")
    assert len(pas.pages_pdf(pas.telecharger(page, "Télécharger les certificats (PDF)"))) == 4
    gestionnaire.goto("/certification/")
    ouvrir_ligne(gestionnaire, f"Session de certification n° {sienne.pk}")
    voir(gestionnaire, "Certificats générés")
