"""What every model of this app shares."""

from collections.abc import Mapping
from typing import Any


def choix(libelles: Mapping[Any, str]) -> list[tuple[str, str]]:
    """A table of labels as Django wants its choices."""
    return [(code.value, libelle) for code, libelle in libelles.items()]
