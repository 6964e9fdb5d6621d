"""An account that somebody else opened."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications.evenement import Evenement, SecondLien
from forprev.communication.notifications.mots_de_passe import chemin_du_jeton
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class CompteCree(Evenement):
    """An account that its owner did not open: by a success at niveau 2 or 3, or by a gestionnaire [SES-21, ACC-10].

    `origine` says which, after « à la suite de ». `jeton` and `contestation` are secrets: they are in the mail alone.
    """

    numero: str
    generation: int
    jeton: str
    origine: str
    contestation: str

    code: ClassVar[str] = "compte_cree"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Définir mon mot de passe"

    def cle(self) -> str:
        return f"{self.numero}:{self.generation}"

    def sujet(self) -> str:
        return "Votre compte Forprev"

    def texte(self) -> list[str]:
        return [
            f"Un compte Forprev a été créé pour vous à la suite de {self.origine}. "
            f"Votre N°\u00a0Forprev est {self.numero}.",
            "Pour y entrer, définissez votre mot de passe en suivant ce lien, valable 72 heures. Passé ce délai, "
            "demandez un nouveau lien par «\u202fMot de passe oublié\u202f», sur la page de connexion.",
            "Si ce compte ne vous concerne pas, ne définissez pas de mot de passe et suivez le second lien, "
            "«\u202fCe n’est pas moi\u202f»\u00a0: le compte sera gelé et l’assistance prévenue.",
        ]

    def texte_ligne(self) -> list[str]:
        return self.texte()[:1]

    def lien_courriel(self) -> str:
        return chemin_du_jeton(self.jeton)

    def second_lien_courriel(self) -> SecondLien:
        return SecondLien("Ce n’est pas moi", chemin_de_contestation(self.contestation))


def chemin_de_contestation(jeton: str) -> str:
    """The page where one says that an account is not theirs [ACC-20]; a contract of the specification."""
    return f"/compte-conteste/{jeton}/"
