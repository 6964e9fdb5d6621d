"""Journey: somebody of the réseau puts a second factor in place, then signs in with it, by keyboard and on a phone."""

import time

import pytest
from playwright.sync_api import Page, expect

from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import code_de
from tests.fabriques import RoleReseauFactory
from tests.parcours.gestes import MOT_DE_PASSE, champ, cliquer, remplir, suivre, verifier_axe, voir

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def jour(settings) -> None:
    """The true day: web sessions and codes live in real time here."""
    settings.AUJOURDHUI = None


@pytest.fixture
def administrateur(ouvrir_page, mot_de_passe, settings) -> Personne:
    settings.SECOND_FACTEUR_EXIGE = True
    personne = RoleReseauFactory().personne
    mot_de_passe(personne)
    return personne


def code(secret: str, decalage: int = 0) -> str:
    """What an application shows now, or `decalage` half minutes later."""
    return code_de(secret, int(time.time()) // 30 + decalage)


def identifier(page: Page, personne: Personne) -> None:
    """The first step of signing in, by keyboard alone."""
    page.goto("/connexion/")
    champ(page, "E-mail ou N° Forprev").focus()
    page.keyboard.type(personne.numero)
    page.keyboard.press("Tab")
    page.keyboard.type(MOT_DE_PASSE)
    page.keyboard.press("Enter")


def mettre_en_place(page: Page) -> tuple[str, list[str]]:
    """From the gate to the dashboard; gives the secret and the codes de secours."""
    page.wait_for_url("**/mon-profil/double-authentification/**")
    voir(page, "Un second moyen de vous reconnaître est nécessaire")
    verifier_axe(page)
    suivre(page, "Utiliser une application")
    verifier_axe(page)
    secret = page.locator("#secret").inner_text().replace(" ", "")
    remplir(page, "Code à 6 chiffres", "000000")
    cliquer(page, "Activer")
    voir(page, "Ce code n’est pas valable")
    assert page.locator("#secret").inner_text().replace(" ", "") == secret
    verifier_axe(page)
    champ(page, "Code à 6 chiffres").fill("")
    champ(page, "Code à 6 chiffres").focus()
    page.keyboard.type(code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/codes/**")
    voir(page, "Ces codes ne seront plus jamais affichés")
    verifier_axe(page)
    codes = page.get_by_role("list", name="Codes de secours").get_by_role("listitem").all_inner_texts()
    with page.expect_download() as fichier:
        page.get_by_role("link", name="Télécharger").click()
    with open(fichier.value.path(), encoding="utf-8") as texte:
        assert codes[0] in texte.read()
    cliquer(page, "J’ai gardé mes codes")
    page.wait_for_url("**/tableau-de-bord/")
    return secret, codes


def sortir(page: Page) -> None:
    cliquer(page, "Déconnexion")
    page.wait_for_url("**/connexion/")


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize(("largeur", "script"), [(1280, True), (390, True), (1280, False)])
def test_an_administrateur_puts_it_in_place_then_signs_in_with_it(ouvrir_page, administrateur, largeur, script):
    page = ouvrir_page(largeur=largeur, script=script)
    if not script:
        sans_javascript(page, administrateur)
        return
    identifier(page, administrateur)
    secret, codes = mettre_en_place(page)

    sortir(page)
    identifier(page, administrateur)
    page.wait_for_url("**/connexion/code/")
    verifier_axe(page)
    remplir(page, "Code", "000000")
    cliquer(page, "Se connecter")
    voir(page, "Ce code n’est pas valable")
    verifier_axe(page)
    champ(page, "Code").fill("")
    champ(page, "Code").focus()
    page.keyboard.type(code(secret, 1))
    page.keyboard.press("Enter")
    page.wait_for_url("**/tableau-de-bord/")

    sortir(page)
    identifier(page, administrateur)
    page.wait_for_url("**/connexion/code/")
    remplir(page, "Code", codes[4])
    cliquer(page, "Se connecter")
    page.wait_for_url("**/tableau-de-bord/")
    voir(page, "Il vous reste 9 codes de secours.")
    regarder_les_onglets(page)


def regarder_les_onglets(page: Page) -> None:
    """Every tab of safety, read by axe."""
    for adresse in ("double-authentification/", "connexions/", "mot-de-passe/"):
        page.goto(f"/mon-profil/{adresse}")
        verifier_axe(page)
    page.goto("/mon-profil/double-authentification/")
    suivre(page, "Créer de nouveaux codes")
    voir(page, "Confirmer que c’est vous")
    verifier_axe(page)
    remplir(page, "Mot de passe actuel", MOT_DE_PASSE)
    cliquer(page, "Continuer")
    voir(page, "ne serviront plus")
    verifier_axe(page)
    suivre(page, "Double authentification")
    suivre(page, "Retirer Application d’authentification")
    voir(page, "Vos profils du réseau demandent une double authentification")
    verifier_axe(page)


def sans_javascript(page: Page, personne: Personne) -> None:
    """Codes need no script."""
    page.goto("/connexion/")
    remplir(page, "E-mail ou N° Forprev", personne.numero)
    remplir(page, "Mot de passe", MOT_DE_PASSE)
    cliquer(page, "Se connecter")
    suivre(page, "Utiliser une application")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    remplir(page, "Code à 6 chiffres", code(secret))
    cliquer(page, "Activer")
    cliquer(page, "J’ai gardé mes codes")
    sortir(page)
    remplir(page, "E-mail ou N° Forprev", personne.numero)
    remplir(page, "Mot de passe", MOT_DE_PASSE)
    cliquer(page, "Se connecter")
    remplir(page, "Code", code(secret, 1))
    cliquer(page, "Se connecter")
    page.wait_for_url("**/tableau-de-bord/")


@pytest.mark.rule("ACC-15", "SEC-02")
def test_a_key_of_the_device_does_as_well(ouvrir_page, administrateur):
    page = ouvrir_page()
    outils = page.context.new_cdp_session(page)
    outils.send("WebAuthn.enable")
    appareil = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    options = {**appareil, "hasResidentKey": True, "automaticPresenceSimulation": True}
    outils.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    identifier(page, administrateur)
    page.wait_for_url("**/mon-profil/double-authentification/**")
    suivre(page, "Utiliser une clé d’accès")
    verifier_axe(page)
    remplir(page, "Nom de la clé", "Ordinateur du bureau")
    cliquer(page, "Créer la clé")
    page.wait_for_url("**/codes/**")
    cliquer(page, "J’ai gardé mes codes")
    page.wait_for_url("**/tableau-de-bord/")
    page.goto("/mon-profil/double-authentification/")
    voir(page, "Ordinateur du bureau")

    sortir(page)
    identifier(page, administrateur)
    page.wait_for_url("**/connexion/code/")
    verifier_axe(page)
    expect(page.get_by_role("button", name="Utiliser une clé d’accès")).to_be_visible()
    cliquer(page, "Utiliser une clé d’accès")
    page.wait_for_url("**/tableau-de-bord/")
