"""Signing in, out, and the end of web sessions."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from forprev.comptes.connexions import RESEAU, VUE, est_finie
from forprev.socle.clock import maintenant
from tests.fabriques import PersonneFactory, RoleReseauFactory

MOT_DE_PASSE = "trois chats sur un mur"


@pytest.fixture
def personne(db):
    personne = PersonneFactory(numero="JEJ46894", email="Anne.Lefevre@Example.org")
    personne.set_password(MOT_DE_PASSE)
    personne.save()
    return personne


def entrer(client: Client, identifiant: str, mot_de_passe: str = MOT_DE_PASSE, suite: str = "", **entetes):
    return client.post(f"/connexion/{suite}", {"login": identifiant, "password": mot_de_passe}, headers=entetes or None)


@pytest.mark.rule("ACC-02")
@pytest.mark.parametrize(
    "identifiant",
    ["JEJ46894", "jej46894", " Jej46894 ", "anne.lefevre@example.org", "ANNE.LEFEVRE@EXAMPLE.ORG"],
)
def test_par_numero_ou_email_dans_n_importe_quelle_casse(client, personne, identifiant):
    reponse = entrer(client, identifiant)
    assert (reponse.status_code, reponse["Location"]) == (302, "/tableau-de-bord/")
    assert get_user(client).pk == personne.pk
    assert not EmailAddress.objects.exists()


@pytest.mark.rule("ACC-02")
@pytest.mark.parametrize("casse", [str.upper, str.lower])
def test_l_email_entre_quelle_que_soit_la_casse_gardee(client, personne, casse):
    """The package alone finds an e-mail only when it is kept in small letters."""
    assert personne.email != casse(personne.email)
    assert entrer(client, casse(personne.email)).status_code == 302


@pytest.mark.rule("ACC-02")
def test_un_seul_message_et_rien_ne_distingue_les_reponses(client, personne):
    pages = []
    for identifiant in ["JEJ46894", "ZZZ00000", "anne.lefevre@example.org", "personne@nulle.part"]:
        reponse = entrer(client, identifiant, "ce n’est pas le bon")
        assert get_user(client).is_anonymous
        erreurs = reponse.context["form"].errors
        assert list(erreurs) == ["__all__"]
        pages.append((reponse.status_code, erreurs["__all__"][0], len(reponse.content) - len(identifiant)))
    assert len(set(pages)) == 1
    assert "incorrect" in pages[0][1]


@pytest.mark.rule("ACC-02")
@pytest.mark.parametrize("cas", ["inconnu", "mauvais", "inactif", "sans_mot_de_passe"])
def test_la_meme_empreinte_est_calculee_une_fois_dans_tous_les_cas(client, personne, cas, monkeypatch):
    if cas == "inactif":
        personne.is_active = False
    if cas == "sans_mot_de_passe":
        personne.set_unusable_password()
    personne.save()
    calculs = []
    for methode in ("encode", "verify"):
        origine = getattr(Argon2PasswordHasher, methode)

        def compter(self, *args, _origine=origine, **kwargs):
            calculs.append(_origine.__name__)
            return _origine(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, methode, compter)
    essai = MOT_DE_PASSE if cas in ("inactif", "sans_mot_de_passe") else "ce n’est pas le bon"
    entrer(client, "ZZZ00000" if cas == "inconnu" else personne.numero, essai)
    assert get_user(client).is_anonymous
    assert len(calculs) == 1


@pytest.mark.rule("ACC-02", "ACC-16")
@pytest.mark.parametrize("identifiant", ["JEJ46894", "ZZZ00000", "personne@nulle.part"])
def test_apres_cinq_essais_on_attend_et_la_page_dit_quand_et_que_faire(client, personne, identifiant, monkeypatch):
    for _ in range(5):
        entrer(client, identifiant, "ce n’est pas le bon")
    monkeypatch.setattr(Argon2PasswordHasher, "encode", None)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", None)
    reponse = entrer(client, identifiant)
    assert get_user(client).is_anonymous
    assert reponse.context["form"].errors["__all__"] == [
        "Trop d’essais sans succès\u00a0: réessayez dans 1\u00a0minute. "
        "Pour ne pas attendre, passez par «\u202fMot de passe oublié\u202f»."
    ]


@pytest.mark.rule("ACC-16")
@pytest.mark.parametrize(("mandataires", "adresses", "attend"), [(0, "3.3.3.3", True), (1, "9.9.9.9, 2.2.2.{}", False)])
def test_l_adresse_est_celle_que_nos_mandataires_ont_vue(
    client, personne, settings, monkeypatch, mandataires, adresses, attend
):
    """Whoever invents an X-Forwarded-For escapes nothing; behind our proxy, each address is counted apart."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = mandataires
    monkeypatch.setattr("forprev.comptes.essais.ECHECS_ADRESSE", 6)
    for rang in range(6):
        entrer(client, f"z{rang}@example.org", "non", **{"x-forwarded-for": adresses.format(rang)})
    reponse = entrer(client, "inconnu@example.org", "non", **{"x-forwarded-for": adresses.format(200)})
    assert ("Trop d’essais" in reponse.context["form"].errors["__all__"][0]) is attend


