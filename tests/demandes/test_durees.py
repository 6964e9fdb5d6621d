"""How long a phase usually takes at a caisse."""

from datetime import timedelta

import pytest

from forprev.demandes.actions import complements, saisie, seances
from forprev.demandes.models import Demande, Passage
from forprev.demandes.queries.durees import Duree, durees_usuelles
from forprev.demandes.queries.etapes import etapes
from forprev.demandes.states import Etat, Phase
from forprev.entites.models import Entite
from forprev.referentiel.models import ValeurReference
from forprev.socle.dates import plus_mois
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR

UN_JOUR = timedelta(days=1)


def passees(monde, par, jours, *, sortie=INSTANT, attente=timedelta(), caisse=None):
    """Files of the caisse that spent so many days in *Recevabilité*."""
    for duree in jours:
        demande = Demande.objects.create(
            type="HABILITATION",
            entite=Entite.objects.get(pk=par.entite_id),
            dispositif_niveau=monde.sst1,
            caisse=caisse or monde.caisse,
            etat=Etat.ABANDONNEE,
            etat_depuis=sortie + UN_JOUR,
            creee_le=INSTANT,
            modifiee_le=INSTANT,
            deposee_le=INSTANT,
        )
        Passage.objects.create(
            demande=demande,
            phase=Phase.RECEVABILITE,
            entree_le=sortie - duree * UN_JOUR - attente,
            sortie_le=sortie,
            attente_entite=attente,
        )


@pytest.mark.rule("DEM-21")
def test_the_median_and_nine_in_ten_once_twenty_files_passed(monde, par):
    passees(monde, par, range(1, 20))
    assert durees_usuelles(monde.caisse.pk, le=JOUR) == {}
    passees(monde, par, [20])
    # of 1 … 20 days
    assert durees_usuelles(monde.caisse.pk, le=JOUR) == {Phase.RECEVABILITE: Duree(mediane=10, neuf_sur_dix=18)}
    demande = monde.soumise(par)
    [premiere, *suite] = etapes(demande, le=JOUR)
    assert premiere.usuelle == Duree(10, 18)
    assert {etape.usuelle for etape in suite} == {None}


@pytest.mark.rule("DEM-21")
def test_the_time_that_the_entity_takes_does_not_count(monde, par):
    passees(monde, par, [4] * 20, attente=60 * UN_JOUR)
    assert durees_usuelles(monde.caisse.pk, le=JOUR) == {Phase.RECEVABILITE: Duree(4, 4)}


@pytest.mark.rule("DEM-21")
def test_only_its_own_files_of_the_last_two_years(monde, par):
    autre = f.CaisseFactory(code="BRETAGNE")
    passees(monde, par, [4] * 19)
    passees(monde, par, [4] * 5, caisse=autre)
    vieux = INSTANT.replace(year=INSTANT.year - 2) - UN_JOUR
    passees(monde, par, [4] * 5, sortie=vieux)
    assert durees_usuelles(monde.caisse.pk, le=JOUR) == {}
    assert durees_usuelles(autre.pk, le=JOUR) == {}
    assert durees_usuelles(monde.caisse.pk, le=plus_mois(JOUR, -1))  # the window moves with the day


@pytest.mark.rule("DEM-21")
def test_thresholds_are_reference_data(monde, par):
    ValeurReference.objects.create(code="duree_usuelle_dossiers", valeur=5, du=JOUR)
    passees(monde, par, [2, 2, 2, 2, 2])
    assert durees_usuelles(monde.caisse.pk, le=JOUR) == {Phase.RECEVABILITE: Duree(2, 2)}


@pytest.mark.rule("DEM-21")
def test_a_file_that_came_back_counts_once_one_given_up_in_the_phase_does_not(monde, par):
    ValeurReference.objects.create(code="duree_usuelle_dossiers", valeur=2, du=JOUR)
    autre, seance = f.gestionnaire(f.EntiteFactory(commune=monde.commune)), monde.seance()
    lendemain = INSTANT + 3 * UN_JOUR
    for qui in (par, autre):
        demande = monde.inscrite(monde.prise(qui), seance, le=lendemain)
        seances.retirer_de_l_ordre_du_jour(
            par=monde.commission, le=lendemain + 2 * UN_JOUR, demande=demande, version=demande.version
        )
        monde.inscrite(demande, seance, le=lendemain + 6 * UN_JOUR)
    durees = durees_usuelles(monde.caisse.pk, le=JOUR)
    assert durees[Phase.RECEVABILITE] == Duree(3, 3)
    assert durees[Phase.AVIS] == Duree(4, 4)
    assert Passage.objects.filter(phase=Phase.AVIS).count() == 4

    for niveau in (2, 3):
        laissee = monde.prise(par, f.DispositifNiveauFactory(niveau=niveau))
        tard = INSTANT + 300 * UN_JOUR
        saisie.abandonner(par=par, le=tard, demande=laissee, version=monde.relire(laissee).version)
    assert durees_usuelles(monde.caisse.pk, le=JOUR)[Phase.RECEVABILITE] == Duree(3, 3)


@pytest.mark.rule("DEM-21")
def test_several_waits_in_one_phase_add_up(monde, par):
    demande = monde.prise(par)
    for n in (0, 10):
        monde.complements(demande, le=INSTANT + n * UN_JOUR)
        complements.repondre(
            par=par, le=INSTANT + (n + 4) * UN_JOUR, demande=demande, version=monde.relire(demande).version
        )
    assert demande.passages.get().attente_entite == 8 * UN_JOUR
