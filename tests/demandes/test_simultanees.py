"""At the same moment: two clicks, two commissions, two entities with one SIRET."""

import uuid

import pytest

from forprev.courriels.models import Courriel
from forprev.demandes.actions import administratif, fiches, instruction, saisie, seances
from forprev.demandes.models import Courrier, Demande
from forprev.demandes.states import Decision, Etat
from forprev.habilitations.models import Habilitation
from tests import fabriques as f
from tests.demandes.conftest import creer_monde
from tests.demandes.outils import ensemble
from tests.fabriques.jour import INSTANT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def monde(transactional_db, jour, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return creer_monde()


@pytest.mark.rule("DEM-22")
def test_a_meeting_closed_by_four_at_once_gives_one_decision_and_one_letter(monde, par):
    seance = monde.seance()
    demandes = [monde.decidee(monde.prise(par), seance)]
    demandes.append(monde.decidee(monde.prise(f.gestionnaire(f.EntiteFactory(commune=monde.commune))), seance))
    qui = [monde.commission, f.commission(), monde.inrs, monde.commission]
    refus = ensemble(*[lambda par=par: seances.clore(par=par, le=INSTANT, seance=seance) for par in qui])

    assert refus == []
    assert set(Demande.objects.values_list("etat", flat=True)) == {Etat.ACCORDEE}
    assert Courrier.objects.count() == Habilitation.objects.count() == len(demandes)
    assert Courriel.objects.filter(sujet__contains="Décision").count() == len(demandes)


@pytest.mark.rule("DEM-22", "DEM-16")
def test_two_commissions_that_decide_at_once_leave_one_decision(monde, par):
    seance = monde.seance()
    demande = monde.inscrite(monde.prise(par), seance)
    decisions = [(monde.commission, Decision.FAVORABLE), (f.commission(), Decision.DEFAVORABLE)]
    refus = ensemble(
        *[
            lambda qui=qui, quoi=quoi: seances.decider(
                par=qui,
                le=INSTANT,
                demande=demande,
                version=demande.version,
                saisie=seances.SaisieDecision(quoi, "Motif."),
            )
            for qui, quoi in decisions
        ]
    )
    assert refus == [["version"]]
    assert demande.suivi.filter(action="decision").count() == 1


@pytest.mark.rule("DEM-22")
def test_a_decision_and_a_closing_at_once_never_wait_for_each_other(monde, par):
    seance = monde.seance()
    demandes = [
        monde.decidee(monde.prise(qui), seance) for qui in (par, f.gestionnaire(f.EntiteFactory(commune=monde.commune)))
    ]
    defavorable = seances.SaisieDecision(Decision.DEFAVORABLE, "Motif.")
    refus = ensemble(
        lambda: seances.clore(par=monde.commission, le=INSTANT, seance=seance),
        lambda: seances.decider_en_lot(
            par=monde.inrs, le=INSTANT, seance=seance, numeros=[d.pk for d in demandes], saisie=defavorable
        ),
        lambda: saisie.abandonner(par=par, le=INSTANT, demande=demandes[0], version=demandes[0].version),
    )
    fins = list(Demande.objects.order_by("pk").values_list("etat", flat=True))
    assert set(fins) <= {Etat.ACCORDEE, Etat.REFUSEE, Etat.ABANDONNEE} or refus
    assert Courrier.objects.count() == sum(etat in (Etat.ACCORDEE, Etat.REFUSEE) for etat in fins)
    assert Habilitation.objects.count() == fins.count(Etat.ACCORDEE)


@pytest.mark.rule("ENT-02")
def test_two_submissions_of_one_siret_at_once_leave_one(monde):
    demandeurs = [monde.demandeur, f.demandeur(), f.demandeur()]
    brouillons = [(par, monde.nouvelle_entite(par)) for par in demandeurs]
    refus = ensemble(
        *[
            lambda par=par, d=d: fiches.soumettre(par=par, le=INSTANT, demande=d, version=d.version)
            for par, d in brouillons
        ]
    )
    assert refus == [["siret_pris"]] * 2
    assert Demande.objects.filter(etat=Etat.EN_VALIDATION).count() == 1
    assert Demande.objects.filter(etat=Etat.BROUILLON).count() == 2


@pytest.mark.rule("DEM-06")
def test_two_clicks_at_once_open_one_request(monde, par):
    cle = uuid.uuid4()
    refus = ensemble(*[lambda: saisie.ouvrir(par=par, le=INSTANT, dispositif_niveau=monde.sst1, cle_de_saisie=cle)] * 3)
    assert refus == []
    assert Demande.objects.count() == 1


@pytest.mark.rule("DEM-06")
def test_two_gestionnaires_at_once_open_one_request_for_a_niveau(monde, par):
    refus = ensemble(
        *[
            lambda: saisie.ouvrir(par=par, le=INSTANT, dispositif_niveau=monde.sst1, cle_de_saisie=uuid.uuid4()),
        ]
        * 2
    )
    assert refus == [["en_cours"]]
    assert Demande.objects.count() == 1


@pytest.mark.rule("ENT-08")
def test_two_updates_opened_at_once_are_one(monde, par):
    assert ensemble(*[lambda: fiches.ouvrir(par=par, le=INSTANT)] * 3) == []
    assert Demande.objects.count() == 1


def test_a_file_validated_and_refused_at_once_has_one_end(monde):
    demande = monde.nouvelle_entite()
    demande = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=demande.version)
    champs = {"par": monde.instructeur, "le": INSTANT, "demande": demande, "version": demande.version}
    refus = ensemble(
        lambda: administratif.valider(**champs),
        lambda: administratif.refuser(**champs, motif="Illisible."),
        lambda: instruction.transferer(**champs, caisse=None, motif="Déménagement"),
    )
    assert len(refus) == 2
    assert demande.suivi.exclude(action="soumettre").count() == 1
