"""*Comptes* in a real browser: find somebody, read, act; nothing for axe at any width."""

import re

import pytest
from allauth.mfa.models import Authenticator

from forprev.comptes.actions.personnes import signaler_doublon
from forprev.courriels.models import Courriel
from tests import fabriques as f
from tests.fabriques.jour import INSTANT
from tests.parcours.gestes import cliquer, remplir, se_connecter, verifier_axe, voir

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gens(mot_de_passe):
    """Somebody of the assistance, somebody of the INRS, somebody with a bit of everything, a frozen account."""
    assistance, inrs = f.assistance(), f.inrs()
    mot_de_passe(assistance.personne, inrs.personne)
    zoe = f.PersonneFactory(numero="JEJ46894", nom="Kéravel", prenom="Zoé", email="zoe.keravel@example.org")
    f.gestionnaire(personne=zoe)
    f.formateur(zoe)
    f.RectificationFactory(personne=zoe)
    gelee = f.PersonneFactory(
        numero="GEL00001", nom="Kerravel", prenom="Zoé", nouvelle=True, is_active=False, conteste_le=INSTANT
    )
    signaler_doublon(connue=zoe, nouvelle=gelee, origine="demandeur", le=INSTANT)
    f.RoleReseauFactory(personne=f.PersonneFactory(numero="ROL00001"), nature="commission")
    Authenticator.objects.create(user=zoe, type="totp", data={"secret": "chut"})
    return assistance, inrs


ADRESSES = [
    *(
        "/tableau-de-bord/",
        "/comptes/",
        "/comptes/?q=zoe+keravel+29/02/1980",
        "/comptes/?q=zzz",
        "/comptes/?q=31/02/80",
    ),
    *("/comptes/JEJ46894/", "/comptes/JEJ46894/?onglet=profils", "/comptes/JEJ46894/?onglet=demandes"),
    *("/comptes/JEJ46894/?onglet=courriels", "/comptes/JEJ46894/?onglet=journal&consultations=oui"),
    *("/comptes/JEJ46894/lien/", "/comptes/JEJ46894/double-authentification/", "/comptes/JEJ46894/e-mail/"),
    *("/comptes/GEL00001/", "/comptes/GEL00001/retablir/", "/comptes/GEL00001/e-mail/"),
]


@pytest.mark.parametrize(("largeur", "theme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing(ouvrir_page, gens, largeur, theme):
    assistance, inrs = gens
    page = ouvrir_page(largeur=largeur, theme=theme)
    se_connecter(page, assistance.personne.numero)
    for adresse in ADRESSES:
        page.goto(adresse)
        verifier_axe(page)
    autre = ouvrir_page(largeur=largeur, theme=theme)
    se_connecter(autre, inrs.personne.numero)
    for adresse in ("/comptes/nouveau/", "/comptes/JEJ46894/roles/nouveau/", "/comptes/ROL00001/?onglet=profils"):
        autre.goto(adresse)
        verifier_axe(autre)
    autre.get_by_role("link", name=re.compile("^Retirer")).click()
    voir(autre, "Retirer le rôle Commission nationale")
    verifier_axe(autre)


@pytest.mark.rule("ACC-13", "ACC-04")
def test_somebody_calls_and_gets_a_link(ouvrir_page, gens):
    page = ouvrir_page()
    se_connecter(page, gens[0].personne.numero)
    page.get_by_role("link", name="Comptes").first.click()
    remplir(page, "Rechercher une personne", "keravel zoe")
    cliquer(page, "Rechercher")
    voir(page, "1 personne", "KÉRAVEL")
    page.get_by_role("link", name="KÉRAVEL").click()
    voir(page, "N° Forprev JEJ46894")
    page.get_by_role("link", name="Renvoyer un lien").click()
    cliquer(page, "Envoyer le lien")
    voir(page, "Un lien est parti à l’adresse")
    page.get_by_role("link", name="E-mails").click()
    voir(page, "Changement de mot de passe")
    assert Courriel.objects.get(personne__numero="JEJ46894").destinataire == "zoe.keravel@example.org"
