"""Password links: who gets one, what the mail says, when it stops working."""

# ruff: noqa: E501 - the texts of mails are on one line each

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from inline_snapshot import snapshot

from forprev.communication.actions import demander_lien_mot_de_passe, envoyer_lien_mot_de_passe
from forprev.communication.models import Notification, Preference
from forprev.comptes.actions.mots_de_passe import LienPerime, definir_mot_de_passe
from forprev.comptes.contestations import jeton_de_contestation
from forprev.comptes.jetons import personne_du_jeton
from forprev.courriels.models import Courriel
from forprev.socle.clock import maintenant
from tests.fabriques import INSTANT, PersonneFactory

NOUVEAU = "quatre saules au bord de l’eau"
LIEN = re.compile(r"/reinitialisation-mot-de-passe/([^/\s\"]+)/")
HEURES_72 = timedelta(hours=72)


@pytest.fixture
def personne(db):
    cache.clear()
    return PersonneFactory(numero="JEJ46894", email="Anne@Example.org", nom="Lefèvre", prenom="Anne")


def dernier_jeton() -> str:
    [jeton] = LIEN.findall(Courriel.objects.order_by("-pk")[0].texte)
    return jeton


def lien(personne, le=INSTANT) -> str:
    envoyer_lien_mot_de_passe(personne=personne, le=le)
    return dernier_jeton()


@pytest.mark.rule("ACC-04", "NOT-06")
def test_le_texte_du_courriel(personne, settings):
    settings.SITE_URL = "https://forprev.example"
    Preference.objects.create(personne=personne, alertes=False, notifications=False, quotidien=True)
    jeton = lien(personne)
    courriel = Courriel.objects.get()
    assert (courriel.sujet, courriel.destinataire) == ("[FORPREV] Changement de mot de passe", "Anne@Example.org")
    assert courriel.texte.replace(jeton, "JETON") == snapshot("""\
Vous avez demandé à définir ou modifier votre mot de passe. Si vous êtes à l’origine de cette demande, suivez ce lien, valable 72 heures. Sinon, ignorez ce message.

L’équipe Forprev

Définir mon mot de passe\xa0:
https://forprev.example/reinitialisation-mot-de-passe/JETON/
""")
    assert f'href="https://forprev.example/reinitialisation-mot-de-passe/{jeton}/"' in courriel.html


@pytest.mark.rule("SES-21", "NOT-06")
def test_le_texte_d_un_compte_cree_par_une_reussite(personne, settings):
    settings.SITE_URL = "https://forprev.example"
    envoyer_lien_mot_de_passe(personne=personne, le=INSTANT, origine="votre réussite à la formation SST / 2")
    courriel = Courriel.objects.get()
    assert courriel.sujet == snapshot("[FORPREV] Votre compte Forprev")
    lu = courriel.texte.replace(dernier_jeton(), "JETON").replace(jeton_de_contestation(personne), "CONTESTATION")
    assert lu == snapshot("""\
Un compte Forprev a été créé pour vous à la suite de votre réussite à la formation SST / 2. Votre N°\xa0Forprev est JEJ46894.

Pour y entrer, définissez votre mot de passe en suivant ce lien, valable 72 heures. Passé ce délai, demandez un nouveau lien par «\u202fMot de passe oublié\u202f», sur la page de connexion.

Si ce compte ne vous concerne pas, ne définissez pas de mot de passe et suivez le second lien, «\u202fCe n’est pas moi\u202f»\xa0: le compte sera gelé et l’assistance prévenue.

L’équipe Forprev

Définir mon mot de passe\xa0:
https://forprev.example/reinitialisation-mot-de-passe/JETON/

Ce n’est pas moi\xa0:
https://forprev.example/compte-conteste/CONTESTATION/
""")


def test_la_ligne_dans_l_application_ne_porte_pas_le_secret(personne):
    jeton = lien(personne)
    ligne = Notification.objects.get()
    assert jeton not in f"{ligne.texte} {ligne.lien} {ligne.cle} {ligne.titre}"
    assert ligne.lien == ""


@pytest.mark.rule("ACC-04")
@pytest.mark.parametrize(
    ("apres", "bon"), [(timedelta(0), True), (HEURES_72, True), (HEURES_72 + timedelta(seconds=1), False)]
)
def test_le_lien_vaut_72_heures(personne, apres, bon):
    jeton = lien(personne)
    assert (personne_du_jeton(jeton, le=INSTANT + apres) == personne) is bon


@pytest.mark.rule("ACC-04")
def test_un_lien_plus_recent_annule_le_precedent(personne):
    ancien = lien(personne)
    recent = lien(personne, INSTANT + timedelta(minutes=1))
    le = INSTANT + timedelta(minutes=2)
    assert personne_du_jeton(ancien, le=le) is None
    assert personne_du_jeton(recent, le=le) == personne


@pytest.mark.rule("ACC-04")
def test_le_lien_ne_sert_qu_une_fois(personne):
    jeton = lien(personne)
    definir_mot_de_passe(jeton=jeton, mot_de_passe=NOUVEAU, le=INSTANT)
    with pytest.raises(LienPerime):
        definir_mot_de_passe(jeton=jeton, mot_de_passe=NOUVEAU, le=INSTANT)
    personne.refresh_from_db()
    assert personne.check_password(NOUVEAU)


