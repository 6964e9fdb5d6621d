"""An account that somebody else opened."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications.evenement import Evenement
from forprev.communication.notifications.mots_de_passe import chemin_du_jeton
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class CompteCree(Evenement):
    """An account that its owner did not open: by a success at niveau 2 or 3, or by a gestionnaire [SES-21, ACC-10].

    `origine` says which, after « à la suite de ».
    """

    numero: str
    generation: int
    jeton: str
    origine: str
    assistance: str

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
            "Ce n’est pas moi\u00a0: si ce compte ne vous concerne pas, n’utilisez pas ce lien et écrivez à "
            f"l’assistance Forprev, {self.assistance}.",
        ]

    def texte_ligne(self) -> list[str]:
        return self.texte()[:1]

    def lien_courriel(self) -> str:
        return chemin_du_jeton(self.jeton)
