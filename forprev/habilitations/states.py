"""What a habilitation is on a day, as its holders read it."""

from enum import StrEnum


class EtatDuJour(StrEnum):
    """Nothing stores it: it follows from the facts and the day [HAB-03, HAB-07]."""

    ACTIVE = "ACTIVE"
    A_VENIR = "A_VENIR"
    SUSPENDUE = "SUSPENDUE"
    TERMINEE = "TERMINEE"
    RETIREE = "RETIREE"
    ABANDONNEE = "ABANDONNEE"


LIBELLES: dict[EtatDuJour, str] = {
    EtatDuJour.ACTIVE: "Active",
    EtatDuJour.A_VENIR: "À venir",
    EtatDuJour.SUSPENDUE: "Suspendue",
    EtatDuJour.TERMINEE: "Terminée",
    EtatDuJour.RETIREE: "Retirée",
    EtatDuJour.ABANDONNEE: "Abandonnée",
}
