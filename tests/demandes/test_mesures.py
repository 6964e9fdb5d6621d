"""What is done to a right outside any request: suspended, restored, withdrawn, prolonged; its letter, who is told."""

from datetime import date, timedelta

import pytest

from forprev.communication.models import Notification
from forprev.demandes.actions import mesures
from forprev.demandes.models import Courrier
from forprev.entites.models import Entite
from forprev.habilitations.deadlines import PERMANENTE, ouverture_renouvellement
from forprev.habilitations.models import Habilitation, Periode
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.outils import codes, ensemble, instantane, prevenus
from tests.fabriques.jour import INSTANT, JOUR

UN_JOUR = timedelta(days=1)
FIN = date(2029, 3, 1)
MOTIF = "Contrôle sur place non conforme."


@pytest.fixture
def habilitation(monde, par):
    """A right of the entity, in force."""
    return f.HabilitationFactory(entite=Entite.objects.get(pk=par.entite_id), dispositif_niveau=monde.sst1)


def relue(habilitation) -> Habilitation:
    return Habilitation.objects.avec_faits().get(pk=habilitation.pk)


def suspendre(monde, habilitation, du=JOUR, au=None, par=None, motif=MOTIF):
    return mesures.suspendre(par=par or monde.inrs, le=INSTANT, habilitation=habilitation, du=du, au=au, motif=motif)


def verbes(habilitation):
    entrees = EntreeJournal.objects.filter(objet_type="habilitations.Habilitation", objet_id=str(habilitation.pk))
    return list(entrees.order_by("pk").values_list("verbe", flat=True))


@pytest.mark.rule("HAB-05", "HAB-03")
def test_suspended_from_a_day_to_a_day_with_a_letter(monde, habilitation, executer_taches, mailoutbox):
    courrier = suspendre(monde, habilitation, JOUR + UN_JOUR, JOUR + 3 * UN_JOUR)

    droit = relue(habilitation)
    assert [droit.est_valide(JOUR + n * UN_JOUR) for n in range(6)] == [True, False, False, False, True, True]
    assert (courrier.nature, courrier.entite, courrier.habilitation) == (
        *("SUSPENSION", habilitation.entite),
        habilitation,
    )
    pdf = files.lire(courrier.fichier)
    assert pdf.startswith(b"%PDF")
    assert MOTIF in courrier.faits["paragraphes"]
    assert verbes(habilitation) == ["habilitations.suspendre"]
    executer_taches()
    [message] = mailoutbox
    assert message.attachments == [(f"Forprev {courrier.numero}.pdf", pdf, "application/pdf")]
    assert MOTIF not in message.body


@pytest.mark.rule("HAB-05", "NOT-08")
def test_delegataires_are_told_without_the_letter(monde, habilitation, par, executer_taches, mailoutbox):
    delegataire = f.delegataire(habilitation)
    f.delegataire(f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=2))
    suspendre(monde, habilitation)
    assert prevenus("mesure_habilitation") == {par.personne_id, delegataire.personne_id}
    assert set(Notification.objects.values_list("categorie", flat=True)) == {"C"}
    executer_taches()
    pieces = {message.to[0]: len(message.attachments) for message in mailoutbox}
    assert pieces == {par.personne.email: 1, delegataire.personne.email: 0}


@pytest.mark.rule("HAB-05")
def test_who_may_and_when(monde, habilitation, par):
    avant = instantane()
    for acteur in (par, monde.instructeur, monde.commission):
        with pytest.raises(Refus) as refus:
            suspendre(monde, habilitation, par=acteur)
        assert codes(refus) == ["profil"]
        with pytest.raises(Refus):
            mesures.retirer(par=acteur, le=INSTANT, habilitation=habilitation, date_retrait=JOUR, motif=MOTIF)
        with pytest.raises(Refus):
            mesures.prolonger(par=acteur, le=INSTANT, habilitation=habilitation, fin=FIN + UN_JOUR, motif=MOTIF)
    for champs, attendu in (({"motif": " "}, "motif_absent"), ({"au": JOUR - UN_JOUR}, "suspension_dates")):
        with pytest.raises(Refus) as refus:
            suspendre(monde, habilitation, **champs)
        assert codes(refus) == [attendu]
    assert instantane() == avant
    suspendre(monde, habilitation)
    with pytest.raises(Refus) as refus:
        suspendre(monde, habilitation, JOUR + 30 * UN_JOUR)
    assert codes(refus) == ["suspension_croisee"]


@pytest.mark.rule("HAB-05")
def test_lifted_it_is_valid_again_from_that_day(monde, habilitation, par):
    delegataire = f.delegataire(habilitation)
    suspendre(monde, habilitation)
    suspension = habilitation.suspensions.get()
    plus_tard = INSTANT + 5 * UN_JOUR
    courrier = mesures.lever(par=monde.inrs, le=plus_tard, suspension=suspension, motif="Mise en conformité.")

    droit = relue(habilitation)
    assert [droit.est_valide(JOUR + n * UN_JOUR) for n in (-1, 0, 4, 5, 6)] == [True, False, False, True, True]
    assert courrier.nature == "LEVEE"
    assert courrier.numero.endswith("-2")
    assert prevenus("droit_retabli") == {par.personne_id, delegataire.personne_id}
    assert Notification.objects.filter(code="droit_retabli", categorie="N").count() == 2
    avant = instantane()
    with pytest.raises(Refus) as refus:
        mesures.lever(par=monde.inrs, le=plus_tard, suspension=suspension)
    assert codes(refus) == ["deja_levee"]
    assert instantane() == avant


