"""The diagrams of the documentation say what the transition tables say."""

import pytest

from config.diagrammes import DOSSIER, VIES, page
from forprev.certification.states import TABLE, Etat


@pytest.mark.parametrize("nom", VIES)
def test_the_diagram_is_fresh(nom):
    """`python -m config.diagrammes` writes it again."""
    assert (DOSSIER / f"{nom}.md").read_text(encoding="utf-8") == page(VIES[nom])


def test_no_diagram_is_left_of_a_life_that_is_gone():
    assert {fichier.stem for fichier in DOSSIER.glob("*.md")} == set(VIES)


def test_every_state_and_every_move_is_drawn():
    dessin = page(VIES["session"])
    assert all(f" as {etat}\n" in dessin for etat in Etat)
    assert all(f"{de} --> {ligne.vers}: {ligne.action} ({ligne.par})" in dessin for ligne in TABLE for de in ligne.de)
