"""*Connexions* and *Mot de passe*: what is open, and what ends it [ACC-08, ACC-20, ACC-26]."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.test import Client

from forprev.communication.models import Notification
from forprev.comptes.actions.mots_de_passe import emettre_jeton
from forprev.comptes.appareils import appareil
from forprev.comptes.connexions import RESEAU, VUE
from forprev.comptes.jetons import personne_du_jeton
from forprev.courriels.models import Courriel
from forprev.socle.clock import maintenant
from forprev.socle.models import EntreeJournal
from tests.fabriques import PersonneFactory, RoleReseauFactory
from tests.texte import lisible

MOT_DE_PASSE = "trois chats sur un mur"
NOUVEAU = "quatre saules au bord de l’eau"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
PAGE = "/mon-profil/connexions/"


@pytest.fixture(autouse=True)
def _hachage_rapide(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def personne(db):
    personne = PersonneFactory(numero="JEJ46894", email="anne@example.org")
    personne.set_password(MOT_DE_PASSE)
    personne.save()
    return personne


def entrer(signature: str = WINDOWS, mot_de_passe: str = MOT_DE_PASSE) -> Client:
    client = Client(headers={"user-agent": signature})
    client.post("/connexion/", {"login": "JEJ46894", "password": mot_de_passe})
    return client


def ouverte(client: Client) -> bool:
    return bool(get_user(client).is_authenticated)


def appareils(client: Client) -> list[str]:
    return [connexion.appareil for connexion in client.get(PAGE).context["autres"]]


@pytest.mark.parametrize(
    ("signature", "attendu"),
    [
        (WINDOWS, "Firefox sur Windows"),
        (IPHONE, "Safari sur iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/130.0.0.0 Safari/537.36 Edg/130.0", "Edge sur Mac"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("", "Appareil inconnu"),
        ("<script>alert(1)</script>", "Appareil inconnu"),
    ],
)
def test_l_appareil_se_dit_en_mots_simples(signature, attendu):
    assert appareil(signature) == attendu


@pytest.mark.rule("ACC-20")
def test_la_liste_montre_chaque_connexion_et_dit_laquelle_est_celle_ci(personne):
    telephone, bureau = entrer(IPHONE), entrer()
    page = lisible(bureau.get(PAGE))
    assert page.count("Cette connexion") == 1
    assert "Firefox sur Windows" in page
    assert appareils(bureau) == ["Safari sur iPhone"]
    assert appareils(telephone) == ["Firefox sur Windows"]


@pytest.mark.rule("ACC-20")
def test_en_fermer_une_la_ferme_vraiment(personne):
    telephone, bureau = entrer(IPHONE), entrer()
    pk = bureau.get(PAGE).context["autres"][0].pk
    for _ in range(2):
        assert bureau.post(f"{PAGE}{pk}/fermer/")["Location"] == PAGE
    assert not ouverte(telephone)
    assert telephone.get(PAGE)["Location"].startswith("/connexion/?next=")
    assert ouverte(bureau)
    assert appareils(bureau) == []
    assert EntreeJournal.objects.filter(verbe="comptes.fermer_connexion").count() == 1


@pytest.mark.rule("ACC-20")
def test_fermer_toutes_les_autres_garde_celle_ci(personne):
    telephone, tablette, bureau = entrer(IPHONE), entrer(IPHONE), entrer()
    avant = bureau.session.session_key
    assert bureau.post(PAGE)["Location"] == PAGE
    assert [ouverte(client) for client in (telephone, tablette, bureau)] == [False, False, True]
    assert bureau.session.session_key != avant
    assert appareils(bureau) == []
    assert UserSession.objects.get().session_key == bureau.session.session_key


@pytest.mark.rule("ACC-20")
def test_fermer_toutes_les_autres_ferme_aussi_celles_que_rien_ne_liste(personne):
    cachee, bureau = entrer(IPHONE), entrer()
    UserSession.objects.exclude(session_key=bureau.session.session_key).delete()
    bureau.post(PAGE)
    assert not ouverte(cachee)


@pytest.mark.rule("ACC-20", "SEC-01")
def test_on_ne_ferme_pas_celle_d_un_autre(personne, client):
    bureau = entrer()
    autre = PersonneFactory()
    client.force_login(autre)
    sienne = UserSession.objects.create(user=autre, ip="192.0.2.1", session_key=client.session.session_key)
    assert bureau.post(f"{PAGE}{sienne.pk}/fermer/").status_code == 404
    assert bureau.get(f"{PAGE}{sienne.pk}/fermer/").status_code == 405
    assert ouverte(client)


@pytest.mark.rule("ACC-20", "ACC-26")
def test_une_connexion_qui_a_pris_fin_n_est_plus_dans_la_liste(personne, time_machine):
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer(IPHONE)
    time_machine.move_to(debut + timedelta(hours=11, minutes=59), tick=False)
    bureau = entrer()
    assert appareils(bureau) == ["Safari sur iPhone"]
    time_machine.move_to(debut + timedelta(hours=12), tick=False)
    assert appareils(bureau) == []


@pytest.mark.rule("ACC-20", "ACC-26")
def test_ni_celle_du_reseau_restee_sans_activite(personne, time_machine, settings):
    settings.SECOND_FACTEUR_EXIGE = False
    RoleReseauFactory(personne=personne)
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    entrer(IPHONE)
    time_machine.move_to(debut + timedelta(minutes=30), tick=False)
    assert appareils(entrer()) == []


@pytest.mark.rule("ACC-20")
def test_la_derniere_activite_suit_a_dix_minutes_pres(personne, time_machine):
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    telephone = entrer(IPHONE)
    for minutes, vue in ((9, 0), (10, 10), (15, 10)):
        time_machine.move_to(debut + timedelta(minutes=minutes), tick=False)
        telephone.get("/mon-profil/")
        assert telephone.session[VUE] == (debut + timedelta(minutes=vue)).isoformat()


@pytest.mark.rule("ACC-20")
def test_la_liste_se_lit_en_un_nombre_constant_de_requetes(personne, nb_requetes):
    bureau = entrer()
    nombres = []
    for _ in range(2):
        entrer(IPHONE)
        with nb_requetes() as compte:
            bureau.get(PAGE)
        nombres.append(compte.nombre)
    assert nombres[0] == nombres[1]


@pytest.mark.rule("ACC-26")
def test_qui_gagne_un_role_du_reseau_a_sa_limite_tout_de_suite(personne, time_machine, settings, nb_requetes):
    settings.SECOND_FACTEUR_EXIGE = False
    debut = maintenant()
    time_machine.move_to(debut, tick=False)
    client = entrer()
    with nb_requetes() as sans:
        client.get("/tableau-de-bord/")
    RoleReseauFactory(personne=personne)
    time_machine.move_to(debut + timedelta(hours=2), tick=False)
    assert client.get("/mon-profil/").status_code == 200
    assert client.session[RESEAU] is True
    time_machine.move_to(debut + timedelta(hours=2, minutes=30), tick=False)
    assert client.get("/mon-profil/").status_code == 302
    assert not [sql for sql in sans.requetes if "UPDATE" in sql]


# --- new sign-in -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("NOT-06")
def test_une_nouvelle_connexion_du_reseau_est_annoncee_par_courriel(personne, time_machine):
    RoleReseauFactory(personne=personne)
    time_machine.move_to("2026-11-20T08:05:00Z", tick=False)
    entrer(IPHONE)
    courriel = Courriel.objects.get()
    assert (courriel.sujet, courriel.destinataire) == ("[FORPREV] Nouvelle connexion à votre compte", personne.email)
    assert courriel.texte == (
        "Une connexion à votre compte Forprev a eu lieu le 20\u00a0novembre\u00a02026 à 9\u00a0h\u00a005 "
        "(heure de Paris). Appareil\u00a0: Safari sur iPhone.\n"
        "\n"
        "Si c’est vous, il n’y a rien à faire. Sinon, changez votre mot de passe sans attendre\u00a0: vos autres "
        "connexions seront fermées. Puis prévenez l’assistance Forprev.\n"
        "\n"
        "L’équipe Forprev\n"
        "\n"
        "Voir mes connexions\u00a0:\nhttp://localhost:8000/mon-profil/connexions/\n"
    )
    time_machine.move_to("2026-11-20T08:06:00Z", tick=False)
    entrer(WINDOWS)
    assert Courriel.objects.count() == 2


@pytest.mark.rule("NOT-06")
def test_hors_du_reseau_une_connexion_n_est_pas_annoncee(personne):
    entrer()
    assert not Courriel.objects.exists()
    assert not Notification.objects.exists()


# --- password --------------------------------------------------------------------------------------------------------


def changer(client: Client, actuel: str = MOT_DE_PASSE, nouveau: str = NOUVEAU, confirmation: str = ""):
    envoi = {"actuel": actuel, "mot_de_passe": nouveau, "confirmation": confirmation or nouveau}
    return client.post("/mon-profil/mot-de-passe/", envoi)


@pytest.mark.rule("ACC-08")
def test_changer_de_mot_de_passe_ferme_les_autres_connexions_et_garde_celle_ci(personne):
    telephone, bureau = entrer(IPHONE), entrer()
    avant = bureau.session.session_key
    jeton = emettre_jeton(personne=personne, le=maintenant())
    reponse = changer(bureau)
    assert reponse["Location"] == "/mon-profil/mot-de-passe/"
    assert [ouverte(telephone), ouverte(bureau)] == [False, True]
    assert bureau.session.session_key != avant
    assert appareils(bureau) == []
    assert personne_du_jeton(jeton, le=maintenant()) is None
    assert not ouverte(entrer())
    assert ouverte(entrer(mot_de_passe=NOUVEAU))
    ligne = EntreeJournal.objects.get(verbe="comptes.changer_mot_de_passe")
    assert (ligne.par_id, ligne.details) == (personne.pk, {})


@pytest.mark.rule("ACC-08", "ACC-26")
@pytest.mark.parametrize(
    ("saisie", "champ"),
    [
        ({"actuel": "faux"}, "actuel"),
        ({"actuel": ""}, "actuel"),
        ({"nouveau": "court"}, "mot_de_passe"),
        ({"nouveau": MOT_DE_PASSE}, "mot_de_passe"),
        ({"nouveau": "JEJ46894 anne"}, "mot_de_passe"),
        ({"confirmation": "autre chose"}, "confirmation"),
        ({"nouveau": "😀" * 300}, "mot_de_passe"),
    ],
)
def test_un_changement_refuse_dit_pourquoi_et_ne_change_rien(personne, saisie, champ):
    bureau = entrer()
    reponse = changer(bureau, **saisie)
    assert reponse.status_code == 422
    assert next(iter(reponse.context["form"].errors)) == champ
    assert ouverte(entrer())


@pytest.mark.rule("ACC-08", "ACC-16")
def test_cinq_mots_de_passe_actuels_faux_font_attendre(personne):
    bureau = entrer()
    for _ in range(5):
        reponse = changer(bureau, actuel="faux")
    assert "réessayez dans 1 minute" in lisible(reponse)
    assert changer(bureau).status_code == 422
    assert not ouverte(entrer())
