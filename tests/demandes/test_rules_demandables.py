"""What an entity may ask for today."""

from datetime import date, timedelta

import pytest

from forprev.demandes.rules.demandables import (
    FaitNiveau,
    FaitTenue,
    raisons_nouvelle,
    raisons_renouvellement,
    type_propose,
)
from forprev.demandes.states import TypeDemande
from forprev.habilitations.deadlines import PERMANENTE
from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation, FaitSuspension

SST1 = FaitNiveau(1, "SST / 1", ouvert=True)
FIN = date(2028, 2, 29)
DEBUT = date(2023, 2, 28)


def faits(fin: date = FIN, **suite) -> FaitsHabilitation:
    return FaitsHabilitation([FaitPeriode(DEBUT, fin, DEBUT)], **suite)


def codes(raisons) -> list[str]:
    return [raison.code for raison in raisons]


@pytest.mark.rule("DEM-05")
@pytest.mark.parametrize(
    ("tenue", "le", "attendu"),
    [
        (faits(), date(2025, 1, 1), ["tenue"]),
        (faits(), FIN, ["tenue"]),
        (faits(), FIN + timedelta(days=1), []),
        (faits(retrait_le=date(2025, 1, 2)), date(2025, 1, 1), ["tenue"]),
        (faits(retrait_le=date(2025, 1, 2)), date(2025, 1, 2), []),
        (faits(renonciation_le=date(2025, 1, 2)), date(2025, 1, 2), []),
        (faits(suspensions=[FaitSuspension(DEBUT, None)]), date(2025, 1, 1), ["tenue"]),
        (faits(PERMANENTE), date(2090, 1, 1), ["tenue"]),
    ],
)
def test_what_is_held_is_not_asked_again(tenue, le, attendu):
    assert codes(raisons_nouvelle(SST1, [FaitTenue(1, tenue)], [], le=le)) == attendu


@pytest.mark.rule("DEM-05")
def test_another_niveau_held_changes_nothing():
    assert raisons_nouvelle(SST1, [FaitTenue(2, faits())], [3], le=DEBUT) == []


@pytest.mark.rule("DEM-06")
def test_never_two_open_requests_for_the_same_niveau():
    assert codes(raisons_nouvelle(SST1, [], [1], le=DEBUT)) == ["en_cours"]
    assert codes(raisons_renouvellement(SST1, faits(), [1], le=FIN)) == ["en_cours"]


@pytest.mark.rule("DEM-29")
def test_a_closed_dispositif_takes_renewals_until_their_own_last_day():
    ferme = FaitNiveau(
        1, "SST / 1", ouvert=True, fermeture_demandes=date(2027, 6, 30), fermeture_renouvellements=date(2027, 12, 31)
    )
    assert raisons_nouvelle(ferme, [], [], le=date(2027, 6, 30)) == []
    assert codes(raisons_nouvelle(ferme, [], [], le=date(2027, 7, 1))) == ["ferme"]
    assert raisons_renouvellement(ferme, faits(), [], le=date(2027, 12, 31)) == []
    assert codes(raisons_renouvellement(ferme, faits(), [], le=date(2028, 1, 1))) == ["renouvellement_ferme"]


@pytest.mark.rule("DEM-14")
@pytest.mark.parametrize(
    ("fin", "le", "attendu"),
    [
        (FIN, date(2027, 2, 27), ["trop_tot"]),
        (FIN, date(2027, 2, 28), []),
        (FIN, FIN, []),
        (FIN, date(2028, 3, 1), ["trop_tard"]),
        (date(2027, 8, 31), date(2026, 8, 30), ["trop_tot"]),
        (date(2027, 8, 31), date(2026, 8, 31), []),
        (PERMANENTE, date(2099, 12, 31), ["permanente"]),
    ],
)
def test_the_window_of_a_renewal(fin, le, attendu):
    assert codes(raisons_renouvellement(SST1, faits(fin), [], le=le)) == attendu


@pytest.mark.rule("DEM-14")
def test_what_was_withdrawn_is_not_renewed():
    perdue = faits(retrait_le=date(2027, 6, 1))
    assert codes(raisons_renouvellement(SST1, perdue, [], le=date(2027, 6, 1))) == ["close"]


@pytest.mark.rule("DEM-05")
@pytest.mark.parametrize(
    ("le", "demandees", "attendu"),
    [
        (date(2027, 2, 27), [], None),
        (date(2027, 2, 28), [], TypeDemande.RENOUVELLEMENT),
        (date(2027, 2, 28), [1], None),
        (date(2028, 3, 1), [], TypeDemande.HABILITATION),
    ],
)
def test_a_renewal_takes_the_place_of_a_new_request(le, demandees, attendu):
    assert type_propose(SST1, [FaitTenue(1, faits())], demandees, le=le) == attendu


def test_the_reason_says_when_the_renewal_opens():
    [raison] = raisons_nouvelle(SST1, [FaitTenue(1, faits())], [], le=date(2025, 1, 1))
    assert raison.texte == (
        "L’entité est déjà habilitée pour SST / 1 jusqu’au 29\u00a0février\u00a02028\u00a0: "
        "le renouvellement s’ouvrira le 28\u00a0février\u00a02027."
    )
