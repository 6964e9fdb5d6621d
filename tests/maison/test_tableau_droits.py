"""docs/droits.md says what the permission matrix says."""

import pytest

from tests.maison.droits import MODULES, PROFILS
from tests.maison.droits.lecture import lire
from tests.maison.tableau_droits import COLONNES, MOTS, PAGE, page


@pytest.mark.rule("SEC-01")
def test_the_table_of_rights_is_fresh():
    """`python -m tests.maison.tableau_droits` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_profile_and_every_status_has_its_word():
    assert list(COLONNES) == PROFILS
    assert {statut for m in MODULES for ligne in lire(m.MATRICE) for statut in ligne.statuts.values()} <= set(MOTS)
