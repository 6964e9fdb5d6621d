"""The merge of two numbers, told to the person at both addresses [ACC-14]."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class _Fusion(Evenement):
    """`gardee` is the number kept, `absorbee` the other: a number is merged once."""

    gardee: str
    absorbee: str
    assistance: str

    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def cle(self) -> str:
        return self.absorbee

    @property
    def doute(self) -> str:
        """What to do when it is a mistake."""
        return (
            f"Ces deux numéros ne sont pas à une même personne\u202f? Écrivez tout de suite à l’assistance\u00a0: "
            f"{self.assistance}."
        )


class NumerosReunis(_Fusion):
    """To the account kept."""

    code = "numeros_reunis"
    libelle_lien = "Voir mon profil"

    def sujet(self) -> str:
        return "Vos deux numéros Forprev sont réunis"

    def texte(self) -> list[str]:
        return [
            f"L’assistance Forprev a réuni les numéros {self.gardee} et {self.absorbee}, qui désignaient la même "
            f"personne\u00a0: vous. Votre numéro est {self.gardee}.",
            "Vos rôles, vos certificats et vos sessions sont rassemblés. Connectez-vous avec votre e-mail, "
            f"{self.gardee} ou {self.absorbee}, et le mot de passe de ce compte. Vos connexions ouvertes ont été "
            "fermées.",
            self.doute,
        ]

    def texte_ligne(self) -> list[str]:
        return self.texte()[:2]

    def lien(self) -> str:
        return "/mon-profil/"


class AdresseLiberee(_Fusion):
    """To the address of the absorbed account: it no longer opens anything."""

    code = "adresse_liberee"
    libelle_lien = "Se connecter"

    def sujet(self) -> str:
        return "Votre compte Forprev est réuni à un autre"

    def texte(self) -> list[str]:
        return [
            f"L’assistance Forprev a réuni le compte {self.absorbee}, ouvert avec cette adresse, au compte "
            f"{self.gardee}\u00a0: les deux désignaient la même personne.",
            f"Connectez-vous avec l’un ou l’autre numéro et le mot de passe du compte {self.gardee}. Cette adresse ne "
            "sert plus à se connecter et ne recevra plus de messages de Forprev.",
            self.doute,
        ]

    def lien(self) -> str:
        return "/connexion/"
