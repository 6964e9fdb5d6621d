"""A demandeur opens an account: what is mailed, what a link is worth, what it opens."""

# ruff: noqa: E501 - the texts of mails are on one line each

import re
from datetime import date, datetime, timedelta

import pytest
from inline_snapshot import snapshot

from forprev.communication.actions.inscriptions import envoyer_inscription, inscrire
from forprev.communication.models import Notification
from forprev.comptes.actions.inscriptions import (
    Identite,
    confirmer_inscription,
    effacer_attentes,
    inscription_du_lien,
)
from forprev.comptes.actions.mots_de_passe import LienPerime
from forprev.comptes.models import Doublon, Inscription, Personne
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.demandes.actions.creations import creer_entite
from forprev.entites.actions.creations import ouvrir_compte_demandeur
from forprev.entites.models import Entite, Membre
from forprev.profils.queries import profils_de
from forprev.socle.clock import PARIS
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f

pytestmark = pytest.mark.django_db
LIEN = re.compile(r"/inscription/confirmation/([^/\s\"]+)/")
MOT_DE_PASSE = "quatre saules au bord de l’eau"
HEURES_72 = timedelta(hours=72)


def identite(**autres) -> Identite:
    return Identite(**{
        "nom": "N'Guyen-Le Goff",
        "prenom": "  Anne-Laure ",
        "date_naissance": date(1980, 2, 29),
        "email": "Anne+Forprev@Example.org",
    } | autres)  # fmt: skip


@pytest.fixture
def demander(executer_taches):
    """A function that asks for an account, lets the mail be written, and returns the secret of its link."""

    def faire(le=f.INSTANT, **autres) -> str:
        inscrire(identite=identite(**autres), le=le)
        executer_taches()
        return LIEN.findall(Courriel.objects.order_by("-pk")[0].texte)[0]

    return faire


# --- mails -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-05", "NOT-06")
def test_the_mail_that_confirms(demander, settings):
    settings.SITE_URL = "https://forprev.example"
    secret = demander()

    courriel = Courriel.objects.get()
    assert (courriel.sujet, courriel.destinataire) == snapshot(
        ("[FORPREV] Création de votre compte", "Anne+Forprev@Example.org")
    )
    assert courriel.texte.replace(secret, "SECRET") == snapshot("""\
Vous avez demandé un compte demandeur dans Forprev. Pour le confirmer et choisir votre mot de passe, suivez ce lien, valable 72 heures. Passé ce délai, votre demande est effacée\xa0: vous pourrez la refaire.

Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\xa0: aucun compte ne sera ouvert.

L’équipe Forprev

Confirmer mon compte\xa0:
https://forprev.example/inscription/confirmation/SECRET/
""")
    assert not Personne.objects.exists()


@pytest.mark.rule("ACC-05", "ACC-21")
def test_an_e_mail_that_has_an_account_is_told_so_and_the_way(executer_taches, settings):
    settings.SITE_URL = "https://forprev.example"
    personne = f.PersonneFactory(email="anne+forprev@example.org", numero="JEJ46894")

    inscrire(identite=identite(), le=f.INSTANT)
    executer_taches()

    courriel = Courriel.objects.get()
    assert (courriel.sujet, courriel.destinataire) == snapshot(
        ("[FORPREV] Vous avez déjà un compte", "anne+forprev@example.org")
    )
    assert courriel.texte == snapshot("""\
Un compte demandeur a été demandé avec cet e-mail, qui est déjà celui de votre compte Forprev, N°\xa0JEJ46894. Il n’en faut pas de second\xa0: connectez-vous, puis, dans «\u202fMes profils\u202f», choisissez «\u202fCréer une entité\u202f». Vous tiendrez alors un profil demandeur à côté des vôtres.

Si vous avez oublié votre mot de passe, demandez un lien par «\u202fMot de passe oublié\u202f», sur la page de connexion.

Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\xa0: rien n’a changé.

L’équipe Forprev

Ouvrir Mes profils\xa0:
https://forprev.example/profils/
""")
    assert Notification.objects.get().personne == personne
    assert not Inscription.objects.exists()


