"""The mechanism of lives: the only one that assigns a state."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from forprev.socle.transitions import TableTransitions, Transition, TransitionImpossible

OUVRIR = Transition("ouvrir", ("FERME", "ENTROUVERT"), "OUVERT", "gardien")
FERMER = Transition("fermer", ("OUVERT",), "FERME", "visiteur")
TABLE = TableTransitions(OUVRIR, FERMER)


def test_a_table_moves_an_object_to_where_the_action_leads():
    porte = SimpleNamespace(etat="ENTROUVERT")
    assert TABLE.appliquer(porte, "ouvrir") == OUVRIR
    assert porte.etat == "OUVERT"


@pytest.mark.parametrize(("action", "etat"), [("ouvrir", "OUVERT"), ("fermer", "FERME"), ("peindre", "FERME")])
def test_an_action_that_does_not_start_here_changes_nothing(action, etat):
    porte = SimpleNamespace(etat=etat)
    with pytest.raises(TransitionImpossible) as refus:
        TABLE.appliquer(porte, action)
    assert (refus.value.action, refus.value.etat) == (action, etat)
    assert porte.etat == etat
    assert not TABLE.possible(action, etat)


def test_a_table_tells_each_audience_what_it_may_do():
    assert TABLE.actions("FERME", "gardien") == ["ouvrir"]
    assert TABLE.actions("FERME", "visiteur") == []
    assert list(TABLE) == [OUVRIR, FERMER]


def test_nothing_but_the_mechanism_assigns_a_state():
    """`session.etat = …` anywhere else would be a life outside its table; a new object starts by its constructor."""
    racine = Path(__file__).resolve().parents[2] / "forprev"
    fautes = [
        f"{chemin.relative_to(racine)}:{rang}"
        for chemin in racine.rglob("*.py")
        if chemin.name != "transitions.py"
        for rang, ligne in enumerate(chemin.read_text().splitlines(), start=1)
        if re.search(r"\.etat\s*=[^=]|\bupdate\([^)]*\betat=|setattr\([^)]*[\"']etat[\"']", ligne)
    ]
    assert fautes == []
