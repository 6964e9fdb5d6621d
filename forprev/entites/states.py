"""The lives of this app."""

from enum import StrEnum

from forprev.socle.transitions import TableTransitions, Transition


class EtatSuccession(StrEnum):
    """A request for another gestionnaire, when none can act any more [ACC-19]."""

    DEMANDEE = "DEMANDEE"
    NOMMEE = "NOMMEE"
    REFUSEE = "REFUSEE"


class ActionSuccession(StrEnum):
    NOMMER = "nommer"
    REFUSER = "refuser"


LIBELLES_SUCCESSION: dict[EtatSuccession, str] = {
    EtatSuccession.DEMANDEE: "À examiner",
    EtatSuccession.NOMMEE: "Successeur nommé",
    EtatSuccession.REFUSEE: "Refusée",
}

TABLE_SUCCESSION = TableTransitions(
    Transition(ActionSuccession.NOMMER, (EtatSuccession.DEMANDEE,), EtatSuccession.NOMMEE, "caisse"),
    Transition(ActionSuccession.REFUSER, (EtatSuccession.DEMANDEE,), EtatSuccession.REFUSEE, "caisse"),
)
