"""The life of what someone writes to the assistance [AID-04]."""

from enum import StrEnum

from forprev.socle.transitions import TableTransitions, Transition


class EtatTicket(StrEnum):
    OUVERT = "OUVERT"
    REPONDU = "REPONDU"
    CLOS = "CLOS"


class Action(StrEnum):
    REPONDRE = "repondre"
    RELANCER = "relancer"
    CLORE = "clore"
    ROUVRIR = "rouvrir"


class Origine(StrEnum):
    """What opened the ticket."""

    CONTACT = "contact"
    COMPTE_CONTESTE = "compte-conteste"
    SUCCESSION_CONTESTEE = "succession-contestee"


class Cote(StrEnum):
    """Who writes in the thread; also who may do what, in the table."""

    PERSONNE = "personne"
    ASSISTANCE = "assistance"


LIBELLES: dict[EtatTicket, str] = {
    EtatTicket.OUVERT: "Ouvert",
    EtatTicket.REPONDU: "Répondu",
    EtatTicket.CLOS: "Clos",
}
LIBELLES_PERSONNE: dict[EtatTicket, str] = {
    EtatTicket.OUVERT: "Entre les mains de l’assistance",
    EtatTicket.REPONDU: "L’assistance vous a répondu",
    EtatTicket.CLOS: "Clos",
}
LIBELLES_ORIGINE: dict[Origine, str] = {
    Origine.CONTACT: "Message",
    Origine.COMPTE_CONTESTE: "Compte contesté",
    Origine.SUCCESSION_CONTESTEE: "Succession contestée",
}

TABLE = TableTransitions(
    Transition(Action.REPONDRE, (EtatTicket.OUVERT, EtatTicket.REPONDU), EtatTicket.REPONDU, Cote.ASSISTANCE),
    Transition(
        Action.RELANCER, (EtatTicket.OUVERT, EtatTicket.REPONDU, EtatTicket.CLOS), EtatTicket.OUVERT, Cote.PERSONNE
    ),
    Transition(Action.CLORE, (EtatTicket.OUVERT, EtatTicket.REPONDU), EtatTicket.CLOS, Cote.ASSISTANCE),
    Transition(Action.ROUVRIR, (EtatTicket.CLOS,), EtatTicket.OUVERT, Cote.ASSISTANCE),
)