def test_the_secret_is_in_the_mail_alone(demander):
    secret = demander()

    assert secret not in str(list(Inscription.objects.values()))
    assert secret not in Courriel.objects.get().cle


def test_a_job_run_twice_sends_one_mail(demander):
    demander()
    inscription = Inscription.objects.get()

    envoyer_inscription(inscription_id=inscription.pk, le=f.INSTANT)

    assert Courriel.objects.count() == 1


def test_the_job_of_a_former_request_sends_nothing(executer_taches):
    inscrire(identite=identite(), le=f.INSTANT)
    inscrire(identite=identite(), le=f.INSTANT + timedelta(minutes=1))

    executer_taches()

    assert Courriel.objects.count() == 1


@pytest.mark.rule("ACC-05")
def test_the_same_work_is_done_whether_the_account_exists_or_not(nb_requetes):
    f.PersonneFactory(email="connue@example.org")
    requetes = []
    for email in ("connue@example.org", "inconnue@example.org"):
        with nb_requetes() as compte:
            inscrire(identite=identite(email=email), le=f.INSTANT)
        requetes.append([re.sub(r"'[^']*'|\d+", "?", sql) for sql in compte.requetes])
    assert requetes[0] == requetes[1]


# --- the link --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-05")
@pytest.mark.parametrize(
    ("apres", "bon"), [(timedelta(0), True), (HEURES_72, True), (HEURES_72 + timedelta(seconds=1), False)]
)
def test_the_link_lives_72_hours(demander, apres, bon):
    secret = demander()

    assert bool(inscription_du_lien(secret, le=f.INSTANT + apres)) is bon
    if not bon:
        with pytest.raises(LienPerime):
            confirmer_inscription(secret=secret, mot_de_passe=MOT_DE_PASSE, le=f.INSTANT + apres)


@pytest.mark.rule("ACC-05")
def test_72_hours_are_72_when_the_clocks_change(demander):
    veille = datetime(2026, 10, 24, 12, tzinfo=PARIS)
    secret = demander(le=veille)

    assert inscription_du_lien(secret, le=datetime(2026, 10, 27, 11, tzinfo=PARIS))
    assert not inscription_du_lien(secret, le=datetime(2026, 10, 27, 11, 0, 1, tzinfo=PARIS))


@pytest.mark.rule("ACC-05")
def test_a_newer_request_for_the_same_e_mail_voids_the_former(demander):
    ancien = demander()
    recent = demander(le=f.INSTANT + timedelta(minutes=1), email="anne+forprev@example.ORG", prenom="Zoé")
    le = f.INSTANT + timedelta(minutes=2)

    assert inscription_du_lien(ancien, le=le) is None
    trouvee = inscription_du_lien(recent, le=le)
    assert trouvee is not None
    assert trouvee.prenom == "Zoé"
    assert Inscription.objects.count() == 1


@pytest.mark.rule("ACC-05")
def test_the_link_works_once(demander):
    secret = demander()
    ouvrir_compte_demandeur(secret=secret, mot_de_passe=MOT_DE_PASSE, le=f.INSTANT)

    with pytest.raises(LienPerime):
        ouvrir_compte_demandeur(secret=secret, mot_de_passe=MOT_DE_PASSE, le=f.INSTANT)
    assert Personne.objects.count() == Entite.objects.count() == 1


@pytest.mark.parametrize(
    "secret", ["", "a-envoyer:", "é", "😀", "x" * 400, "\ud800".encode("utf-8", "replace").decode()]
)
def test_an_invented_link_leads_nowhere(secret):
    inscrire(identite=identite(), le=f.INSTANT)

    assert inscription_du_lien(secret, le=f.INSTANT) is None


def test_what_stands_for_a_link_not_drawn_yet_opens_nothing():
    inscrire(identite=identite(), le=f.INSTANT)
    attente = Inscription.objects.get().empreinte

    assert inscription_du_lien(attente, le=f.INSTANT) is None


