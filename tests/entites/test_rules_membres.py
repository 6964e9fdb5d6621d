"""Who may be a member of an entity, and who must stay one: facts alone."""

from datetime import timedelta

import pytest

from forprev.entites.rules import (
    raisons_auteur,
    raisons_contestation,
    raisons_dernier_gestionnaire,
    raisons_lien,
)
from tests.fabriques.jour import JOUR

HIER, DEMAIN = JOUR - timedelta(days=1), JOUR + timedelta(days=1)


def codes(raisons) -> list[str]:
    return [raison.code for raison in raisons]


@pytest.mark.rule("ACC-10", "ACC-24")
@pytest.mark.parametrize(
    ("gere", "en_place", "attendus"),
    [(True, True, []), (False, True, ["profil"]), (False, False, ["profil"]), (True, False, ["plus_gestionnaire"])],
)
def test_only_a_gestionnaire_still_in_place_changes_roles(gere, en_place, attendus):
    assert codes(raisons_auteur(gere=gere, en_place=en_place)) == attendus


@pytest.mark.rule("ACC-11")
@pytest.mark.parametrize(
    ("autres", "fermee_le", "attendus"),
    [
        (0, None, ["dernier_gestionnaire"]),
        (1, None, []),
        (0, DEMAIN, ["dernier_gestionnaire"]),
        (0, JOUR, []),
        (0, HIER, []),
    ],
)
def test_the_last_gestionnaire_stays_while_the_entity_is_open(autres, fermee_le, attendus):
    assert codes(raisons_dernier_gestionnaire(autres=autres, fermee_le=fermee_le, le=JOUR)) == attendus


@pytest.mark.rule("ACC-12")
def test_the_legal_link_is_declared():
    assert raisons_lien(declare=True) == []
    (raison,) = raisons_lien(declare=False)
    assert (raison.code, raison.champ) == ("lien_non_declare", "lien")


@pytest.mark.rule("ACC-19")
@pytest.mark.parametrize(("jusqu_au", "refuse"), [(None, False), (HIER, False), (JOUR, True), (DEMAIN, True)])
def test_a_former_gestionnaire_keeps_the_days_to_contest(jusqu_au, refuse):
    assert bool(raisons_contestation(lecture_jusqu_au=jusqu_au, le=JOUR)) is refuse
