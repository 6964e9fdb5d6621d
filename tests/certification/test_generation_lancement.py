"""Asking for the certificates, closing without any, and what is written of it."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core import mail

from forprev.certification.actions import generation
from forprev.certification.actions.commun import EtatRefuse
from forprev.certification.models import CertificatPrepare, Generation, LigneChiffres, SessionCertification
from forprev.certification.states import Action, Etat, TypeLieu, TypeStage
from forprev.certificats.models import Certificat
from forprev.communication.models import Notification
from forprev.comptes.models import Personne
from forprev.comptes.states import Profil
from forprev.referentiel.models import Signataire
from forprev.socle import files
from forprev.socle.raisons import Refus
from tests.certification.dossiers import dossier
from tests.fabriques import (
    CaisseFactory,
    CommuneFactory,
    DepartementFactory,
    MembreFactory,
    PersonneFactory,
    PlateformeFactory,
    StagiaireFactory,
    delegataire,
    gestionnaire,
    il_y_a,
)
from tests.fabriques.jour import INSTANT, JOUR
from tests.fabriques.profils import acteur_de

UN_JOUR = timedelta(days=1)


def lancer(monde, session, par=None, le=INSTANT):
    return generation.lancer(par=par or monde.gestionnaire, le=le, numero=session.pk)


def refus_de(monde, session, **champs):
    with pytest.raises(Refus) as refus:
        lancer(monde, session, **champs)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_ENTITE
    assert not Generation.objects.exists()
    return [(raison.code, raison.champ) for raison in refus.value.raisons]


@pytest.mark.rule("SES-13", "SES-14")
def test_the_click_moves_the_session_counts_the_work_and_queues_it(monde, executer_taches):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = lancer(monde, session)
    assert (lancee.total, lancee.faits, lancee.demandee_par) == (3, 0, monde.gestionnaire.personne)
    session.refresh_from_db()
    assert (session.etat, session.generees_par, session.generees_le) == (
        Etat.GENERATION_EN_COURS,
        monde.gestionnaire.personne,
        None,
    )
    assert executer_taches()[0] == generation.TACHE_PRODUCTION
    session.refresh_from_db()
    assert session.etat == Etat.CERTIFICATS_GENERES
    assert session.generees_le is not None


@pytest.mark.rule("SES-14", "SES-34")
@pytest.mark.parametrize(("ecart", "permis"), [(-1, False), (0, True), (1, True)])
def test_certificates_wait_for_the_end_date(monde, ecart, permis):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR)
    le = il_y_a(-ecart)
    if permis:
        assert lancer(monde, session, le=le).total == 3
    else:
        assert refus_de(monde, session, le=le) == [("trop_tot", "")]


@pytest.mark.rule("SES-14")
def test_everything_is_checked_again_and_said_together(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    stagiaire = session.stagiaires.reussis().first()
    monde.habilitation.retrait_le = JOUR - 30 * UN_JOUR
    monde.habilitation.save()
    Certificat.objects.update(fin_validite=JOUR - 30 * UN_JOUR)
    monde.modele.effet_au = JOUR - 30 * UN_JOUR
    monde.modele.save()
    formateur = monde.formateur.personne
    type(stagiaire).objects.filter(pk=stagiaire.pk).update(
        nom=formateur.nom,
        prenom=formateur.prenom,
        date_naissance=formateur.date_naissance,
        nom_cle=formateur.nom_cle,
        prenom_cle=formateur.prenom_cle,
    )
    assert refus_de(monde, session) == [
        ("habilitation_close", "date_fin"),
        ("modele_hors_effet", "modele"),
        ("formateur_refuse", "formateur"),
        ("formateur_stagiaire", f"stagiaire-{stagiaire.pk}"),
    ]


@pytest.mark.rule("SES-24")
def test_results_given_to_another_content_generate_nothing(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, version=3, resultats_version=2)
    assert refus_de(monde, session) == [("resultats_perimes", "")]


@pytest.mark.rule("SES-23")
def test_nobody_succeeded_the_session_is_closed_without_certificates(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, reussis=0)
    assert refus_de(monde, session) == [("aucune_reussite", "")]
    generation.cloturer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    session.refresh_from_db()
    assert (session.etat, session.cloturee_le) == (Etat.CLOTUREE, INSTANT)
    assert session.supprimee_apres == JOUR + 15 * UN_JOUR
    ligne = LigneChiffres.objects.get()
    assert (ligne.presents, ligne.reussis) == (4, 0)
    with pytest.raises(EtatRefuse) as encore:
        generation.cloturer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert encore.value.deja_fait
    assert LigneChiffres.objects.count() == 1


@pytest.mark.rule("SES-23")
def test_a_success_is_not_closed_away(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, reussis=1)
    with pytest.raises(Refus, match="générez les certificats"):
        generation.cloturer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert not LigneChiffres.objects.exists()


@pytest.fixture
def double(monde):
    """The trainer, acting as gestionnaire of the entity."""
    MembreFactory(entite=monde.habilitation.entite, personne=monde.formateur.personne)
    return acteur_de(monde.formateur.personne, Profil.GESTIONNAIRE)


@pytest.mark.rule("SES-26")
def test_the_trainer_who_generates_is_advised_against_it_and_the_history_says_so(monde, double):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    (conseil,) = generation.raisons_generation(session, par=double, le=INSTANT, generer=True)
    assert (conseil.code, conseil.bloquante) == ("meme_personne", False)
    lancer(monde, session, par=double)
    session.refresh_from_db()
    assert session.meme_personne
    assert session.etapes.get().meme_personne


@pytest.mark.rule("SES-26")
def test_another_gestionnaire_may_be_required_for_certificates_and_not_for_closing(monde, double):
    monde.niveau.second_gestionnaire_requis = True
    monde.niveau.save()
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    assert refus_de(monde, session, par=double) == [("meme_personne", "")]
    sans_reussite = dossier(monde, Etat.EN_VALIDATION_ENTITE, reussis=0)
    assert generation.cloturer(par=double, le=INSTANT, numero=sans_reussite.pk).meme_personne
    assert lancer(monde, session).pk


@pytest.mark.rule("SES-26")
def test_alone_the_trainer_may_always_generate(monde, double):
    monde.niveau.second_gestionnaire_requis = True
    monde.niveau.save()
    monde.habilitation.entite.membres.filter(personne=monde.gestionnaire.personne).delete()
    assert lancer(monde, dossier(monde, Etat.EN_VALIDATION_ENTITE), par=double).pk


@pytest.mark.rule("STA-01")
def test_the_anonymous_line(monde):
    entite = monde.habilitation.entite
    session = dossier(
        monde,
        Etat.EN_VALIDATION_ENTITE,
        reussis=2,
        date_fin=date(2026, 10, 31),
        type_stage=TypeStage.MISE_A_JOUR,
        commune=CommuneFactory(code_insee="35238", nom="Rennes", departement=DepartementFactory(code="35")),
    )
    lancee = lancer(monde, session)
    assert not LigneChiffres.objects.exists(), "written with the certificates"
    generation.produire(generation_id=lancee.pk, le=INSTANT)
    ligne = LigneChiffres.objects.values().get()
    assert ligne | {"id": 0} == {
        "id": 0,
        "mois": date(2026, 10, 1),
        "dispositif_niveau_id": monde.niveau.pk,
        "modele_id": monde.modele.pk,
        "type_stage": "MAC",
        "departement_lieu_id": "35",
        "departement_entite_id": "92",
        "caisse_id": entite.caisse.pk,
        "entite_id": entite.pk,
        "presents": 4,
        "reussis": 2,
    }


@pytest.mark.rule("STA-01")
@pytest.mark.parametrize(("type_lieu", "attendu"), [(TypeLieu.PLATEFORME, "69"), (TypeLieu.ETRANGER, None)])
def test_the_departement_of_the_place(monde, type_lieu, attendu):
    rhone = CommuneFactory(code_insee="69123", nom="Lyon", departement=DepartementFactory(code="69"))
    monde.niveau.plateforme_requise_du = date(2020, 1, 1) if type_lieu == TypeLieu.PLATEFORME else None
    monde.niveau.save()
    lieux = {
        TypeLieu.PLATEFORME: {"plateforme": PlateformeFactory(habilitation=monde.habilitation, commune=rhone)},
        TypeLieu.ETRANGER: {"pays": "Belgique", "ville_etranger": "Namur"},
    }
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, type_lieu=type_lieu, commune=None, **lieux[type_lieu])
    generation.produire(generation_id=lancer(monde, session).pk, le=INSTANT)
    assert LigneChiffres.objects.get().departement_lieu_id == attendu


@pytest.mark.rule("STA-01")
def test_the_caisse_is_that_of_the_day_and_outlives_everything(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    generation.produire(generation_id=lancer(monde, session).pk, le=INSTANT)
    ici = monde.habilitation.entite.caisse.pk
    monde.habilitation.entite.commune = CommuneFactory(
        code_insee="13055", departement=DepartementFactory(code="13", caisse=CaisseFactory(code="SUDEST"))
    )
    monde.habilitation.entite.save()
    session.delete()
    assert LigneChiffres.objects.get().caisse_id == ici


@pytest.mark.rule("SES-16", "CER-02")
def test_one_pdf_for_the_session_and_a_zip_of_one_file_a_person(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = lancer(monde, session)
    generation.produire(generation_id=lancee.pk, le=INSTANT)
    lancee.refresh_from_db()
    zippe = zipfile.ZipFile(io.BytesIO(files.lire(generation.chemin(lancee, "zip"))))
    assert zippe.namelist() == sorted(zippe.namelist())
    assert len(zippe.namelist()) == lancee.faits == 3
    contenu = generation.noter_telechargement(session=session, nature="pdf", le=INSTANT)
    assert files.empreinte(contenu) == lancee.pdf_sha256
    generation.noter_telechargement(session=session, nature="zip", le=il_y_a(-3))
    lancee.refresh_from_db()
    assert lancee.telechargee_le == INSTANT, "the first download counts"


@pytest.mark.rule("SES-16", "NOT-08")
def test_the_declarer_is_told_until_when_and_the_gestionnaires_when_there_is_no_declarer_left(monde):
    delegue = delegataire(monde.habilitation)
    for declarant, attendu in ((delegue.personne, delegue.personne), (PersonneFactory(), monde.gestionnaire.personne)):
        session = dossier(monde, Etat.EN_VALIDATION_ENTITE, declaree_par=declarant)
        generation.produire(generation_id=lancer(monde, session).pk, le=INSTANT)
        ligne = Notification.objects.get(code="certificats_generes", cle__contains=f":{session.pk}-")
        assert ligne.personne == attendu
        assert "jusqu’au 5 décembre 2026 inclus" in ligne.texte.replace("\u00a0", " ")
        assert ligne.lien == f"/certification/{session.pk}/telechargements/"


@pytest.mark.rule("SES-15")
def test_the_progress_is_told_as_it_goes(monde, monkeypatch):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, reussis=4)
    for rang in range(8):
        StagiaireFactory(session=session, nom=f"Nom{rang}", resultat="REUSSITE")
    lancee = lancer(monde, session)
    vus, fabriquer = [], generation.certificat_pdf

    def regarder(faits):
        vus.append(Generation.objects.get(pk=lancee.pk).faits)
        return fabriquer(faits)

    monkeypatch.setattr(generation, "certificat_pdf", regarder)
    generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert vus == sorted(vus)
    assert {0, 5, 10} == set(vus)
    assert Generation.objects.get().faits == 12


@pytest.mark.rule("SES-15", "SES-37", "ACC-25")
def test_an_email_taken_meanwhile_gives_the_session_back_with_the_reason_and_nothing_issued(monde2, tmp_path):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE)
    lancee = lancer(monde2, session)
    victime = session.stagiaires.reussis().last()
    PersonneFactory(email=victime.email, nom="SECRÈTE")
    avant = set(Certificat.objects.all()), set(Personne.objects.all())

    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)

    session.refresh_from_db()
    assert (session.etat, session.generees_par) == (Etat.EN_VALIDATION_ENTITE, None)
    assert (set(Certificat.objects.all()), set(Personne.objects.all())) == avant
    assert not Generation.objects.exists()
    assert not CertificatPrepare.objects.exists()
    assert not LigneChiffres.objects.exists()
    assert [f for f in tmp_path.rglob("*") if f.is_file()] == []
    assert mail.outbox == []
    etape = session.etapes.last()
    assert (etape.action, etape.par) == (Action.INTERROMPRE_GENERATION, None)
    assert "Cet e-mail est déjà utilisé" in etape.commentaire
    assert "SECRÈTE" not in etape.commentaire
    assert refus_de(monde2, session) == [("email_autre", f"stagiaire-{victime.pk}")]


@pytest.mark.rule("SES-15")
def test_a_signatory_gone_meanwhile_gives_the_session_back(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = lancer(monde, session)
    Signataire.objects.all().delete()
    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_ENTITE
    assert "Aucun signataire" in session.etapes.get(action=Action.INTERROMPRE_GENERATION).commentaire
    assert refus_de(monde, session) == [("signataire_absent", "")]
    Signataire.objects.create(nom="A", prenom="B", fonction="C", du=date(2015, 1, 1))
    assert generation.produire(generation_id=lancer(monde, session).pk, le=INSTANT)


@pytest.mark.rule("SES-15")
def test_a_fault_of_the_machine_is_no_refusal(monde, monkeypatch):
    """A full disk is tried again by the queue; the session stays where it is."""
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = lancer(monde, session)

    def disque_plein(chemin, contenu):
        raise OSError("No space left on device")

    with monkeypatch.context() as panne:
        panne.setattr(files, "deposer", disque_plein)
        with pytest.raises(OSError, match="No space"):
            generation.produire(generation_id=lancee.pk, le=INSTANT)
    session.refresh_from_db()
    assert session.etat == Etat.GENERATION_EN_COURS
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)


@pytest.mark.rule("SES-13", "SES-18")
def test_another_entity_asks_for_nothing(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    with pytest.raises(SessionCertification.DoesNotExist):
        lancer(monde, session, par=gestionnaire())


@pytest.mark.rule("SES-16")
def test_a_job_whose_session_is_gone_does_nothing(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = lancer(monde, session)
    session.delete()
    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)
