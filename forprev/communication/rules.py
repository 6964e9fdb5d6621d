"""Who gets a mail, and when."""

from dataclasses import dataclass
from enum import StrEnum

from forprev.communication.states import Categorie


@dataclass(frozen=True, slots=True)
class Choix:
    """What a person wants by e-mail; the defaults hold until they have chosen [NOT-10]."""

    alertes: bool = True
    notifications: bool = True
    messages: bool = False
    quotidien: bool = False

    def veut(self, categorie: Categorie) -> bool:
        """Whether the person wants the category by e-mail; C is not theirs to choose [NOT-01, NOT-06]."""
        if categorie == Categorie.COMPTE:
            return True
        return {
            Categorie.ALERTE: self.alertes,
            Categorie.NOTIFICATION: self.notifications,
            Categorie.MESSAGE: self.messages,
        }[categorie]


class Envoi(StrEnum):
    """What becomes of a line of the application by e-mail: GROUPE waits for the daily mail, REUNI was in one."""

    AUCUN = "AUCUN"
    IMMEDIAT = "IMMEDIAT"
    GROUPE = "GROUPE"
    REUNI = "REUNI"


def envoi(categorie: Categorie, choix: Choix, *, actif: bool) -> Envoi:
    """No mail, a mail at once, or the daily mail [NOT-01, NOT-06, NOT-07]; never to a closed account."""
    if not actif or not choix.veut(categorie):
        return Envoi.AUCUN
    if categorie == Categorie.COMPTE:
        return Envoi.IMMEDIAT
    return Envoi.GROUPE if choix.quotidien else Envoi.IMMEDIAT