@pytest.mark.rule("HAB-05", "HAB-03")
def test_withdrawn_from_a_day_on(monde, habilitation, par):
    courrier = mesures.retirer(
        par=monde.inrs, le=INSTANT, habilitation=habilitation, date_retrait=JOUR + 9 * UN_JOUR, motif=MOTIF
    )
    droit = relue(habilitation)
    assert [droit.est_valide(JOUR + n * UN_JOUR) for n in (0, 8, 9, 10)] == [True, True, False, False]
    assert (courrier.nature, droit.retrait_motif) == ("RETRAIT", MOTIF)
    assert any("tribunal" in paragraphe for paragraphe in courrier.faits["paragraphes"])
    avant = instantane()
    for acte in (
        lambda: mesures.retirer(par=monde.inrs, le=INSTANT, habilitation=droit, date_retrait=JOUR, motif=MOTIF),
        lambda: mesures.prolonger(par=monde.inrs, le=INSTANT, habilitation=droit, fin=FIN + UN_JOUR, motif=MOTIF),
    ):
        with pytest.raises(Refus) as refus:
            acte()
        assert codes(refus) == ["deja_close"]
    assert instantane() == avant


@pytest.mark.rule("HAB-09")
def test_one_right_is_prolonged_and_its_renewal_follows(monde, habilitation, par):
    fin = FIN + 90 * UN_JOUR
    for mauvaise in (FIN, FIN - UN_JOUR):
        with pytest.raises(Refus) as refus:
            mesures.prolonger(par=monde.inrs, le=INSTANT, habilitation=habilitation, fin=mauvaise, motif=MOTIF)
        assert codes(refus) == ["fin_anterieure"]
    with pytest.raises(Refus) as refus:
        mesures.prolonger(par=monde.inrs, le=INSTANT, habilitation=habilitation, fin=fin, motif="")
    assert codes(refus) == ["motif_absent"]
    courrier = mesures.prolonger(par=monde.inrs, le=INSTANT, habilitation=habilitation, fin=fin, motif="Report.")
    droit = relue(habilitation)
    assert droit.fin == fin
    assert droit.est_valide(fin)
    assert ouverture_renouvellement(droit.fin) == date(2028, 5, 30)
    assert courrier.nature == "PROLONGATION"
    assert prevenus("droit_retabli") == {par.personne_id}
    [entree] = EntreeJournal.objects.filter(verbe="habilitations.prolonger")
    assert entree.details == {"de": FIN.isoformat(), "a": fin.isoformat()}


@pytest.mark.rule("HAB-09")
def test_all_of_a_niveau_are_prolonged_run_twice_nothing_moves(monde, habilitation):
    niveau, fin = monde.sst1, FIN + 90 * UN_JOUR
    autre = f.HabilitationFactory(dispositif_niveau=niveau)
    gardees = [
        f.HabilitationFactory(dispositif_niveau=niveau, periode__fin=JOUR - UN_JOUR),
        f.HabilitationFactory(dispositif_niveau=niveau, periode__fin=PERMANENTE),
        f.HabilitationFactory(dispositif_niveau=niveau, periode__fin=fin + UN_JOUR),
        f.HabilitationFactory(dispositif_niveau=niveau, retrait_le=JOUR),
        f.HabilitationFactory(dispositif_niveau=niveau, retrait_le=JOUR + 30 * UN_JOUR),
        f.HabilitationFactory(dispositif_niveau=niveau, renonciation_le=JOUR + 30 * UN_JOUR),
        f.HabilitationFactory(dispositif_niveau=f.DispositifNiveauFactory(niveau=2)),
    ]
    fins = {h.pk: relue(h).fin for h in gardees}

    def tout():
        return mesures.prolonger_tout(
            par=monde.inrs, le=INSTANT, niveau=niveau, jour=JOUR, fin=fin, motif="Report national."
        )

    assert {courrier.habilitation_id for courrier in tout()} == {habilitation.pk, autre.pk}
    assert {relue(h).fin for h in (habilitation, autre)} == {fin}
    assert {h.pk: relue(h).fin for h in gardees} == fins
    avant = instantane()
    assert tout() == []
    assert instantane() == avant


@pytest.mark.rule("HAB-09")
@pytest.mark.django_db(transaction=True)
def test_all_prolonged_twice_at_once_write_one_letter_each(transactional_db, settings, tmp_path, jour):
    settings.MEDIA_ROOT = tmp_path
    niveau = f.DispositifNiveauFactory()
    for _ in range(3):
        f.HabilitationFactory(dispositif_niveau=niveau)
    inrs = f.inrs()
    fin = FIN + 90 * UN_JOUR
    refus = ensemble(
        *[lambda: mesures.prolonger_tout(par=inrs, le=INSTANT, niveau=niveau, jour=JOUR, fin=fin, motif="Report.")] * 2
    )
    assert refus == []
    assert set(Periode.objects.values_list("fin", flat=True)) == {fin}
    assert Courrier.objects.count() == 3
