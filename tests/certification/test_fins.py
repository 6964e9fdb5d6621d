"""How sessions end: on their day, announced before, with nothing left but an anonymous line."""

from datetime import date, timedelta

import pytest

from forprev.certification.actions import fins, saisie
from forprev.certification.actions.generation import chemin
from forprev.certification.models import Avertissement, Etape, Generation, SessionCertification, Stagiaire
from forprev.certification.states import Etat
from forprev.certification.tasks import avertir_suppressions, supprimer_sessions
from forprev.communication.models import Notification, Preference
from forprev.courriels.models import Courriel
from forprev.referentiel.models import ValeurReference
from forprev.socle import files
from forprev.socle.clock import instant_du
from forprev.socle.models import EntreeJournal
from tests.certification.dossiers import dossier
from tests.fabriques import MembreFactory, SessionFactory, delegataire, gestionnaire, il_y_a
from tests.fabriques.jour import INSTANT, JOUR

UN_JOUR = timedelta(days=1)


def purger(jour, **champs):
    return fins.purger(jour=jour, le=instant_du(jour), **champs)


def avertir(jour):
    return fins.avertir(jour=jour, le=instant_du(jour))


@pytest.mark.rule("SES-16")
@pytest.mark.parametrize("etat", [Etat.CERTIFICATS_GENERES, Etat.CLOTUREE])
def test_a_session_over_lasts_through_the_fifteenth_day(monde, etat):
    session = dossier(monde, etat)  # over since the day before
    assert session.supprimee_apres == JOUR + 14 * UN_JOUR
    assert purger(JOUR + 14 * UN_JOUR) == 0
    assert SessionCertification.objects.visibles_par(monde.gestionnaire, JOUR + 14 * UN_JOUR).exists()
    assert not SessionCertification.objects.visibles_par(monde.gestionnaire, JOUR + 15 * UN_JOUR).exists()
    assert purger(JOUR + 15 * UN_JOUR) == 1
    assert not SessionCertification.objects.exists()


@pytest.mark.rule("SES-17")
def test_a_session_whose_end_date_is_taken_away_does_not_vanish(monde):
    session = monde.ouvrir(le=instant_du(JOUR - 70 * UN_JOUR), date_fin=JOUR)
    dernier = session.supprimee_apres
    sans_date = monde.saisie(date_fin=None)
    plus_tard = instant_du(JOUR + 60 * UN_JOUR)
    saisie.enregistrer(par=monde.gestionnaire, le=plus_tard, numero=session.pk, version=1, saisie=sans_date)
    visibles = SessionCertification.objects.visibles_par(monde.gestionnaire, JOUR + 60 * UN_JOUR)
    assert visibles.get().supprimee_apres == dernier


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize(
    ("date_fin", "enregistree", "dernier"),
    [
        (date(2026, 11, 15), date(2026, 10, 1), date(2027, 2, 15)),
        (date(2026, 9, 1), date(2026, 11, 10), date(2027, 2, 10)),
        (None, date(2026, 11, 10), date(2027, 2, 10)),
    ],
)
@pytest.mark.parametrize("etat", [Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR])
def test_a_session_without_certificates_lasts_three_months(monde, etat, date_fin, enregistree, dernier):
    dossier(monde, etat, date_fin=date_fin, enregistree_le=instant_du(enregistree))
    assert purger(dernier) == 0
    assert purger(dernier + UN_JOUR) == 1


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize("etat", [Etat.EN_VALIDATION_FORMATEUR, Etat.EN_VALIDATION_ENTITE])
def test_whoever_holds_it_three_months_are_three_months(monde, etat):
    dossier(monde, etat, date_fin=date(2026, 11, 15))
    assert purger(date(2027, 2, 15)) == 0
    assert purger(date(2027, 2, 16)) == 1


@pytest.mark.rule("SES-15", "SES-17")
def test_a_generation_under_way_is_never_cut(monde):
    dossier(monde, Etat.GENERATION_EN_COURS)
    assert purger(JOUR + 400 * UN_JOUR) == 0


