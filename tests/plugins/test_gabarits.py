"""The harness itself: a missing variable fails."""

import pytest
from django.template import engines

from tests.plugins.gabarits import VariableAbsenteError


def test_a_missing_variable_fails():
    gabarit = engines["django"].from_string("{{ absente }}")
    with pytest.raises(VariableAbsenteError, match="absente"):
        gabarit.render({})


def test_a_variable_that_is_there_is_printed():
    assert engines["django"].from_string("{{ la }}").render({"la": "oui"}) == "oui"


def test_a_condition_may_ask_for_a_missing_variable():
    assert engines["django"].from_string("{% if absente %}non{% else %}oui{% endif %}").render({}) == "oui"


@pytest.mark.parametrize("fois", [1, 2])
def test_the_guard_outlives_a_change_of_settings(settings, fois):
    """The first pass resets the engines; the second finds the guard again."""
    with pytest.raises(VariableAbsenteError):
        engines["django"].from_string("{{ absente }}").render({})
    settings.DEBUG = not settings.DEBUG
