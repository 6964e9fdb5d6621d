"""The second factor: put in place, asked at sign-in, taken away [ACC-15]."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client

from forprev.comptes.actions.seconds_facteurs import enroler_application, lever_second_facteur, retirer_moyen
from forprev.comptes.coffre import chiffrer, dechiffrer
from forprev.comptes.connexions import SECOND_FACTEUR
from forprev.comptes.rules import raisons_retrait_du_moyen
from forprev.comptes.seconds_facteurs import (
    code_de,
    codes_restants,
    compteur_du_code,
    moyens_de,
    proposer,
    secret_propose,
    verifier_code,
)
from forprev.socle.clock import maintenant
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.fabriques import INSTANT, PersonneFactory, RoleReseauFactory, acteur_sans_profil, assistance, inrs
from tests.texte import lisible

MOT_DE_PASSE = "trois chats sur un mur"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOUBLE = "/mon-profil/double-authentification/"


@pytest.fixture(autouse=True)
def _hachage_rapide(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def personne(db):
    personne = PersonneFactory(numero="JEJ46894", email="anne@example.org")
    personne.set_password(MOT_DE_PASSE)
    personne.save()
    return personne


@pytest.fixture
def reseau(personne):
    RoleReseauFactory(personne=personne)
    return personne


def rang() -> int:
    return int(time.time()) // 30


def entrer(client: Client, suite: str = ""):
    return client.post(f"/connexion/{suite}", {"login": "JEJ46894", "password": MOT_DE_PASSE})


def enroler(personne, compteur: int = 0) -> list[str]:
    """Give the person an application of SECRET; gives the codes de secours."""
    acteur = acteur_sans_profil(personne)
    enroler_application(par=acteur, secret=SECRET, compteur=compteur, le=INSTANT)
    personne.refresh_from_db()
    return codes_restants(personne)


def confirmer(client: Client) -> None:
    assert client.post("/mon-profil/confirmation/", {"actuel": MOT_DE_PASSE}).status_code == 302


def entrer_avec_code(client: Client, code: str = ""):
    entrer(client)
    return client.post("/connexion/code/", {"code": code or code_de(SECRET, rang())})


# --- at sign-in ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-15")
def test_sans_le_code_le_mot_de_passe_n_ouvre_rien(client, personne):
    enroler(personne)
    assert entrer(client, "?next=/profils/")["Location"] == "/connexion/code/"
    assert get_user(client).is_anonymous
    assert client.get("/profils/").status_code == 302
    assert client.get("/connexion/")["Location"] == "/connexion/code/"
    avant = client.session.session_key
    reponse = client.post("/connexion/code/", {"code": code_de(SECRET, rang())})
    assert reponse["Location"] == "/profils/"
    assert get_user(client) == personne
    assert client.session[SECOND_FACTEUR] is True
    assert client.session.session_key != avant


@pytest.mark.rule("ACC-15")
def test_un_code_ne_sert_qu_une_fois_et_ceux_d_avant_non_plus(personne):
    enroler(personne)
    assert verifier_code(personne, code_de(SECRET, rang()))
    assert verifier_code(personne, code_de(SECRET, rang())) is None
    assert verifier_code(personne, code_de(SECRET, rang() - 1)) is None
    assert verifier_code(personne, code_de(SECRET, rang() + 1))


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize("ecrit", ["{}", " {} ", "{} {}", "{}-{}"])
def test_un_code_de_secours_sert_une_fois_comme_on_l_ecrit(client, personne, ecrit):
    code = enroler(personne)[3]
    saisi = ecrit.format(code) if ecrit.count("{}") == 1 else ecrit.format(code[:4], code[4:])
    reponse = entrer_avec_code(client, saisi)
    assert reponse["Location"] == "/tableau-de-bord/"
    assert "Il vous reste 9 codes de secours" in lisible(client.get("/tableau-de-bord/"))
    assert entrer_avec_code(Client(), saisi).status_code == 422


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize("faux", ["", "000000", "abc", "😀" * 10, "٣٤٥٦٧٨", "9" * 200, "\u202e123456"])
def test_un_code_faux_est_refuse_sans_rien_ouvrir(client, personne, faux):
    enroler(personne)
    entrer(client)
    reponse = client.post("/connexion/code/", {"code": faux})
    assert reponse.status_code == 422
    assert list(reponse.context["form"].errors) == ["code"]
    assert get_user(client).is_anonymous


@pytest.mark.rule("ACC-15", "ACC-16")
def test_les_codes_faux_font_attendre_et_un_bon_mot_de_passe_n_y_change_rien(client, personne):
    enroler(personne)
    for _ in range(5):
        reponse = entrer_avec_code(client, "000000")
    assert "réessayez dans 1 minute" in lisible(reponse)
    autre = Client()
    assert entrer_avec_code(autre).status_code == 422
    assert get_user(autre).is_anonymous


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "null", "3", "{}", '{"id": 3}', "[" * 15_000, '{"id": "a", "response": {"clientDataJSON": "é"}}'],
)
@pytest.mark.parametrize("adresse", ["/connexion/code/", DOUBLE + "cle/"])
def test_une_cle_qui_n_en_est_pas_une_ne_prouve_rien(client, personne, credential, adresse):
    if adresse == "/connexion/code/":
        enroler(personne)
    entrer(client)
    client.get(adresse)
    reponse = client.post(adresse, {"credential": credential, "code": "", "nom": "clé"})
    assert reponse.status_code == 422
    assert Authenticator.objects.filter(type="webauthn").count() == 0


def test_on_renonce_a_l_etape_du_code(client, personne):
    enroler(personne)
    entrer(client)
    assert client.post("/connexion/code/", {"abandonner": "oui"})["Location"] == "/connexion/"
    assert client.get("/connexion/").status_code == 200
    assert client.get("/connexion/code/")["Location"].startswith("/connexion/?next=")


# --- putting it in place ---------------------------------------------------------------------------------------------


def lire_page(reponse) -> tuple[str, str]:
    """The secret and the token of the page."""
    contenu = reponse.content.decode()
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', contenu)[1].replace(" ", "")
    return secret, re.search(r'name="jeton" value="([^"]+)"', contenu)[1]


def activer(client: Client, suite: str = ""):
    secret, jeton = lire_page(client.get(f"{DOUBLE}application/{suite}"))
    envoi = {"jeton": jeton, "code": code_de(secret, rang())}
    return client.post(f"{DOUBLE}application/{suite}", envoi)


@pytest.mark.rule("ACC-15")
def test_le_reseau_met_en_place_une_application_avant_d_entrer(client, reseau):
    suite = entrer(client, "?next=/agenda/")
    assert suite["Location"] == "/agenda/"
    porte = client.get("/agenda/")["Location"]
    assert porte == f"{DOUBLE}?next=%2Fagenda%2F"
    assert "nécessaire" in lisible(client.get(porte))
    reponse = activer(client, "?next=/agenda/")
    assert reponse["Location"] == f"{DOUBLE}codes/?next=%2Fagenda%2F"
    page = lisible(client.get(reponse["Location"]))
    for code in codes_restants(reseau):
        assert f"{code[:4]} {code[4:]}" in page
    assert client.post(reponse["Location"])["Location"] == "/agenda/"
    assert client.get("/agenda/").status_code == 200


@pytest.mark.rule("ACC-15")
def test_les_codes_ne_se_lisent_qu_une_fois(client, reseau, time_machine):
    entrer(client)
    activer(client)
    fichier = client.get(f"{DOUBLE}codes/fichier/")
    assert fichier["Content-Disposition"] == 'attachment; filename="codes-de-secours-forprev-JEJ46894.txt"'
    code = codes_restants(reseau)[0]
    assert f"{code[:4]} {code[4:]}" in fichier.content.decode()
    client.post(f"{DOUBLE}codes/")
    assert client.get(f"{DOUBLE}codes/")["Location"] == DOUBLE
    assert client.get(f"{DOUBLE}codes/fichier/").status_code == 404
    assert "Il vous reste 10 codes de secours" in lisible(client.get(DOUBLE))


@pytest.mark.rule("ACC-15")
def test_les_codes_ne_restent_pas_affichables(client, reseau, time_machine):
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer(client)
    activer(client)
    time_machine.move_to(debut + timedelta(minutes=10), tick=False)
    assert client.get(f"{DOUBLE}codes/")["Location"] == DOUBLE


@pytest.mark.rule("ACC-15")
def test_mettre_en_place_ferme_les_autres_connexions_et_garde_celle_ci(client, reseau):
    ailleurs = Client()
    entrer(ailleurs)
    entrer(client)
    activer(client)
    assert get_user(ailleurs).is_anonymous
    assert get_user(client) == reseau


@pytest.mark.rule("ACC-15")
def test_une_saisie_fausse_garde_le_meme_secret_et_deux_onglets_ne_se_genent_pas(client, reseau):
    entrer(client)
    premier, second = (lire_page(client.get(f"{DOUBLE}application/")) for _ in range(2))
    faux = client.post(f"{DOUBLE}application/", {"jeton": premier[1], "code": "000000"})
    assert faux.status_code == 422
    secret, jeton = lire_page(faux)
    assert secret == premier[0] != second[0]
    bon = client.post(f"{DOUBLE}application/", {"jeton": jeton, "code": code_de(secret, rang())})
    assert bon["Location"] == f"{DOUBLE}codes/"
    assert verifier_code(reseau, code_de(secret, rang() + 1))


@pytest.mark.rule("ACC-15")
def test_un_secret_propose_n_est_bon_ni_pour_un_autre_ni_plus_tard(db):
    anne, karim = PersonneFactory(), PersonneFactory()
    proposition = proposer(anne, le=INSTANT)
    assert secret_propose(anne, proposition.jeton, le=INSTANT + timedelta(minutes=29)) == proposition.secret
    assert secret_propose(karim, proposition.jeton, le=INSTANT) is None
    assert secret_propose(anne, proposition.jeton, le=INSTANT + timedelta(minutes=31)) is None
    for invente in ("", "é", chiffrer("rien"), f"{anne.pk}:{SECRET}"):
        assert secret_propose(anne, invente, le=INSTANT) is None


@pytest.mark.rule("ACC-15", "SEC-05")
def test_les_secrets_sont_chiffres_et_leur_cle_change(personne, settings):
    enroler(personne)
    garde = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in garde
    chiffre = chiffrer(SECRET)
    settings.SECOND_FACTEUR_CLES = ["une nouvelle", *settings.SECOND_FACTEUR_CLES]
    assert dechiffrer(chiffre) == SECRET
    assert compteur_du_code(SECRET, code_de(SECRET, rang())) == rang()
    assert verifier_code(personne, code_de(SECRET, rang()))
    settings.SECOND_FACTEUR_CLES = ["une autre"]
    with pytest.raises(ValueError, match="no key"):
        dechiffrer(chiffre)


# --- changing it -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize("page", ["application/", "cle/", "codes/nouveaux/", "retirer"])
def test_changer_demande_encore_le_mot_de_passe(client, personne, page):
    enroler(personne)
    entrer_avec_code(client)
    adresse = DOUBLE + (f"{moyens_de(personne)[0].pk}/retirer/" if page == "retirer" else page)
    for methode in (client.get, client.post):
        assert methode(adresse)["Location"].startswith("/mon-profil/confirmation/?next=")
    assert client.post("/mon-profil/confirmation/", {"actuel": "faux"}).status_code == 422
    reponse = client.post(f"/mon-profil/confirmation/?next={adresse}", {"actuel": MOT_DE_PASSE})
    assert reponse["Location"] == adresse
    assert client.get(adresse).status_code == 200


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize(("minutes", "encore"), [(9, True), (10, False)])
def test_la_confirmation_dure_dix_minutes(client, personne, time_machine, minutes, encore):
    enroler(personne)
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer_avec_code(client)
    confirmer(client)
    time_machine.move_to(debut + timedelta(minutes=minutes), tick=False)
    assert (client.get(f"{DOUBLE}codes/nouveaux/").status_code == 200) is encore


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize(("minutes", "encore"), [(9, True), (10, False)])
def test_le_premier_se_met_en_place_juste_apres_etre_entre(client, personne, time_machine, minutes, encore):
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer(client)
    time_machine.move_to(debut + timedelta(minutes=minutes), tick=False)
    assert (client.get(f"{DOUBLE}application/").status_code == 200) is encore


@pytest.mark.rule("ACC-15")
def test_une_connexion_sans_preuve_prouve_avant_de_rien_changer(client_de):
    acteur = inrs()
    personne = acteur.personne
    enroler(personne)
    client = client_de(acteur, second_facteur=False)
    assert client.get("/agenda/")["Location"] == f"{DOUBLE}?next=%2Fagenda%2F"
    preuve = client.get(f"{DOUBLE}?next=/agenda/")["Location"]
    assert preuve == f"{DOUBLE}preuve/?next=%2Fagenda%2F"
    for page in ("application/", "cle/", "codes/nouveaux/", f"{moyens_de(personne)[0].pk}/retirer/"):
        assert client.get(DOUBLE + page)["Location"].startswith(f"{DOUBLE}preuve/?next=")
    assert client.post(preuve, {"code": "000000"}).status_code == 422
    avant = client.session.session_key
    assert client.post(preuve, {"code": code_de(SECRET, rang())})["Location"] == "/agenda/"
    assert client.session.session_key != avant
    assert client.get("/agenda/").status_code == 200


@pytest.mark.rule("ACC-15")
def test_remplacer_l_application_garde_les_codes_de_secours(client, personne):
    codes = enroler(personne)
    entrer_avec_code(client)
    confirmer(client)
    assert activer(client)["Location"] == DOUBLE
    assert codes_restants(personne) == codes
    assert len(moyens_de(personne)) == 1
    assert verifier_code(personne, code_de(SECRET, rang() + 1)) is None


@pytest.mark.rule("ACC-15")
def test_de_nouveaux_codes_remplacent_les_anciens(client, personne):
    anciens = enroler(personne)
    entrer_avec_code(client)
    confirmer(client)
    assert client.post(f"{DOUBLE}codes/nouveaux/")["Location"] == f"{DOUBLE}codes/"
    assert not set(anciens) & set(codes_restants(personne))
    assert verifier_code(personne, anciens[0]) is None


@pytest.mark.rule("ACC-15")
def test_retirer_le_dernier_moyen_retire_les_codes_et_ferme_ailleurs(client, personne):
    enroler(personne)
    ailleurs = Client()
    entrer_avec_code(ailleurs)
    personne.refresh_from_db()
    entrer_avec_code(client, code_de(SECRET, rang() + 1))
    confirmer(client)
    adresse = f"{DOUBLE}{moyens_de(personne)[0].pk}/retirer/"
    assert "dernier moyen" in lisible(client.get(adresse))
    assert client.post(adresse)["Location"] == DOUBLE
    assert not Authenticator.objects.exists()
    assert get_user(ailleurs).is_anonymous
    assert client.session[SECOND_FACTEUR] is False
    assert entrer(Client())["Location"] == "/tableau-de-bord/"


@pytest.mark.rule("ACC-15")
def test_le_reseau_ne_retire_pas_le_dernier_et_la_page_dit_pourquoi(client, reseau):
    enroler(reseau)
    entrer_avec_code(client)
    confirmer(client)
    pk = moyens_de(reseau)[0].pk
    page = client.get(f"{DOUBLE}{pk}/retirer/")
    assert "demandent une double authentification" in lisible(page)
    assert "Retirer</button>" not in page.content.decode()
    client.post(f"{DOUBLE}{pk}/retirer/")
    assert len(moyens_de(reseau)) == 1
    with pytest.raises(Refus, match="ajoutez un autre moyen"):
        retirer_moyen(par=acteur_sans_profil(reseau), pk=pk, le=INSTANT)


@pytest.mark.rule("ACC-15")
@pytest.mark.parametrize(("reseau_", "autres", "refuse"), [(True, 0, True), (True, 1, False), (False, 0, False)])
def test_la_regle_du_dernier_moyen(reseau_, autres, refuse):
    assert bool(raisons_retrait_du_moyen(reseau=reseau_, autres=autres)) is refuse


@pytest.mark.rule("ACC-15", "SEC-01")
def test_on_ne_retire_pas_le_moyen_d_un_autre(client, personne):
    autre = PersonneFactory()
    enroler(autre)
    enroler(personne)
    entrer_avec_code(client)
    confirmer(client)
    assert client.post(f"{DOUBLE}{moyens_de(autre)[0].pk}/retirer/").status_code == 404
    assert len(moyens_de(autre)) == 1


@pytest.mark.rule("ACC-15")
def test_l_assistance_leve_un_second_facteur_perdu(client, reseau):
    enroler(reseau)
    entrer_avec_code(client)
    lever_second_facteur(par=assistance(), personne=reseau, le=INSTANT)
    assert get_user(client).is_anonymous
    assert entrer(client)["Location"] == "/tableau-de-bord/"
    assert client.get("/agenda/")["Location"].startswith(DOUBLE)


@pytest.mark.rule("RGP-07", "ACC-15")
def test_chaque_changement_est_au_journal_sans_secret(personne):
    enroler(personne)
    retirer_moyen(par=acteur_sans_profil(personne), pk=moyens_de(personne)[0].pk, le=INSTANT)
    lignes = EntreeJournal.objects.filter(verbe__endswith="second_facteur").order_by("id")
    assert [(ligne.verbe, ligne.details) for ligne in lignes] == [
        ("comptes.enroler_second_facteur", {"moyen": "totp"}),
        ("comptes.retirer_second_facteur", {"moyen": "totp"}),
    ]


@pytest.mark.rule("SEC-02")
@pytest.mark.parametrize("page", ["", "application/", "cle/"])
def test_les_pages_ne_se_gardent_pas_et_restent_strictes(client, personne, page):
    entrer(client)
    reponse = client.get(DOUBLE + page)
    assert "no-store" in reponse["Cache-Control"]
    assert "unsafe" not in reponse["Content-Security-Policy"]
    assert not re.findall(rb"<script(?![^>]*(?:src=|application/json))", reponse.content)