@pytest.mark.rule("SES-16", "SES-17")
def test_everything_of_a_session_goes_with_it_and_running_twice_changes_nothing(monde):
    session = dossier(monde, Etat.CERTIFICATS_GENERES)
    Etape.objects.create(session=session, action="soumettre", vers=session.etat, le=INSTANT, commentaire="Un secret")
    chemins = [chemin(session.generation, nature) for nature in ("pdf", "zip")]
    for ici in chemins:
        files.deposer(ici, b"%PDF")
    autre = dossier(monde, Etat.EN_SAISIE)

    assert purger(JOUR + 15 * UN_JOUR) == 1
    assert purger(JOUR + 15 * UN_JOUR) == 0

    assert list(SessionCertification.objects.all()) == [autre]
    assert set(Stagiaire.objects.values_list("session", flat=True)) == {autre.pk}
    assert not Generation.objects.exists()
    assert not Etape.objects.exists()
    for ici in chemins:
        with pytest.raises(FileNotFoundError):
            files.lire(ici)
    ligne = EntreeJournal.objects.get()
    assert (ligne.verbe, ligne.profil, ligne.objet_id) == ("session supprimée à l’échéance", "système", str(session.pk))


@pytest.mark.rule("SES-16")
def test_a_purge_cut_after_the_files_is_finished_by_the_next(monde, monkeypatch):
    session = dossier(monde, Etat.CERTIFICATS_GENERES)
    files.deposer(chemin(session.generation, "pdf"), b"%PDF")

    class CoupureError(Exception):
        pass

    def couper(*args, **kwargs):
        raise CoupureError

    with monkeypatch.context() as coupe:
        coupe.setattr(fins, "_effacer_lot", couper)
        with pytest.raises(CoupureError):
            purger(JOUR + 15 * UN_JOUR)
    assert purger(JOUR + 15 * UN_JOUR) == 1


@pytest.mark.rule("SES-16", "SES-17")
def test_a_purge_goes_through_all_its_lots(monde):
    for _ in range(7):
        SessionFactory(habilitation=monde.habilitation, modele=monde.modele, cloturee=True)
    assert purger(JOUR + 15 * UN_JOUR, lot=3) == 7
    assert EntreeJournal.objects.count() == 7


@pytest.mark.rule("SES-16")
def test_the_nightly_job_takes_the_day_it_was_scheduled_for(monde):
    dossier(monde, Etat.CLOTUREE)
    supprimer_sessions(jour=(JOUR + 14 * UN_JOUR).isoformat())
    assert SessionCertification.objects.exists()
    supprimer_sessions(jour=(JOUR + 15 * UN_JOUR).isoformat())
    assert not SessionCertification.objects.exists()


def a_supprimer(monde, reste, *, etat=Etat.EN_SAISIE, **champs):
    """A session that on JOUR has `reste` days left, saved long enough ago for every warning."""
    dernier = JOUR + reste * UN_JOUR
    defauts = {"enregistree_le": il_y_a(120), "supprimee_apres": dernier}
    return dossier(monde, etat, **defauts | champs)


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize(
    ("reste", "averti"), [(91, False), (61, False), (60, True), (59, True), (30, True), (7, True), (0, True)]
)
def test_warnings_60_30_and_7_days_before(monde, reste, averti):
    session = a_supprimer(monde, reste)
    assert avertir(JOUR) == int(averti)
    lignes = Notification.objects.filter(personne=monde.gestionnaire.personne)
    assert lignes.count() == int(averti)
    if averti:
        texte = lignes.get().texte.replace("\u00a0", " ").replace("\u202f", " ")
        assert f"Session n° {session.pk} : conservée jusqu’au" in texte
        assert Courriel.objects.count() == 1


@pytest.mark.rule("SES-17", "NOT-02")
def test_each_warning_is_given_once_however_often_and_late_the_job_runs(monde):
    a_supprimer(monde, 90)
    avertis = []
    for n in range(92):
        jour = JOUR + n * UN_JOUR
        if 40 <= n <= 62:  # an outage over two thresholds
            continue
        if avertir(jour) + avertir(jour):
            avertis.append(90 - n)
    assert avertis == [60, 27, 7]
    assert Notification.objects.count() == Courriel.objects.count() == Avertissement.objects.count() == 3


@pytest.mark.rule("SES-17", "NOT-11")
def test_of_several_thresholds_passed_only_the_latest_is_said(monde):
    a_supprimer(monde, 5)
    assert avertir(JOUR) == 1
    assert Avertissement.objects.get().seuil == 7
    assert avertir(JOUR + UN_JOUR) == 0


