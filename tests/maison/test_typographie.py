"""What a user reads is in correct French typography."""

import pytest

from tests.maison.typographie import corriger, corriger_gabarit, fautifs


def test_texts_have_their_apostrophes_and_no_break_spaces():
    assert fautifs() == [], "put right by: python -m tests.maison.typographie --corriger"


@pytest.mark.parametrize(
    ("faute", "juste"),
    [
        ("l'entité", "l’entité"),
        ("Attention : suite", "Attention\u00a0: suite"),
        ("Sûr ?", "Sûr\u202f?"),
        ("« mot »", "«\u202fmot\u202f»"),
        ("session n° 12", "session n°\u00a012"),
        ("à 10:30", "à 10:30"),
        ("a > b ? c", "a > b\u202f? c"),
    ],
)
def test_the_corrector_knows_the_rules(faute, juste):
    assert corriger(faute) == juste


def test_the_corrector_leaves_the_code_of_templates_alone():
    gabarit = '{% if a != b %}<c-champ :champ="x" hx-vals=\'{"a": 1}\' /> Ville :{% endif %}'
    assert corriger_gabarit(gabarit) == gabarit.replace("Ville :", "Ville\u00a0:")
