"""What a habilitation is on a day, and which ones a profile reads."""

from datetime import date, timedelta

import pytest

from forprev.habilitations.models import Habilitation
from forprev.habilitations.perms import peut_gerer
from forprev.habilitations.queries import actives, delegations_en_cours, etat_du_jour, finissantes, toutes
from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation, FaitSuspension
from forprev.habilitations.states import LIBELLES, EtatDuJour
from tests import fabriques as f

UN_JOUR = timedelta(days=1)
DEBUT, FIN = date(2024, 3, 1), date(2029, 3, 1)
PERIODE = FaitPeriode(DEBUT, FIN, DEBUT)


# --- the state of the day --------------------------------------------------------------------------------------------


@pytest.mark.rule("HAB-03")
@pytest.mark.parametrize(
    ("faits", "le", "attendu"),
    [
        (FaitsHabilitation([PERIODE]), DEBUT - UN_JOUR, EtatDuJour.A_VENIR),
        (FaitsHabilitation([PERIODE]), DEBUT, EtatDuJour.ACTIVE),
        (FaitsHabilitation([PERIODE]), FIN, EtatDuJour.ACTIVE),
        (FaitsHabilitation([PERIODE]), FIN + UN_JOUR, EtatDuJour.TERMINEE),
        (FaitsHabilitation([]), DEBUT, EtatDuJour.TERMINEE),
        (FaitsHabilitation([PERIODE], [FaitSuspension(f.JOUR, f.JOUR)]), f.JOUR - UN_JOUR, EtatDuJour.ACTIVE),
        (FaitsHabilitation([PERIODE], [FaitSuspension(f.JOUR, f.JOUR)]), f.JOUR, EtatDuJour.SUSPENDUE),
        (FaitsHabilitation([PERIODE], [FaitSuspension(f.JOUR, f.JOUR)]), f.JOUR + UN_JOUR, EtatDuJour.ACTIVE),
        (FaitsHabilitation([PERIODE], [FaitSuspension(f.JOUR, None)]), FIN, EtatDuJour.SUSPENDUE),
        (FaitsHabilitation([PERIODE], [FaitSuspension(f.JOUR, None)]), FIN + UN_JOUR, EtatDuJour.TERMINEE),
        (FaitsHabilitation([PERIODE], retrait_le=f.JOUR), f.JOUR - UN_JOUR, EtatDuJour.ACTIVE),
        (FaitsHabilitation([PERIODE], retrait_le=f.JOUR), f.JOUR, EtatDuJour.RETIREE),
        (FaitsHabilitation([PERIODE], renonciation_le=f.JOUR), f.JOUR, EtatDuJour.ABANDONNEE),
        (FaitsHabilitation([PERIODE], renonciation_le=f.JOUR), f.JOUR - UN_JOUR, EtatDuJour.ACTIVE),
    ],
)
def test_the_state_of_the_day(faits, le, attendu):
    assert etat_du_jour(faits, le) == attendu


@pytest.mark.rule("HAB-08")
def test_between_two_periods_the_right_is_to_come():
    """Granted after the old end, the renewed period starts the day after it but counts from its meeting only."""
    renouvellement = FaitPeriode(FIN + UN_JOUR, date(2034, 3, 1), accordee_le=FIN + timedelta(days=20))
    faits = FaitsHabilitation([PERIODE, renouvellement])

    assert etat_du_jour(faits, FIN) == EtatDuJour.ACTIVE
    assert etat_du_jour(faits, FIN + timedelta(days=19)) == EtatDuJour.A_VENIR
    assert etat_du_jour(faits, FIN + timedelta(days=20)) == EtatDuJour.ACTIVE


def test_every_state_has_its_word():
    assert set(LIBELLES) == set(EtatDuJour)


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def gestionnaire(db):
    return f.gestionnaire()


def habilitation(acteur, **champs) -> Habilitation:
    return f.HabilitationFactory(entite=None, entite_id=acteur.entite_id, **champs)


