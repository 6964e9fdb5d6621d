"""Journey (6): the declaration without JavaScript, to its submission; errors stand beside fields, nothing is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat
from tests.fabriques.referentiel import CodePostalFactory, CommuneFactory
from tests.parcours.gestes import champ, choisir, cliquer, cocher, remplir, se_connecter, suivre, voir
from tests.parcours.pas import GROUPE, ecrire_stagiaire

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(ouvrir_page, mot_de_passe, monde) -> Page:
    for nom, insee in (("Lélex", "01210"), ("Mijoux", "01247")):
        CodePostalFactory(code="01410", commune=CommuneFactory(code_insee=insee, nom=nom))
    mot_de_passe(monde.gestionnaire.personne)
    ouverte = ouvrir_page(script=False)
    se_connecter(ouverte, monde.gestionnaire.personne.numero)
    return ouverte


def erreur_de(page: Page, libelle: str, texte: str) -> None:
    """The error is tied to the field, and the summary on top leads to it."""
    expect(page.get_by_label(libelle).first).to_have_accessible_description(
        re.compile(re.escape(texte).replace(r"\ ", r"\s"))
    )
    voir(page.locator("#resume-erreurs"), texte)


def commencer(page: Page) -> None:
    """A first try with everything wrong, then mended."""
    suivre(page.get_by_role("list", name="Certification"), "En cours")
    suivre(page, "Nouvelle session")
    choisir(page, "Dispositif et niveau", "SST / 1")
    remplir(page, "Date de fin de session", "21/02/2027")
    cocher(page, "Lieu de formation en France")
    remplir(page, "Code postal", "99999")
    cliquer(page, "Suivant")
    erreur_de(page, "Code postal", "Ce code postal n’existe pas")
    expect(champ(page, "Code postal")).to_have_value("99999")

    remplir(page, "Code postal", "01410")
    cliquer(page, "Suivant")
    erreur_de(page, "Ville", "Choisissez la ville parmi les 2 communes de ce code postal.")
    choisir(page, "Ville", "Mijoux")
    cliquer(page, "Suivant")
    erreur_de(page, "Date de fin de session", "la date de fin doit être comprise entre le 20 août 2026")
    expect(champ(page, "Date de fin de session")).to_have_value("21/02/2027")
    expect(page.get_by_role("combobox", name="Ville", exact=True)).to_have_value("01247")
    remplir(page, "Date de fin de session", "20/11/2026")
    cliquer(page, "Suivant")
    page.wait_for_url("**/formateur/")


@pytest.mark.rule("SES-11", "SES-04", "SES-09")
def test_the_declaration_without_javascript(page, monde):
    commencer(page)
    cliquer(page, "Soumettre")
    erreur_de(page, "N° Forprev", "Indiquez le N° Forprev")
    remplir(page, "N° Forprev", monde.formateur.personne.numero)
    cliquer(page, "Lancer la vérification")
    voir(page, "Formateur vérifié")
    suivre(page, "Suivant")

    suivre(page, "Ajouter un stagiaire")
    for ligne in GROUPE:
        ecrire_stagiaire(page, *ligne)
        cliquer(page, "Ajouter et continuer")
        voir(page, "ajouté(e).")
    ecrire_stagiaire(page, "nguyen le goff", "ANNE LAURE", "29/02/1992")
    cliquer(page, "Ajouter")
    voir(page, "Cette personne est déjà dans la session.")
    expect(champ(page, "Nom")).to_have_value("nguyen le goff")
    suivre(page, "Annuler")

    cliquer(page, "Soumettre")
    voir(page, "Le certificat doit être renseigné.", "L’identification du stage doit être renseignée.")
    page.locator("#manques").get_by_role("link", name="Le certificat doit être renseigné.").click()
    choisir(page, "Certificat", "SST-1")
    cocher(page, "Stage initial")
    cliquer(page, "Enregistrer")
    voir(page, "Tout est prêt")
    remplir(page, "Mon commentaire", "Salle B.")
    cliquer(page, "Soumettre")
    voir(page, "soumise au formateur.")
    session = SessionCertification.objects.get()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR
    assert session.commune.nom == "Mijoux"
    assert session.etapes.get().commentaire == "Salle B."
    assert session.stagiaires.count() == 4