@pytest.mark.rule("ACC-04")
@pytest.mark.parametrize("champs", [{"password": "autre"}, {"email": "neuf@example.org"}, {"is_active": False}])
def test_le_lien_tombe_quand_le_compte_change(personne, champs):
    jeton = lien(personne)
    type(personne).objects.filter(pk=personne.pk).update(**champs)
    assert personne_du_jeton(jeton, le=INSTANT) is None


def test_se_connecter_n_annule_pas_le_lien(personne):
    jeton = lien(personne)
    type(personne).objects.filter(pk=personne.pk).update(last_login=INSTANT)
    assert personne_du_jeton(jeton, le=INSTANT) == personne


@pytest.mark.parametrize("jeton", ["", "-", "1-2", "zz-zz-zz", "é-é-é", "1-cxyz-" + "a" * 32, "0" * 400, "-1-a-b"])
def test_un_lien_invente_ne_mene_nulle_part(personne, client, jeton):
    assert personne_du_jeton(jeton, le=INSTANT) is None


def test_le_lien_d_une_autre_personne_ne_vaut_pas_pour_soi(personne):
    autre = PersonneFactory()
    pour_autre = lien(autre)
    cle, _, preuve = lien(personne).partition("-")
    assert personne_du_jeton(f"{pour_autre.partition('-')[0]}-{preuve}", le=INSTANT) is None
    assert personne_du_jeton(f"{cle}-{preuve}", le=INSTANT) == personne


@pytest.mark.rule("ACC-04")
@pytest.mark.parametrize("identifiant", ["JEJ46894", "jej46894", "anne@example.org", "ZZZ00000", "nulle@part.fr"])
def test_la_reponse_a_l_ecran_est_toujours_la_meme(client, personne, executer_taches, identifiant, nb_requetes):
    page = client.post("/mot-de-passe-oublie/", {"identifiant": identifiant}, follow=True)
    assert page.redirect_chain == [("/mot-de-passe-oublie/?demande=1", 302)]
    assert "Si un compte correspond" in page.content.decode()
    assert identifiant not in page.content.decode()
    executees = executer_taches()
    connu = identifiant.lower() in ("jej46894", "anne@example.org")
    assert executees == ["communication.lien_mot_de_passe"] + ["courriels.envoyer"] * connu
    assert Courriel.objects.count() == connu


@pytest.mark.rule("ACC-04")
def test_le_meme_travail_est_fait_que_le_compte_existe_ou_non(personne, nb_requetes):
    requetes = []
    for identifiant in ("JEJ46894", "ZZZ00000"):
        with nb_requetes() as compte:
            demander_lien_mot_de_passe(identifiant=identifiant, le=INSTANT)
        requetes.append(compte.nombre)
    assert len(set(requetes)) == 1


def test_demander_trop_souvent_ne_se_voit_pas_et_n_envoie_plus(client, personne, executer_taches):
    for _ in range(7):
        page = client.post("/mot-de-passe-oublie/", {"identifiant": "JEJ46894"})
        assert page.status_code == 302
    executer_taches()
    assert Courriel.objects.count() == 5


def test_un_compte_ferme_ne_recoit_rien(personne, executer_taches):
    personne.is_active = False
    personne.save()
    demander_lien_mot_de_passe(identifiant="JEJ46894", le=INSTANT)
    executer_taches()
    assert not Courriel.objects.exists()


@pytest.mark.rule("ACC-04")
def test_ouvrir_le_lien_ne_l_use_pas_l_envoyer_oui(client, personne):
    adresse = f"/reinitialisation-mot-de-passe/{lien(personne, maintenant())}/"
    for _ in range(3):
        page = client.get(adresse)
        assert page.status_code == 200
        assert "JEJ46894" in page.content.decode()
    envoi = client.post(adresse, {"mot_de_passe": NOUVEAU, "confirmation": NOUVEAU}, follow=True)
    assert envoi.redirect_chain == [("/connexion/", 302)]
    assert "Votre mot de passe est enregistré" in envoi.content.decode()
    assert get_user(client).is_anonymous
    assert client.get(adresse).status_code == 404
    client.post("/connexion/", {"login": "anne@example.org", "password": NOUVEAU})
    assert get_user(client) == personne


@pytest.mark.rule("ACC-26")
@pytest.mark.parametrize(
    ("mot_de_passe", "confirmation", "extrait"),
    [
        ("onze caract", None, "12 caractères"),
        ("motdepasse1234", None, "trop courant"),
        ("LefevreAnne1980!", None, "fait de vos nom"),
        (NOUVEAU, "autre chose de long", "différents"),
        ("", "", "obligatoire"),
    ],
)
def test_un_mot_de_passe_refuse_laisse_le_lien_bon(client, personne, mot_de_passe, confirmation, extrait):
    jeton = lien(personne, maintenant())
    champs = {"mot_de_passe": mot_de_passe, "confirmation": mot_de_passe if confirmation is None else confirmation}
    page = client.post(f"/reinitialisation-mot-de-passe/{jeton}/", champs)
    assert page.status_code == 422
    assert extrait in page.content.decode()
    assert personne_du_jeton(jeton, le=maintenant()) == personne


@pytest.mark.rule("ACC-08")
def test_changer_le_mot_de_passe_ferme_les_connexions_ouvertes(client, personne):
    client.force_login(personne)
    assert get_user(client) == personne
    definir_mot_de_passe(jeton=lien(personne), mot_de_passe=NOUVEAU, le=INSTANT)
    assert get_user(client).is_anonymous