# --- what it opens ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-05", "ACC-01")
def test_confirming_opens_an_account_with_its_draft_entity(demander):
    personne = ouvrir_compte_demandeur(secret=demander(), mot_de_passe=MOT_DE_PASSE, le=f.INSTANT)

    personne.refresh_from_db()
    assert (personne.nom, personne.prenom, personne.email) == (
        "N’Guyen-Le Goff",
        "Anne-Laure",
        "Anne+Forprev@Example.org",
    )
    assert personne.check_password(MOT_DE_PASSE)
    assert personne.premiere_connexion_le is None
    [acteur] = profils_de(personne, f.JOUR)
    assert (acteur.profil, acteur.entite_nom) == (Profil.DEMANDEUR, "Nouvelle entité")
    assert Entite.objects.get().validee_le is None
    assert not Inscription.objects.exists()
    assert list(EntreeJournal.objects.values_list("verbe", flat=True)) == ["comptes.confirmer_inscription"]


@pytest.mark.rule("ACC-25", "ACC-03")
def test_an_e_mail_taken_meanwhile_is_refused_and_nothing_is_opened(demander):
    secret = demander()
    f.PersonneFactory(email="ANNE+forprev@example.org")

    with pytest.raises(Refus) as refus:
        ouvrir_compte_demandeur(secret=secret, mot_de_passe=MOT_DE_PASSE, le=f.INSTANT)

    assert refus.value.raisons[0].champ == "email"
    assert Personne.objects.count() == 1
    assert not Membre.objects.exists()


@pytest.mark.rule("ACC-28")
def test_a_known_triplet_gets_the_account_and_goes_to_the_assistance(demander):
    connue = f.PersonneFactory(nom="NGUYEN LE-GOFF", prenom="anne laure", date_naissance=date(1980, 2, 29))
    f.PersonneFactory(nom="Nguyen Le Goff", prenom="Anne-Laure", date_naissance=date(1980, 2, 28))

    nouvelle = ouvrir_compte_demandeur(secret=demander(), mot_de_passe=MOT_DE_PASSE, le=f.INSTANT)

    doublon = Doublon.objects.get()
    assert (doublon.connue, doublon.nouvelle) == (connue, nouvelle)


# --- what cannot be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("autres", "champ"),
    [
        ({"date_naissance": date(2026, 11, 21)}, "date_naissance"),
        ({"date_naissance": date(1926, 11, 19)}, "date_naissance"),
        ({"nom": "😀"}, "nom"),
        ({"prenom": "—"}, "prenom"),
        ({"nom": "ﷺ" * 100}, "nom"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(autres, champ):
    with pytest.raises(Refus) as refus:
        inscrire(identite=identite(**autres), le=f.INSTANT)

    assert [raison.champ for raison in refus.value.raisons] == [champ]
    assert not Inscription.objects.exists()


@pytest.mark.parametrize("nom", ["محمد", "王", "Ångström-O’Brien", "x" * 100, "Ǿ" * 100])
def test_names_of_any_script_are_names(demander, nom):
    demander(nom=nom)

    assert Inscription.objects.get().nom == nom


# --- the night -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-05")
def test_unconfirmed_accounts_vanish_with_their_link(demander):
    demander(email="vieille@example.org", le=f.INSTANT - HEURES_72 - timedelta(seconds=1))
    demander(email="recente@example.org", le=f.INSTANT - HEURES_72)

    for _ in range(2):
        effacer_attentes(le=f.INSTANT)

    assert Inscription.objects.get().email == "recente@example.org"


# --- another entity --------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-21")
def test_any_person_begins_an_entity_beside_their_other_profiles():
    acteur = f.gestionnaire()

    membre = creer_entite(par=acteur, le=f.INSTANT)

    assert [a.profil for a in profils_de(acteur.personne, f.JOUR)] == [Profil.GESTIONNAIRE, Profil.DEMANDEUR]
    assert membre.entite.validee_le is None
    assert EntreeJournal.objects.get().verbe == "entites.creer"


@pytest.mark.rule("ACC-21")
def test_a_draft_left_blank_is_used_again_and_one_begun_is_not():
    acteur = f.acteur_sans_profil()
    premier = creer_entite(par=acteur, le=f.INSTANT)

    assert creer_entite(par=acteur, le=f.INSTANT) == premier
    Entite.objects.filter(pk=premier.entite_id).update(raison_sociale="MAIRIE DE VANVES")
    assert creer_entite(par=acteur, le=f.INSTANT) != premier
