"""The lives of what a person asks about their own data."""

from enum import StrEnum

from forprev.socle.transitions import TableTransitions, Transition


class EtatRectification(StrEnum):
    """A correction of nom, prénom or date de naissance, from the profile to the answer [ACC-07]."""

    DEPOSEE = "DEPOSEE"
    ACCEPTEE = "ACCEPTEE"
    REFUSEE = "REFUSEE"
    RETIREE = "RETIREE"


class EtatEffacement(StrEnum):
    """A request to be erased [RGP-04]. Accepted, it goes with the account: only the journal remembers it."""

    DEPOSEE = "DEPOSEE"
    REFUSEE = "REFUSEE"
    RETIREE = "RETIREE"


class Action(StrEnum):
    COMPLETER = "completer"
    CORRIGER = "corriger"
    REFUSER = "refuser"
    RETIRER = "retirer"


class Partie(StrEnum):
    PERSONNE = "personne"
    ASSISTANCE = "assistance"


LIBELLES_RECTIFICATION: dict[EtatRectification, str] = {
    EtatRectification.DEPOSEE: "À traiter",
    EtatRectification.ACCEPTEE: "Corrigée",
    EtatRectification.REFUSEE: "Refusée",
    EtatRectification.RETIREE: "Retirée",
}

LIBELLES_EFFACEMENT: dict[EtatEffacement, str] = {
    EtatEffacement.DEPOSEE: "À traiter",
    EtatEffacement.REFUSEE: "Refusée",
    EtatEffacement.RETIREE: "Retirée",
}

_DEPOSEE = (EtatRectification.DEPOSEE,)
RECTIFICATION = TableTransitions(
    Transition(Action.COMPLETER, _DEPOSEE, EtatRectification.DEPOSEE, Partie.PERSONNE),
    Transition(Action.RETIRER, _DEPOSEE, EtatRectification.RETIREE, Partie.PERSONNE),
    Transition(Action.CORRIGER, _DEPOSEE, EtatRectification.ACCEPTEE, Partie.ASSISTANCE),
    Transition(Action.REFUSER, _DEPOSEE, EtatRectification.REFUSEE, Partie.ASSISTANCE),
)

EFFACEMENT = TableTransitions(
    Transition(Action.RETIRER, (EtatEffacement.DEPOSEE,), EtatEffacement.RETIREE, Partie.PERSONNE),
    Transition(Action.REFUSER, (EtatEffacement.DEPOSEE,), EtatEffacement.REFUSEE, Partie.ASSISTANCE),
)
