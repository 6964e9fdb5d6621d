"""A template that names a variable nobody gave fails its test."""

import pytest
from django.template import engines
from django.template.base import Origin


class VariableAbsenteError(AssertionError):
    """A template printed a variable that its context does not hold."""


class _Absente(str):
    """What the engine prints for a missing variable: Django fills `%s` with its name, and that raises."""

    __slots__ = ()

    def __contains__(self, cle: object) -> bool:
        return cle == "%s"

    def __mod__(self, absente: object) -> str:
        nom = absente if isinstance(absente, str | Origin) else getattr(absente, "var", absente)
        raise VariableAbsenteError(f"undefined template variable: {nom}")


_ABSENTE = _Absente("%s")


@pytest.fixture(autouse=True)
def _variables_definies() -> None:
    """For each test anew: Django makes another engine whenever a test has changed DEBUG or the applications."""
    engines["django"].engine.string_if_invalid = _ABSENTE  # type: ignore[attr-defined]
