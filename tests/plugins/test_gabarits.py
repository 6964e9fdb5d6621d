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
