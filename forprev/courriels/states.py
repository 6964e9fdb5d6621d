"""The life of a mail, from the outbox to a mail server."""

from enum import StrEnum

from forprev.socle.transitions import TableTransitions, Transition


class EtatCourriel(StrEnum):
    EN_ATTENTE = "EN_ATTENTE"
    ENVOYE = "ENVOYE"
    ECHEC = "ECHEC"


class Action(StrEnum):
    ENVOYER = "envoyer"
    ABANDONNER = "abandonner"


LIBELLES: dict[EtatCourriel, str] = {
    EtatCourriel.EN_ATTENTE: "En attente",
    EtatCourriel.ENVOYE: "Envoyé",
    EtatCourriel.ECHEC: "Échec",
}

TABLE = TableTransitions(
    Transition(Action.ENVOYER, (EtatCourriel.EN_ATTENTE,), EtatCourriel.ENVOYE, "systeme"),
    Transition(Action.ABANDONNER, (EtatCourriel.EN_ATTENTE,), EtatCourriel.ECHEC, "systeme"),
)
