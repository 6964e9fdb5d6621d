"""The outbox: queued once, sent once, tried again, failed at once when refused for good."""

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from forprev.courriels import actions
from forprev.courriels.backends import DemonstrationBackend
from forprev.courriels.models import Courriel
from forprev.courriels.states import TABLE, Action, EtatCourriel
from tests.fabriques import INSTANT

COURRIEL = {
    "a": "anne@example.org",
    "sujet": "[FORPREV] Essai",
    "texte": "Bonjour à tous",
    "html": "<p>Bonjour à tous</p>",
    "cle": "essai:1",
    "le": INSTANT,
}


class Serveur(locmem.EmailBackend):
    """A mail server that fails as told: `pannes` is consumed one by one, then mails pass."""

    pannes: list[Exception] = []

    def send_messages(self, messages):
        if self.pannes:
            raise self.pannes.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def serveur(settings):
    """Gives the list of failures to come."""
    # the test runner replaces the backend by an in-memory one: replace that
    settings.EMAIL_BACKEND = f"{__name__}.Serveur"
    Serveur.pannes = []
    yield Serveur.pannes
    Serveur.pannes = []


def refus(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"anne@example.org": (code, b"non")})


def essais_prevus() -> list[datetime]:
    lignes = ProcrastinateJob.objects.filter(task_name=actions.TACHE_ENVOI, status="todo")
    return list(lignes.values_list("scheduled_at", flat=True))


@pytest.mark.rule("NOT-02")
def test_une_cle_un_courriel(db, serveur, executer_taches):
    premier = actions.mettre_en_file(**COURRIEL)
    repete = actions.mettre_en_file(**{**COURRIEL, "texte": "Autre chose"})
    assert (repete.pk, repete.texte) == (premier.pk, "Bonjour à tous")
    assert executer_taches() == [actions.TACHE_ENVOI]
    assert [message.subject for message in mail.outbox] == ["[FORPREV] Essai"]
    premier.refresh_from_db()
    assert (premier.etat, premier.essais, premier.prochain_essai_le) == (EtatCourriel.ENVOYE, 1, None)
    assert premier.envoye_le is not None


@pytest.mark.rule("NOT-05")
@pytest.mark.django_db(transaction=True)
def test_une_transaction_defaite_reprend_le_courriel_et_sa_tache():
    with transaction.atomic():
        actions.mettre_en_file(**COURRIEL)
        transaction.set_rollback(True)
    assert not Courriel.objects.exists()
    assert essais_prevus() == []


def test_le_message_a_deux_formes_et_un_identifiant_stable(db, serveur):
    courriel = actions.mettre_en_file(**COURRIEL)
    actions.envoyer(courriel_id=courriel.pk, le=INSTANT)
    message = mail.outbox[0]
    recu = message_from_bytes(message.message().as_bytes())
    assert [partie.get_content_type() for partie in recu.get_payload()] == ["text/plain", "text/html"]
    assert recu["Auto-Submitted"] == "auto-generated"
    assert recu["To"] == "anne@example.org"
    Courriel.objects.update(etat=EtatCourriel.EN_ATTENTE, envoye_le=None)
    actions.envoyer(courriel_id=courriel.pk, le=INSTANT)
    assert mail.outbox[1].extra_headers["Message-ID"] == recu["Message-ID"]


def test_un_courriel_envoye_ne_repart_pas(db, serveur):
    courriel = actions.mettre_en_file(**COURRIEL)
    actions.envoyer(courriel_id=courriel.pk, le=INSTANT)
    encore = actions.envoyer(courriel_id=courriel.pk, le=INSTANT + timedelta(days=1))
    assert (encore.essais, encore.envoye_le) == (1, INSTANT)
    assert len(mail.outbox) == 1


@pytest.mark.rule("NOT-05")
@pytest.mark.parametrize(
    "panne",
    [
        OSError("Connection refused"),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("adieu"),
        smtplib.SMTPConnectError(554, b"pas maintenant"),
        smtplib.SMTPAuthenticationError(535, b"mauvais mot de passe du compte"),
        smtplib.SMTPDataError(451, b"plus tard"),
        refus(450),
        smtplib.SMTPRecipientsRefused({"a@b.fr": (450, b""), "c@d.fr": (550, b"")}),
        RuntimeError("une panne que personne n’a prévue"),
    ],
    ids=lambda panne: type(panne).__name__,
)
def test_une_panne_ne_perd_rien(db, serveur, executer_taches, panne):
    serveur.append(panne)
    courriel = actions.mettre_en_file(**COURRIEL)
    avant = datetime.now(UTC)
    assert executer_taches() == [actions.TACHE_ENVOI]
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais) == (EtatCourriel.EN_ATTENTE, 1)
    assert type(panne).__name__ in courriel.derniere_erreur
    [prevu] = essais_prevus()
    assert timedelta(seconds=58) < prevu - avant < timedelta(seconds=75)
    assert executer_taches(prevu - timedelta(seconds=1)) == []
    assert executer_taches(prevu) == [actions.TACHE_ENVOI]
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ENVOYE
    assert len(mail.outbox) == 1


