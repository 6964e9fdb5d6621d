"""The daily mail: one a person and day, which holds all that waited."""

# ruff: noqa: E501 - the texts of mails are on one line each

from datetime import date, timedelta

import pytest
from inline_snapshot import snapshot

from config.schedule import NUIT
from forprev.communication.actions import annoncer
from forprev.communication.actions.quotidiens import envoyer_quotidiens
from forprev.communication.models import Notification, Preference
from forprev.communication.notifications import Destinataire
from forprev.communication.rules import Envoi
from forprev.courriels.models import Courriel
from tests.communication.evenements import Echeance, Lettre, MessageCible, Tache
from tests.fabriques import INSTANT, JOUR, PersonneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def personne(settings):
    settings.SITE_URL = "https://forprev.example"
    anne = PersonneFactory(email="anne@example.org")
    Preference.objects.create(personne=anne, messages=True, quotidien=True)
    return anne


def dire(personne, *evenements, profil="gestionnaire-12") -> None:
    for rang, evenement in enumerate(evenements):
        annoncer(evenement, [Destinataire(personne.pk, profil)], le=INSTANT + timedelta(minutes=rang))


def nuit(jour: date = JOUR) -> list[Courriel]:
    envoyer_quotidiens(jour=jour, le=INSTANT)
    return list(Courriel.objects.filter(cle__startswith="quotidien").order_by("pk"))


@pytest.mark.rule("NOT-07", "NOT-06", "NOT-08", "ACC-22")
def test_one_mail_holds_what_waited(personne):
    dire(personne, Echeance(), Tache(126))
    assert not Courriel.objects.exists()

    [courriel] = nuit()

    assert (courriel.destinataire, courriel.sujet) == ("anne@example.org", "[FORPREV] 2\u00a0messages pour vous")
    assert courriel.texte == snapshot("""\
Voici ce qui vous a été signalé dans Forprev depuis le dernier e-mail quotidien.

* Session n°\xa0125\xa0: 7\xa0jours restants

La session de certification n°\xa0125 sera supprimée <bientôt> & sans retour.

Ouvrir la session\xa0:
https://forprev.example/certification/125/?onglet=stagiaires&profil=gestionnaire-12#liste

* Session n°\xa0126\xa0: 7\xa0jours restants

La session de certification n°\xa0126 sera supprimée <bientôt> & sans retour.

Ouvrir la session\xa0:
https://forprev.example/certification/126/?onglet=stagiaires&profil=gestionnaire-12#liste

L’équipe Forprev

--
Vous recevez un seul e-mail par jour, comme vous l’avez choisi, pour ce qui est coché dans vos préférences de notifications par e-mail\xa0: «\u202fAlertes\u202f» et «\u202fNotifications\u202f». Pour changer ce choix, ouvrez Mon profil\xa0:
https://forprev.example/mon-profil/notifications/
""")
    assert "profil=gestionnaire-12#liste" in courriel.html
    assert "&lt;bientôt&gt;" in courriel.html


@pytest.mark.rule("NOT-07", "NOT-02")
def test_run_twice_or_after_nights_missed_nothing_is_told_again(personne):
    dire(personne, Echeance())

    nuit()
    assert len(nuit()) == 1
    dire(personne, Tache())
    assert len(nuit()) == 1
    [_, suivant] = nuit(JOUR + timedelta(days=3))
    assert suivant.sujet == "[FORPREV] 1\u00a0message pour vous"
    assert set(Notification.objects.values_list("envoi", flat=True)) == {Envoi.REUNI}


@pytest.mark.rule("NOT-06", "NOT-07")
def test_what_concerns_the_account_does_not_wait(personne):
    dire(personne, Lettre())

    assert Courriel.objects.count() == 1
    assert nuit() == []


def test_each_has_their_own(personne):
    autre = PersonneFactory()
    Preference.objects.create(personne=autre, quotidien=True)
    immediate = PersonneFactory()
    for une in (personne, autre, immediate):
        dire(une, Echeance())

    assert {c.destinataire for c in nuit()} == {personne.email, autre.email}


def test_a_closed_account_is_written_nothing(personne):
    dire(personne, Echeance())
    personne.is_active = False
    personne.save()

    assert nuit() == []


def test_what_waited_still_leaves_when_the_choice_changes(personne):
    dire(personne, MessageCible())
    Preference.objects.update(quotidien=False)

    assert len(nuit()) == 1


def test_the_night_job_sends_them(personne, jour, executer_taches):
    dire(personne, Echeance())
    tache = next(tache for _, tache in NUIT if tache.name.endswith("envoyer_quotidiens"))

    tache.defer(jour=jour.isoformat())
    executer_taches()

    assert Courriel.objects.filter(cle=f"quotidien:{jour.isoformat()}:{personne.pk}").exists()
