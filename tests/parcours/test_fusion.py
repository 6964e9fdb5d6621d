"""The assistance makes one person of two trainers' numbers; both then sign in [ACC-14, ACC-28]."""

import pytest

from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Personne
from tests import fabriques as f
from tests.parcours.gestes import cliquer, ne_pas_voir, remplir, se_connecter, suivre, verifier_axe, voir

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.navigateur]


@pytest.fixture
def assistance(mot_de_passe):
    acteur = f.assistance()
    mot_de_passe(acteur.personne)
    return acteur


@pytest.fixture
def formateurs(mot_de_passe):
    """One trainer under two numbers, each with a certificate of its own and a session to check; only the first knows
    its password."""
    jumelles = f.PersonneFactory.create_batch(2, nom="Lefèvre", prenom="Anne-Laure")
    for personne, code in zip(jumelles, ("SST-2", "PRAP-2"), strict=True):
        dispositif, niveau = code.split("-")
        modele = f.ModeleCertificatFactory(
            code=code, dispositif_niveau__dispositif__code=dispositif, dispositif_niveau__niveau=int(niveau)
        )
        f.CertificatFormateurFactory(personne=personne, certificat__modele=modele)
        f.StagiaireFactory(session=f.SessionFactory(formateur=personne, soumise=True))
    mot_de_passe(jumelles[0])
    signaler_doublon(connue=jumelles[0], nouvelle=jumelles[1], origine="création de compte", le=f.il_y_a(4))
    return jumelles


@pytest.mark.rule("ACC-14", "ACC-28")
@pytest.mark.parametrize("largeur", [1280, 390])
def test_two_numbers_of_a_trainer_become_one_person(ouvrir_page, assistance, formateurs, largeur):
    gardee, absorbee = formateurs
    page = ouvrir_page(largeur)
    se_connecter(page, assistance.personne.numero)

    page.goto("/doublons/")
    voir(page, gardee.numero, absorbee.numero, "Même identité")
    verifier_axe(page)
    suivre(page, "LEFÈVRE Anne-Laure")
    voir(page, gardee.email, absorbee.email, "Certificats de formateur", "Sessions comme formateur", "Seront perdus")
    verifier_axe(page)
    with page.expect_navigation():
        cliquer(page, "Réunir les deux numéros")
    voir_message(page, f"Les numéros {gardee.numero} et {absorbee.numero} sont réunis")
    page.goto("/doublons/")
    voir(page, "Aucun doublon à examiner")

    for numero in (gardee.numero, absorbee.numero.lower()):
        telephone = ouvrir_page(largeur)
        se_connecter(telephone, numero)
        telephone.goto("/certificats/")
        voir(telephone, "SST", "PRAP")
        telephone.goto("/certification/a-traiter/")
        assert telephone.locator("main a.lien-ligne").count() == 2


@pytest.mark.rule("ACC-28")
@pytest.mark.parametrize("largeur", [1280, 390])
def test_two_people_are_told_apart(ouvrir_page, assistance, formateurs, largeur):
    page = ouvrir_page(largeur)
    se_connecter(page, assistance.personne.numero)
    page.goto("/comptes/fusion/")
    verifier_axe(page)
    remplir(page, "N° Forprev à garder", formateurs[0].numero)
    remplir(page, "N° Forprev à lui réunir", formateurs[1].numero)
    with page.expect_navigation():
        cliquer(page, "Comparer")
    suivre(page, "Ce sont deux personnes")
    verifier_axe(page)
    remplir(page, "Ce qui le montre", "Deux sœurs jumelles, vues ensemble.")
    with page.expect_navigation():
        cliquer(page, "Ce sont deux personnes")
    ne_pas_voir(page, "LEFÈVRE")
    suivre(page, "Deux personnes")
    voir(page, "Deux sœurs jumelles, vues ensemble.")
    verifier_axe(page)
    assert Personne.objects.filter(pk__in=[formateur.pk for formateur in formateurs]).count() == 2


def voir_message(page, texte: str) -> None:
    voir(page.locator("body"), texte)
