"""Once and all, whatever two people, two workers or a death do [SES-15]."""

import io
import signal
import threading
import zipfile
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from forprev.certification.actions import circuit, generation, resultats
from forprev.certification.actions.commun import EtatRefuse
from forprev.certification.models import CertificatPrepare, Generation, LigneChiffres, SessionCertification
from forprev.certification.states import Action, Etat, Resultat
from forprev.certification.tasks import produire_certificats
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.communication.models import Notification
from forprev.comptes.models import Personne
from forprev.courriels.models import Courriel
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from tests.certification.coupures import CONTEXTE, POINTS, processus
from tests.certification.dossiers import dossier
from tests.fabriques import gestionnaire
from tests.fabriques.jour import INSTANT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("SES-15")]

REUSSIS = 3


@pytest.fixture
def lancee(monde2, settings, tmp_path):
    """A generation asked for: four stagiaires of niveau 2, three successes, nobody known."""
    settings.MEDIA_ROOT = tmp_path
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=REUSSIS)
    return generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)


def couper(lancee, dossier_fichiers, point):
    mortel = processus(connection.settings_dict["NAME"], Path(dossier_fichiers), lancee.pk, point=point)
    mortel.start()
    mortel.join(60)
    assert mortel.exitcode == -signal.SIGKILL


def verifier_une_fois(lancee, monde2, racine):
    """Exactly one of everything, and nothing of the one who failed."""
    session = SessionCertification.objects.get(pk=lancee.session_id)
    assert session.etat == Etat.CERTIFICATS_GENERES
    assert session.etapes.filter(action=Action.TERMINER_GENERATION).count() == 1
    prepares = list(CertificatPrepare.objects.select_related("stagiaire", "personne"))
    numeros = {prepare.numero for prepare in prepares}
    assert {prepare.stagiaire_id for prepare in prepares} == set(
        session.stagiaires.reussis().values_list("pk", flat=True)
    )
    assert set(Certificat.objects.filter(delivre_le=session.date_fin).values_list("numero", flat=True)) == numeros
    assert {p.personne.email for p in prepares} == set(session.stagiaires.reussis().values_list("email", flat=True))
    assert {p.personne.numero for p in prepares} == {p.numero_forprev for p in prepares}
    assert CertificatFormateur.objects.filter(certificat__numero__in=numeros).count() == REUSSIS
    assert Personne.objects.filter(email__startswith="dossier").count() == REUSSIS
    ligne = LigneChiffres.objects.get()
    assert (ligne.presents, ligne.reussis) == (4, REUSSIS)
    codes = list(Notification.objects.exclude(code__startswith="session_").values_list("code", flat=True))
    assert sorted(codes) == ["certificat_recu"] * REUSSIS + ["certificats_generes"] + ["compte_cree"] * REUSSIS
    assert Courriel.objects.count() == len(codes)
    _verifier_fichiers(lancee, racine, prepares)


def _verifier_fichiers(lancee, racine, prepares):
    suite = Generation.objects.get(pk=lancee.pk)
    assert suite.faits == suite.total == REUSSIS
    attendus = {f"sessions/{suite.cle}.pdf", f"sessions/{suite.cle}.zip"}
    attendus |= {f"formateurs/{prepare.numero}.pdf" for prepare in prepares}
    assert {str(f.relative_to(racine)) for f in racine.rglob("*") if f.is_file()} == attendus
    pdf, zippe = (files.lire(generation.chemin(suite, nature)) for nature in ("pdf", "zip"))
    assert (files.empreinte(pdf), files.empreinte(zippe)) == (suite.pdf_sha256, suite.zip_sha256)
    noms = zipfile.ZipFile(io.BytesIO(zippe)).namelist()
    assert len(noms) == REUSSIS
    assert all(any(prepare.numero in nom for nom in noms) for prepare in prepares)
    for certificat in CertificatFormateur.objects.filter(certificat__numero__in=[p.numero for p in prepares]):
        assert files.empreinte(files.lire(certificat.fichier)) == certificat.sha256


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_and_run_again_it_is_done_once(lancee, monde2, tmp_path, point, executer_taches):
    couper(lancee, tmp_path, point)
    fini = point == "just after the commit"
    etat = SessionCertification.objects.get(pk=lancee.session_id).etat
    assert etat == (Etat.CERTIFICATS_GENERES if fini else Etat.GENERATION_EN_COURS)
    assert LigneChiffres.objects.count() == int(fini)
    assert CertificatFormateur.objects.exclude(personne=monde2.formateur.personne).count() == (REUSSIS if fini else 0)

    assert "certification.produire_certificats" in executer_taches(), "the job that the death left is run again"

    verifier_une_fois(lancee, monde2, tmp_path)
    assert len(mail.outbox) == 2 * REUSSIS + 1
    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)
    verifier_une_fois(lancee, monde2, tmp_path)