def test_actives_are_current_or_future_and_suspended_ones_stay(gestionnaire):
    en_cours = habilitation(gestionnaire)
    future = habilitation(gestionnaire, periode__debut=f.JOUR + UN_JOUR)
    suspendue = f.SuspensionFactory(habilitation=habilitation(gestionnaire)).habilitation
    finit_ce_jour = habilitation(gestionnaire, periode__fin=f.JOUR)
    finie = habilitation(gestionnaire, periode__fin=f.JOUR - UN_JOUR)
    retiree = habilitation(gestionnaire, retrait_le=f.JOUR)
    abandonnee = habilitation(gestionnaire, renonciation_le=f.JOUR)
    a_retirer = habilitation(gestionnaire, retrait_le=f.JOUR + UN_JOUR)

    attendues = {en_cours, future, suspendue, finit_ce_jour, a_retirer}
    assert set(actives(gestionnaire, f.JOUR)) == attendues
    assert set(toutes(gestionnaire)) == attendues | {finie, retiree, abandonnee}


@pytest.mark.rule("HAB-08")
def test_a_renewal_is_a_period_of_the_same_habilitation(gestionnaire):
    renouvelee = habilitation(gestionnaire, periode__fin=f.JOUR - UN_JOUR)
    f.PeriodeFactory(habilitation=renouvelee, debut=f.JOUR, fin=date(2031, 11, 19))

    (lue,) = toutes(gestionnaire)

    assert (lue.premier_jour, lue.dernier_jour) == (DEBUT, date(2031, 11, 19))
    assert list(actives(gestionnaire, f.JOUR)) == [renouvelee]


@pytest.mark.rule("SEC-01")
def test_a_delegataire_reads_only_what_is_delegated(gestionnaire):
    deleguee, autre = habilitation(gestionnaire), habilitation(gestionnaire)
    delegataire = f.delegataire(deleguee)
    assert set(actives(gestionnaire, f.JOUR)) == {deleguee, autre}
    assert list(actives(delegataire, f.JOUR)) == [deleguee]

    deleguee.delegations.update(terminee_le=f.JOUR)

    assert list(actives(delegataire, f.JOUR)) == []
    assert list(toutes(delegataire)) == [deleguee]


def test_a_delegation_ended_and_given_again_counts_once(gestionnaire):
    deleguee = habilitation(gestionnaire)
    delegataire = f.delegataire(deleguee)
    deleguee.delegations.update(terminee_le=f.JOUR)
    f.DelegationFactory(habilitation=deleguee, membre_id=delegataire.membre_id, membre=None)

    assert list(actives(delegataire, f.JOUR)) == [deleguee]
    assert list(toutes(delegataire)) == [deleguee]


@pytest.mark.rule("SEC-01")
@pytest.mark.django_db
def test_nobody_reads_those_of_another_entity():
    f.HabilitationFactory()

    for acteur in (f.gestionnaire(), f.formateur(), f.assistance(), f.acteur_sans_profil()):
        assert list(toutes(acteur)) == []


def test_those_that_end_within_a_year_come_soonest_first(gestionnaire):
    dans_un_an = habilitation(gestionnaire, periode__fin=date(2027, 11, 20))
    habilitation(gestionnaire, periode__fin=date(2027, 11, 21))
    ce_jour = habilitation(gestionnaire, periode__fin=f.JOUR)
    habilitation(gestionnaire, periode__fin=f.JOUR - UN_JOUR)
    habilitation(gestionnaire, periode__fin=date(2100, 12, 31))

    assert list(finissantes(gestionnaire, f.JOUR)) == [ce_jour, dans_un_an]


@pytest.mark.rule("HAB-08")
def test_a_renewed_habilitation_no_longer_ends(gestionnaire):
    renouvelee = habilitation(gestionnaire, periode__fin=date(2027, 1, 10))
    f.PeriodeFactory(habilitation=renouvelee, debut=date(2027, 1, 11), fin=date(2032, 1, 10))

    assert list(finissantes(gestionnaire, f.JOUR)) == []


def test_the_delegataires_attached_now_by_name(gestionnaire):
    cible = habilitation(gestionnaire)
    f.delegataire(cible, f.PersonneFactory(nom="Zola"))
    f.delegataire(cible, f.PersonneFactory(nom="Éluard"))
    f.delegataire(cible, f.PersonneFactory(nom="Partie"))
    cible.delegations.filter(membre__personne__nom="Partie").update(terminee_le=f.JOUR)

    assert [d.membre.personne.nom for d in delegations_en_cours(cible)] == ["Éluard", "Zola"]


@pytest.mark.rule("SEC-01")
def test_only_gestionnaires_of_the_entity_run_it(gestionnaire):
    cible = habilitation(gestionnaire)

    assert peut_gerer(gestionnaire, cible)
    assert not peut_gerer(f.gestionnaire(), cible)
    assert not peut_gerer(f.delegataire(cible), cible)
