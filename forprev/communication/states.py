"""The categories of what people are told."""

from enum import StrEnum


class Categorie(StrEnum):
    """Letters of the table of events; C is always sent, at once [NOT-01, NOT-06]."""

    ALERTE = "A"
    NOTIFICATION = "N"
    MESSAGE = "M"
    COMPTE = "C"


LIBELLES: dict[Categorie, str] = {
    Categorie.ALERTE: "Alerte",
    Categorie.NOTIFICATION: "Notification",
    Categorie.MESSAGE: "Message ciblé",
    Categorie.COMPTE: "Compte",
}

# How the profile page calls the box to untick, said at the end of each mail [NOT-06].
CASES: dict[Categorie, str] = {
    Categorie.ALERTE: "Alertes",
    Categorie.NOTIFICATION: "Notifications",
    Categorie.MESSAGE: "Messages ciblés",
}
