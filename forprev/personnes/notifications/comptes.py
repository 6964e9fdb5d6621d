"""What the réseau did to an account, told to its owner."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from forprev.communication.notifications import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class SecondFacteurRetire(Evenement):
    """The assistance took away a second factor that its owner had lost [ACC-15]."""

    numero: str
    le: datetime
    assistance: str

    code: ClassVar[str] = "second_facteur_retire"
    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def cle(self) -> str:
        return f"{self.numero}:{self.le.isoformat()}"

    def sujet(self) -> str:
        return "Votre double authentification a été retirée"

    def texte(self) -> list[str]:
        return [
            f"L’assistance Forprev a retiré la double authentification du compte {self.numero}, après avoir vérifié "
            "l’identité de la personne qui le demandait. Toutes les connexions ouvertes ont été fermées.",
            "Connectez-vous avec votre mot de passe, puis remettez en place une double authentification dans "
            "«\u202fMon profil\u202f». Un profil du réseau ne s’ouvre pas sans elle.",
            f"Vous n’avez rien demandé\u202f? Écrivez tout de suite à l’assistance\u00a0: {self.assistance}.",
        ]

    def lien(self) -> str:
        return "/mon-profil/"


@dataclass(frozen=True)
class EmailCorrige(Evenement):
    """The assistance corrected the e-mail of an account never used: told to the address that leaves it [ACC-25]."""

    numero: str
    le: datetime
    assistance: str

    code: ClassVar[str] = "email_corrige"
    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def cle(self) -> str:
        return f"{self.numero}:{self.le.isoformat()}"

    def sujet(self) -> str:
        return "Cette adresse n’est plus celle d’un compte Forprev"

    def texte(self) -> list[str]:
        return [
            f"Le compte Forprev {self.numero}, qui n’a jamais servi, avait été ouvert avec votre adresse. L’assistance "
            "Forprev vient de la corriger\u00a0: les liens reçus à cette adresse ne fonctionnent plus.",
            "Si ce compte est le vôtre et que vous n’avez rien demandé, écrivez à l’assistance\u00a0: "
            f"{self.assistance}.",
        ]


@dataclass(frozen=True)
class RoleReseauDonne(Evenement):
    """A role of the réseau given by the INRS."""

    role_id: int
    role: str
    caisse: str

    code: ClassVar[str] = "role_reseau_donne"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Choisir ce profil"

    def cle(self) -> str:
        return str(self.role_id)

    def sujet(self) -> str:
        return f"Un nouveau profil\u00a0: {_designer(self.role, self.caisse)}"

    def texte(self) -> list[str]:
        return [
            f"L’INRS vous a donné le profil {_designer(self.role, self.caisse)}.",
            "Il demande une double authentification\u00a0: si vous n’en avez pas encore, elle vous sera proposée à "
            "l’entrée.",
        ]

    def lien(self) -> str:
        return "/profils/"


@dataclass(frozen=True)
class RoleReseauTermine(Evenement):
    """A role of the réseau ended by the INRS."""

    role_id: int
    role: str
    caisse: str

    code: ClassVar[str] = "role_reseau_termine"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Voir mes profils"

    def cle(self) -> str:
        return str(self.role_id)

    def sujet(self) -> str:
        return f"Fin de votre profil {_designer(self.role, self.caisse)}"

    def texte(self) -> list[str]:
        return [
            f"L’INRS a mis fin à votre profil {_designer(self.role, self.caisse)}. Vos connexions ouvertes ont été "
            "fermées\u00a0; vos autres profils ne changent pas.",
            "Une question\u202f? Adressez-vous à l’INRS ou à votre caisse.",
        ]

    def lien(self) -> str:
        return "/profils/"


def _designer(role: str, caisse: str) -> str:
    """« Instructeur (Cramif) »."""
    return f"{role} ({caisse})" if caisse else role
