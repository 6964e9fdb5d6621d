"""Lives as tables: guards, buttons, diagrams and tests all read the same rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `action` moves from any of `de` to `vers`, done by `par` (an audience, not a person)."""

    action: str
    de: tuple[str, ...]
    vers: str
    par: str


class TransitionImpossible(Exception):  # noqa: N818 - an answer of the domain
    """The object is not in a state from which the action starts."""

    def __init__(self, action: str, etat: str) -> None:
        self.action, self.etat = action, etat
        super().__init__(f"{action} is impossible from {etat}")


class TableTransitions:
    """A whole life. Nothing but `appliquer` assigns a state."""

    def __init__(self, *lignes: Transition) -> None:
        self.lignes = lignes

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.lignes)

    def trouver(self, action: str, etat: str) -> Transition:
        """The row of `action` from `etat`; raises TransitionImpossible when there is none."""
        for ligne in self.lignes:
            if ligne.action == action and etat in ligne.de:
                return ligne
        raise TransitionImpossible(action, etat)

    def possible(self, action: str, etat: str) -> bool:
        return any(ligne.action == action and etat in ligne.de for ligne in self.lignes)

    def actions(self, etat: str, par: str) -> list[str]:
        """What the audience `par` may do from `etat`, in the order of the table."""
        return [ligne.action for ligne in self.lignes if etat in ligne.de and ligne.par == par]

    def appliquer(self, objet: Any, action: str) -> Transition:
        """Set `objet.etat` to where `action` leads (unsaved); raises TransitionImpossible."""
        ligne = self.trouver(action, objet.etat)
        objet.etat = ligne.vers
        return ligne