@pytest.mark.rule("SEC-02")
def test_la_cle_de_la_connexion_change_en_entrant_et_en_sortant(client, personne):
    client.get("/connexion/")
    memoire = client.session
    memoire["posee"] = "par un autre"
    memoire.save()
    client.cookies["forprev_connexion"] = avant = memoire.session_key
    entrer(client, "JEJ46894")
    pendant = client.session.session_key
    client.post("/deconnexion/")
    assert len({avant, pendant, client.session.session_key}) == 3
    for cle in (avant, pendant):
        autre = Client()
        autre.cookies["forprev_connexion"] = cle
        assert get_user(autre).is_anonymous


def test_la_page_de_connexion_dit_ce_que_la_specification_dit(client, db):
    reponse = client.get("/connexion/")
    page = reponse.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    for libelle in [
        "Bienvenue",
        "E-mail ou N° Forprev",
        "Mot de passe",
        "Se connecter",
        "Mot de passe oublié",
        "Création d’un compte demandeur",
    ]:
        assert libelle in page
    assert client.get("/inscription/").status_code == 200


@pytest.mark.rule("SEC-02")
@pytest.mark.parametrize(
    "chemin", ["/connexion/", "/mot-de-passe-oublie/", "/reinitialisation-mot-de-passe/1-a-b/", "/deconnexion/"]
)
def test_rien_n_est_garde_et_rien_ne_vient_d_ailleurs(client, personne, chemin):
    if chemin == "/deconnexion/":
        client.force_login(personne)
    reponse = client.get(chemin)
    assert "no-store" in reponse["Cache-Control"]
    politique = reponse["Content-Security-Policy"]
    assert "unsafe" not in politique
    assert "http" not in politique
    assert "script-src 'self'" in politique
    assert "frame-ancestors 'none'" in politique
    assert reponse["X-Frame-Options"] == "DENY"
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert b"<script>" not in reponse.content
    assert b"style=" not in reponse.content


@pytest.mark.rule("SEC-02")
def test_les_cookies_de_production_sont_surs(client, personne, settings):
    settings.SESSION_COOKIE_SECURE = True
    reponse = entrer(client, "JEJ46894")
    cookie = reponse.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)


@pytest.mark.parametrize(
    "ailleurs", ["https://exemple.net/", "//exemple.net/", "javascript:alert(1)", "/\\exemple.net"]
)
def test_next_ne_mene_jamais_ailleurs(client, personne, ailleurs):
    reponse = client.post("/connexion/", {"login": "JEJ46894", "password": MOT_DE_PASSE, "next": ailleurs})
    assert reponse["Location"] == "/tableau-de-bord/"


def test_next_ramene_ou_l_on_voulait_aller(client, personne):
    suite = "?next=/certification/125/%3Fprofil%3Dformateur"
    assert entrer(client, "JEJ46894", suite=suite)["Location"] == "/certification/125/?profil=formateur"


def test_qui_est_deja_connecte_n_a_pas_a_se_reconnecter(client, personne):
    client.force_login(personne)
    assert client.get("/connexion/")["Location"] == "/tableau-de-bord/"


def test_se_deconnecter_demande_un_envoi(client, personne):
    client.force_login(personne)
    assert client.get("/deconnexion/").status_code == 200
    assert get_user(client).pk == personne.pk
    reponse = client.post("/deconnexion/", follow=True)
    assert reponse.redirect_chain == [(reverse("account_login"), 302)]
    assert "Vous êtes déconnecté." in reponse.content.decode()
    assert get_user(client).is_anonymous


@pytest.mark.rule("ACC-26")
def test_une_connexion_dure_douze_heures_meme_si_l_on_s_en_sert(client, personne, time_machine):
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer(client, "JEJ46894")
    for heures in (6, 11.9):
        time_machine.move_to(debut + timedelta(hours=heures), tick=False)
        session = client.session
        session["usage"] = heures
        session.save()
        assert client.get("/connexion/").status_code == 302
    time_machine.move_to(debut + timedelta(hours=12), tick=False)
    reponse = client.get("/connexion/")
    assert reponse.status_code == 200
    assert "Votre connexion a pris fin" in reponse.content.decode()
    assert get_user(client).is_anonymous


@pytest.mark.rule("ACC-26")
@pytest.mark.parametrize(("minutes", "encore"), [(29, True), (30, False)])
def test_le_reseau_est_deconnecte_apres_trente_minutes_sans_rien_faire(client, personne, time_machine, minutes, encore):
    RoleReseauFactory(personne=personne)
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer(client, "JEJ46894")
    time_machine.move_to(debut + timedelta(minutes=20), tick=False)
    assert client.get("/connexion/").status_code == 302
    time_machine.move_to(debut + timedelta(minutes=20 + minutes), tick=False)
    assert (client.get("/connexion/").status_code == 302) is encore


@pytest.mark.rule("ACC-26")
def test_hors_du_reseau_l_inactivite_ne_deconnecte_pas(client, personne):
    entrer(client, "JEJ46894")
    session = client.session
    assert session[RESEAU] is False
    vue = session[VUE]
    assert not est_finie(session, le=maintenant() + timedelta(hours=11))
    client.get("/connexion/")
    assert client.session[VUE] == vue