def test_killed_at_every_point_in_turn_it_is_still_done_once(lancee, monde2, tmp_path):
    for point in POINTS:
        couper(lancee, tmp_path, point)
    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)
    verifier_une_fois(lancee, monde2, tmp_path)


def test_two_workers_on_one_job_do_it_once(lancee, monde2, tmp_path):
    """Both have drawn every file before either may finish."""
    rendezvous = CONTEXTE.Barrier(2)
    base = connection.settings_dict["NAME"]
    deux = [processus(base, tmp_path, lancee.pk, rendezvous=rendezvous) for _ in range(2)]
    for un in deux:
        un.start()
    for un in deux:
        un.join(60)
    assert [un.exitcode for un in deux] == [0, 0]
    verifier_une_fois(lancee, monde2, tmp_path)


def test_a_job_queued_twice_does_it_once(lancee, monde2, tmp_path):
    for _ in range(2):
        produire_certificats(generation_id=lancee.pk)
    verifier_une_fois(lancee, monde2, tmp_path)


def test_a_generation_whose_job_was_given_up_is_queued_again(lancee, monde2, tmp_path, executer_taches):
    with connection.cursor() as curseur:
        curseur.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert generation.relancer(le=INSTANT + generation.RELANCE) == 0, "not before a whole day"
    assert generation.relancer(le=INSTANT + generation.RELANCE * 2) == 1
    executer_taches()
    verifier_une_fois(lancee, monde2, tmp_path)
    assert generation.relancer(le=INSTANT + generation.RELANCE * 3) == 0


def ensemble(*faire):
    """Run them at once, each in its thread and its connection; what each returned, or the refusal it met."""
    depart, resultats_ = threading.Barrier(len(faire)), [None] * len(faire)

    def courir(rang, appel):
        try:
            depart.wait(30)
            resultats_[rang] = appel()
        except Exception as erreur:  # handed back to the test
            resultats_[rang] = erreur
        finally:
            connections.close_all()

    fils = [threading.Thread(target=courir, args=(rang, appel)) for rang, appel in enumerate(faire)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(60)
    return resultats_


def partager(reponses):
    refus = [r for r in reponses if isinstance(r, Exception)]
    return [r for r in reponses if not isinstance(r, Exception)], refus


def test_two_clicks_of_one_person_ask_once(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)

    def clic():
        return generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)

    (gagnant,), (perdant,) = partager(ensemble(clic, clic))
    assert isinstance(perdant, EtatRefuse)
    assert perdant.deja_fait
    assert Generation.objects.get() == gagnant
    assert ProcrastinateJob.objects.filter(task_name=generation.TACHE_PRODUCTION).count() == 1
    assert EntreeJournal.objects.filter(verbe="session lancer_generation").count() == 1


def test_two_people_ask_once_and_the_second_is_told(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    collegue = gestionnaire(monde.habilitation.entite)
    gagnants, (perdant,) = partager(
        ensemble(
            lambda: generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk),
            lambda: generation.lancer(par=collegue, le=INSTANT, numero=session.pk),
        )
    )
    assert len(gagnants) == Generation.objects.count() == 1
    assert isinstance(perdant, EtatRefuse)
    assert not perdant.deja_fait
    assert "Génération en cours" in str(perdant)


def test_generating_and_modifying_at_once_does_one_of_them(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    collegue = gestionnaire(monde.habilitation.entite)
    gagnants, perdants = partager(
        ensemble(
            lambda: generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk),
            lambda: circuit.modifier(par=collegue, le=INSTANT, numero=session.pk),
        )
    )
    assert (len(gagnants), len(perdants)) == (1, 1)
    assert isinstance(perdants[0], EtatRefuse)
    session.refresh_from_db()
    genere = session.etat == Etat.GENERATION_EN_COURS
    assert Generation.objects.exists() is genere
    assert session.stagiaires.exclude(resultat="").exists() is genere


@pytest.mark.rule("SES-24", "SES-29")
def test_taking_back_and_sending_results_at_once_does_one_of_them(monde):
    session = dossier(monde, Etat.EN_VALIDATION_FORMATEUR)
    notes = dict.fromkeys(session.stagiaires.values_list("pk", flat=True), Resultat.REUSSITE)
    gagnants, perdants = partager(
        ensemble(
            lambda: circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Un oubli."),
            lambda: resultats.envoyer_resultats(
                par=monde.formateur, le=INSTANT, numero=session.pk, version=1, resultats=notes
            ),
        )
    )
    assert (len(gagnants), len(perdants)) == (1, 1)
    session.refresh_from_db()
    envoye = session.etat == Etat.EN_VALIDATION_ENTITE
    assert (session.resultats_version is not None) is envoye
    assert session.stagiaires.exclude(resultat="").count() == (4 if envoye else 0)
    assert session.etapes.count() == 1