@pytest.mark.rule("SES-17")
def test_warnings_past_when_it_was_first_saved_are_skipped(monde):
    session = a_supprimer(monde, 20, enregistree_le=il_y_a(2))
    assert avertir(JOUR) == 0
    assert avertir(session.supprimee_apres - 7 * UN_JOUR) == 1


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize(
    ("etat", "averti"),
    [(e, e not in (Etat.GENERATION_EN_COURS, Etat.CERTIFICATS_GENERES, Etat.CLOTUREE)) for e in Etat],
)
def test_only_sessions_without_certificates_are_announced(monde, etat, averti):
    a_supprimer(monde, 7, etat=etat)
    assert avertir(JOUR) == int(averti)


@pytest.mark.rule("SES-17")
def test_the_declarer_and_every_gestionnaire_are_told_in_one_mail_each(monde):
    second, delegue = gestionnaire(monde.habilitation.entite), delegataire(monde.habilitation)
    autre_delegue = delegataire(monde.habilitation)
    siennes = [a_supprimer(monde, reste, declaree_par=delegue.personne) for reste in (60, 30)]
    tierce = a_supprimer(monde, 7)
    passee = a_supprimer(monde, 7, declaree_par=autre_delegue.personne, transferee_le=INSTANT)

    assert avertir(JOUR) == 4

    recus = {n.personne: n for n in Notification.objects.select_related("personne")}
    assert set(recus) == {monde.gestionnaire.personne, second.personne, delegue.personne}
    for responsable in (monde.gestionnaire, second):
        texte = recus[responsable.personne].texte
        assert all(f"n° {s.pk}" in texte for s in (*siennes, tierce, passee))
        assert recus[responsable.personne].titre.startswith("4 sessions")
    assert recus[delegue.personne].titre.startswith("2 sessions")
    assert f"n° {tierce.pk}" not in recus[delegue.personne].texte
    assert Courriel.objects.count() == 3


@pytest.mark.rule("SES-17")
def test_a_person_of_two_entities_is_told_of_both_in_one_mail(monde, monde2):
    """One mail a day per person: the sessions of the second entity are not lost."""
    MembreFactory(entite=monde2.habilitation.entite, personne=monde.gestionnaire.personne)
    ici, ailleurs = a_supprimer(monde, 7), a_supprimer(monde2, 30)
    avertir(JOUR)
    ligne = Notification.objects.get(personne=monde.gestionnaire.personne)
    assert all(f"n° {s.pk}" in ligne.texte for s in (ici, ailleurs))
    assert ligne.profil == ""
    assert Notification.objects.get(personne=monde2.gestionnaire.personne).profil.startswith("gestionnaire-")


@pytest.mark.rule("SES-17")
def test_a_session_that_comes_due_after_the_mail_of_the_day_waits_for_the_next(monde):
    a_supprimer(monde, 7)
    assert avertir(JOUR) == 1
    tardive = a_supprimer(monde, 30)  # dated again in the day
    assert avertir(JOUR) == 0
    assert avertir(JOUR + UN_JOUR) == 1
    textes = Notification.objects.order_by("cree_le").values_list("texte", flat=True)
    assert [f"n° {tardive.pk}" in texte for texte in textes] == [False, True]


@pytest.mark.rule("SES-17")
def test_a_new_end_date_is_announced_anew(monde):
    session = a_supprimer(monde, 7)
    assert avertir(JOUR) == 1
    SessionCertification.objects.filter(pk=session.pk).update(supprimee_apres=JOUR + 40 * UN_JOUR)
    assert avertir(JOUR + 33 * UN_JOUR) == 1


@pytest.mark.rule("SES-17")
def test_thresholds_are_reference_data_of_the_day(monde):
    ValeurReference.objects.create(code="session_avertissement_1", valeur=50, du=JOUR)
    a_supprimer(monde, 55)
    assert avertir(JOUR) == 0
    assert avertir(JOUR + 5 * UN_JOUR) == 1


@pytest.mark.rule("SES-17", "NOT-01")
def test_whoever_wants_no_alert_by_mail_still_has_the_line(monde):
    Preference.objects.create(personne=monde.gestionnaire.personne, alertes=False)
    a_supprimer(monde, 7)
    avertir(JOUR)
    assert Notification.objects.count() == 1
    assert not Courriel.objects.exists()


@pytest.mark.rule("SES-17", "NOT-08")
def test_warnings_name_nobody(monde):
    session = a_supprimer(monde, 7)
    avertir_suppressions(jour=JOUR.isoformat())
    (ligne,), (courriel,) = Notification.objects.all(), Courriel.objects.all()
    for stagiaire in session.stagiaires.all():
        assert stagiaire.nom not in ligne.texte + ligne.titre + courriel.texte + courriel.html
