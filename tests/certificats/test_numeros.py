"""The number of a certificate."""

import re
from collections import Counter

import pytest

from forprev.certificats.numeros import ALPHABET, tirer_numero


@pytest.mark.rule("CER-12")
def test_twelve_characters_in_groups_of_four():
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", tirer_numero())


@pytest.mark.rule("CER-12")
@pytest.mark.parametrize("sosies", ["0OQ", "1IL", "2Z", "5S", "6G", "8B", "UV"])
def test_no_look_alikes(sosies):
    assert len(set(sosies) - {"Q"} & set(ALPHABET)) <= 1
    assert len(set(ALPHABET)) == len(ALPHABET)


@pytest.mark.rule("CER-12")
def test_numbers_do_not_repeat_and_use_every_character():
    numeros = [tirer_numero() for _ in range(5000)]
    assert len(set(numeros)) == len(numeros)
    frequences = Counter("".join(numeros).replace("-", ""))
    assert set(frequences) == set(ALPHABET)
    attendu = 12 * len(numeros) / len(ALPHABET)
    assert all(abs(nombre - attendu) < 0.2 * attendu for nombre in frequences.values())
