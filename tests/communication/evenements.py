"""Events of no app, one per category."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class Echeance(Evenement):
    """Something with a deadline, told once for each of its thresholds."""

    numero: int = 125
    code: ClassVar[str] = "essai_echeance"
    categorie: ClassVar[Categorie] = Categorie.ALERTE
    libelle_lien: ClassVar[str] = "Ouvrir la session"

    def cle(self) -> str:
        return str(self.numero)

    def sujet(self) -> str:
        return f"Session n°\u00a0{self.numero}\u00a0: 7\u00a0jours restants"

    def texte(self) -> list[str]:
        return [f"La session de certification n°\u00a0{self.numero} sera supprimée <bientôt> & sans retour."]

    def lien(self) -> str:
        return f"/certification/{self.numero}/?onglet=stagiaires#liste"


@dataclass(frozen=True)
class Tache(Echeance):
    code: ClassVar[str] = "essai_tache"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION


@dataclass(frozen=True)
class MessageCible(Echeance):
    code: ClassVar[str] = "essai_message"
    categorie: ClassVar[Categorie] = Categorie.MESSAGE


@dataclass(frozen=True)
class Lettre(Echeance):
    code: ClassVar[str] = "essai_lettre"
    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def lien(self) -> str:
        return ""