@pytest.mark.rule("NOT-05")
def test_apres_48_heures_d_essais_le_courriel_est_en_echec(db, serveur, executer_taches):
    serveur.extend(OSError("éteint") for _ in range(100))
    courriel = actions.mettre_en_file(**COURRIEL)
    executees = 0
    while executees < 100 and executer_taches(datetime.now(UTC) + timedelta(hours=2)):
        executees += 1
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais) == (EtatCourriel.ECHEC, 53)
    assert (courriel.derniere_erreur, courriel.envoye_le) == ("OSError : éteint", None)
    assert essais_prevus() == []


@pytest.mark.rule("NOT-05")
@pytest.mark.parametrize(
    "panne",
    [
        refus(550),
        smtplib.SMTPDataError(554, b"refus"),
        smtplib.SMTPSenderRefused(553, b"non", "x@example.org"),
        UnicodeError("adresse impossible"),
    ],
    ids=lambda panne: type(panne).__name__,
)
def test_un_refus_definitif_echoue_aussitot(db, serveur, executer_taches, panne):
    serveur.append(panne)
    courriel = actions.mettre_en_file(**COURRIEL)
    executer_taches()
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais) == (EtatCourriel.ECHEC, 1)
    assert type(panne).__name__ in courriel.derniere_erreur
    assert essais_prevus() == []


@pytest.mark.rule("NOT-06")
def test_les_courriels_de_compte_passent_devant(db, serveur, executer_taches):
    actions.mettre_en_file(**{**COURRIEL, "sujet": "à sa place"})
    actions.mettre_en_file(**{**COURRIEL, "sujet": "pressé", "cle": "essai:2"}, prioritaire=True)
    executer_taches()
    assert [message.subject for message in mail.outbox] == ["pressé", "à sa place"]


@pytest.mark.rule("NOT-02")
@pytest.mark.django_db(transaction=True)
def test_deux_mises_en_file_simultanees_font_un_courriel(serveur, executer_taches):
    en_parallele(2, lambda: actions.mettre_en_file(**COURRIEL))
    assert Courriel.objects.count() == 1
    assert executer_taches() == [actions.TACHE_ENVOI]


@pytest.mark.django_db(transaction=True)
def test_deux_envois_simultanes_font_un_message(serveur):
    courriel = actions.mettre_en_file(**COURRIEL)
    en_parallele(2, lambda: actions.envoyer(courriel_id=courriel.pk, le=INSTANT))
    assert len(mail.outbox) == 1
    courriel.refresh_from_db()
    assert courriel.essais == 1


def en_parallele(nombre: int, appel) -> None:
    """Run the call in several threads that start together; their errors come back."""
    depart, erreurs = Barrier(nombre), []

    def courir() -> None:
        try:
            depart.wait()
            appel()
        except BaseException as erreur:
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [Thread(target=courir) for _ in range(nombre)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert erreurs == []


def test_la_demonstration_n_envoie_rien_et_marque_tout(db, settings, executer_taches):
    settings.EMAIL_BACKEND = "forprev.courriels.backends.DemonstrationBackend"
    courriel = actions.mettre_en_file(**COURRIEL)
    executer_taches()
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ENVOYE
    assert mail.outbox == []
    assert DemonstrationBackend().send_messages([]) == 0


@pytest.mark.parametrize(
    "champs",
    [
        {"etat": EtatCourriel.ENVOYE, "envoye_le": None},
        {"etat": EtatCourriel.EN_ATTENTE, "envoye_le": INSTANT},
        {"etat": EtatCourriel.ECHEC, "derniere_erreur": ""},
    ],
)
def test_la_base_refuse_un_etat_sans_sa_preuve(db, champs):
    courriel = actions.mettre_en_file(**COURRIEL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Courriel.objects.filter(pk=courriel.pk).update(**champs)


def test_chaque_transition_part_de_l_attente():
    assert [(ligne.action, ligne.de, ligne.vers) for ligne in TABLE] == [
        (Action.ENVOYER, (EtatCourriel.EN_ATTENTE,), EtatCourriel.ENVOYE),
        (Action.ABANDONNER, (EtatCourriel.EN_ATTENTE,), EtatCourriel.ECHEC),
    ]
