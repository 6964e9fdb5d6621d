"""Phases and lives of requests."""

import pytest

from forprev.demandes.rules.phases import phase_suivante, phases_de, raisons_de_rester
from forprev.demandes.states import (
    ADMINISTRATIVES,
    LIBELLES,
    MAINS,
    TABLES,
    TERMINALES,
    Action,
    Etat,
    Partie,
    Phase,
    TypeDemande,
)

COURANTES = ["RECEVABILITE", "PEDAGOGIQUE", "AVIS", "DECISION", "NOTIFICATION"]


@pytest.mark.rule("DEM-09", "DEM-25")
@pytest.mark.parametrize(
    ("type_demande", "plateforme", "attendues"),
    [
        (TypeDemande.HABILITATION, False, COURANTES),
        (TypeDemande.HABILITATION, True, [*COURANTES[:2], "TECHNIQUE", *COURANTES[2:]]),
        (TypeDemande.RENOUVELLEMENT, False, COURANTES),
        (TypeDemande.PLATEFORME, True, ["RECEVABILITE", "TECHNIQUE"]),
        (TypeDemande.NOUVELLE_ENTITE, False, ["VALIDATION"]),
        (TypeDemande.MISE_A_JOUR, True, ["VALIDATION"]),
    ],
)
def test_the_phases_of_each_kind(type_demande, plateforme, attendues):
    assert list(phases_de(type_demande, plateforme_requise=plateforme)) == attendues


def test_one_phase_after_another():
    phases = phases_de(TypeDemande.HABILITATION, plateforme_requise=False)
    assert phase_suivante(Phase.PEDAGOGIQUE, phases) == Phase.AVIS
    assert phase_suivante(Phase.NOTIFICATION, phases) is None


@pytest.mark.rule("DEM-20")
def test_no_phase_passes_while_complements_are_awaited():
    assert [r.code for r in raisons_de_rester(complements_ouverts=True, verifications_restantes=2)] == [
        "complements_ouverts",
        "verifications_restantes",
    ]
    assert raisons_de_rester(complements_ouverts=False, verifications_restantes=0) == []


@pytest.mark.rule("DEM-24")
@pytest.mark.parametrize("type_demande", TypeDemande)
def test_every_life_begins_as_a_draft_and_ends(type_demande):
    table = TABLES[type_demande]
    atteints, nouveaux = set(), {Etat.BROUILLON}
    while nouveaux:
        atteints |= nouveaux
        nouveaux = {Etat(ligne.vers) for ligne in table for etat in atteints if etat in ligne.de} - atteints
    finaux = {etat for etat in atteints if not any(etat in ligne.de for ligne in table)}
    assert finaux <= TERMINALES
    assert Etat.ABANDONNEE in finaux
    assert (Etat.VALIDEE in finaux) == (type_demande in ADMINISTRATIVES)


@pytest.mark.rule("DEM-24")
def test_the_entity_gives_up_any_time_before_the_final_decision():
    for table in TABLES.values():
        quittees = {etat for ligne in table for etat in ligne.de}
        assert all(table.possible(Action.ABANDONNER, etat) for etat in quittees)


def test_somebody_holds_every_file_that_lives():
    assert set(MAINS) == set(Etat) - TERMINALES
    assert set(LIBELLES) == set(Etat)
    for table in TABLES.values():
        for ligne in table:
            mains = {MAINS[Etat(etat)] for etat in ligne.de}
            if ligne.action not in (Action.ABANDONNER, Action.RETIRER_COMPLEMENTS, Action.CLASSER):
                assert mains == {Partie(ligne.par)}, ligne
