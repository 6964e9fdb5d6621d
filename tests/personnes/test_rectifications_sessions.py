"""A corrected identity and the sessions that have just certified the person [CER-11, CER-14]."""

import io
import zipfile

import pytest

from forprev.certification.actions import generation
from forprev.certification.models import CertificatPrepare, Generation
from forprev.certification.states import Etat
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.communication.models import Notification
from forprev.comptes.models import Personne
from forprev.comptes.rules import Triplet
from forprev.courriels.models import Courriel
from forprev.personnes.actions.rectifications import corriger
from forprev.socle import files
from tests import fabriques as f
from tests.certification.conftest import monde2
from tests.certification.dossiers import dossier
from tests.fabriques.jour import INSTANT

pytestmark = pytest.mark.django_db
__all__ = ["monde2"]


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def rectifier(personne, nom="Zyxcanari"):
    demande = f.RectificationFactory(personne=personne, nom=nom)
    voulue = Triplet(nom, personne.prenom, personne.date_naissance)
    return corriger(par=f.assistance(), rectification_id=demande.pk, version=1, voulue=voulue, le=INSTANT)


def generer(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    return session, Generation.objects.get(pk=lancee.pk)


@pytest.mark.rule("CER-11", "CER-14")
def test_the_download_of_the_entity_holds_the_new_certificate(monde2, executer_taches):
    _, faite = generer(monde2)
    prepare = faite.prepares.select_related("personne").first()
    Generation.objects.filter(pk=faite.pk).update(telechargee_le=INSTANT)
    rectifier(prepare.personne)
    assert "certification.refaire_les_fichiers" in executer_taches()

    nouveau = CertificatFormateur.objects.filter(personne=prepare.personne).latest("pk").certificat
    faite.refresh_from_db()
    noms = zipfile.ZipFile(io.BytesIO(files.lire(generation.chemin(faite, "zip")))).namelist()
    assert any(nouveau.numero in nom and "ZYXCANARI" in nom for nom in noms)
    assert not any(prepare.numero in nom for nom in noms)
    assert (len(noms), faite.telechargee_le) == (3, None)
    assert files.empreinte(files.lire(generation.chemin(faite, "pdf"))) == faite.pdf_sha256


@pytest.mark.rule("CER-11", "NOT-08")
def test_the_declarer_and_the_gestionnaires_are_told_without_a_name(monde2):
    session, faite = generer(monde2)
    Courriel.objects.all().delete()
    rectifier(faite.prepares.first().personne)

    nouveau = Certificat.objects.latest("pk")
    ligne = Notification.objects.get(code="certificat_remplace")
    assert (ligne.personne, ligne.lien) == (
        monde2.gestionnaire.personne,
        f"/certification/{session.pk}/telechargements/",
    )
    courriel = Courriel.objects.get(cle__startswith="certificat_remplace")
    assert courriel.sujet == f"[FORPREV] Session n°\u00a0{session.pk}\u00a0: certificat remplacé"
    assert courriel.texte.split("\n\n")[0] == (
        f"Le certificat {nouveau.numero} remplace un certificat d’une session de certification, avec les mêmes "
        "dates\u00a0: l’identité de son titulaire a été corrigée. L’ancien n’est plus valable."
    )
    assert "anari" not in courriel.texte


@pytest.mark.rule("CER-11")
def test_once_the_session_is_gone_only_the_trainer_is_told(monde2):
    session, faite = generer(monde2)
    personne = faite.prepares.first().personne
    session.delete()
    rectifier(personne)

    assert Certificat.objects.filter(motif_revocation="remplacé").count() == 1
    assert not Notification.objects.filter(code="certificat_remplace").exists()
    assert Notification.objects.filter(code="certificats_reemis", personne=personne).exists()


@pytest.mark.rule("CER-11", "SES-15")
def test_an_identity_corrected_while_the_files_are_drawn_is_the_one_issued(monde2, monkeypatch):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    personne = f.PersonneFactory(
        nom=stagiaire.nom, prenom=stagiaire.prenom, date_naissance=stagiaire.date_naissance, email=stagiaire.email
    )
    session.stagiaires.filter(pk=stagiaire.pk).update(personne=personne)
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    dessiner = generation._dessiner

    def corriger_pendant_ce_temps(faite):
        if not Personne.objects.filter(nom="Zyxcanari").exists():
            rectifier(Personne.objects.get(pk=personne.pk))
        dessiner(faite)

    monkeypatch.setattr(generation, "_dessiner", corriger_pendant_ce_temps)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)

    certificat = CertificatFormateur.objects.filter(personne=personne).get()
    assert certificat.faits["nom"] == "Zyxcanari"
    assert CertificatPrepare.objects.get(generation=lancee).numero == certificat.certificat.numero


@pytest.mark.rule("SES-16", "CER-14")
def test_files_made_again_for_a_session_purged_meanwhile_are_not_left(monde2, monkeypatch, tmp_path):
    session, faite = generer(monde2)
    dessiner = generation._dessiner

    def purger_pendant_ce_temps(generee):
        dessiner(generee)
        session.delete()

    monkeypatch.setattr(generation, "_dessiner", purger_pendant_ce_temps)
    assert not generation.redessiner(generation_id=faite.pk)
    assert not list((tmp_path / "sessions").iterdir())
    assert not generation.redessiner(generation_id=faite.pk)
