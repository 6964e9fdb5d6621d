"""« Ce n’est pas moi », told to whoever opened the account."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class CompteConteste(Evenement):
    """[ACC-20] `quand` tells two contests of one account apart."""

    numero: str
    quand: str

    code: ClassVar[str] = "compte_conteste"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Écrire à l’assistance"

    def cle(self) -> str:
        return f"{self.numero}-{self.quand}"

    def sujet(self) -> str:
        return f"Le compte {self.numero}, que vous avez ouvert, est contesté"

    def texte(self) -> list[str]:
        return [
            f"La personne qui a reçu l’e-mail de création du compte {self.numero} a répondu «\u202fCe n’est pas "
            "moi\u202f»\u00a0: l’adresse indiquée est sans doute celle de quelqu’un d’autre.",
            "Ce compte est gelé\u00a0: personne ne peut y entrer, et les rôles qui lui ont été donnés ne servent plus. "
            "L’assistance est prévenue. Si vous connaissez la bonne adresse, indiquez-la-lui.",
        ]

    def lien(self) -> str:
        return "/aide/contact/"
