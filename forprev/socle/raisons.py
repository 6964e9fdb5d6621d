"""Why something is not allowed: what rules return, what actions raise, what screens show."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raison:
    """One reason. `champ` is the form field it belongs beside; `bloquante=False` is a warning."""

    code: str
    texte: str
    champ: str = ""
    bloquante: bool = True


class Refus(Exception):  # noqa: N818 - a refusal is an answer of the domain, not an error of the program
    """An action refused, with every reason."""

    def __init__(self, *raisons: Raison) -> None:
        self.raisons = raisons
        super().__init__(" ".join(raison.texte for raison in raisons))


def bloquantes(raisons: Iterable[Raison]) -> list[Raison]:
    """The reasons that forbid, without the warnings."""
    return [raison for raison in raisons if raison.bloquante]


def exiger(raisons: Iterable[Raison]) -> None:
    """Raise `Refus` when a reason forbids; warnings pass."""
    refusees = bloquantes(raisons)
    if refusees:
        raise Refus(*refusees)
