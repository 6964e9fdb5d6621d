"""The password link."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications.evenement import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class LienMotDePasse(Evenement):
    """The password link that its owner asked for [ACC-04]. `jeton` is the secret: it is in the mail alone."""

    numero: str
    generation: int
    jeton: str

    code: ClassVar[str] = "lien_mot_de_passe"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Définir mon mot de passe"

    def cle(self) -> str:
        return f"{self.numero}:{self.generation}"

    def sujet(self) -> str:
        return "Changement de mot de passe"

    def texte(self) -> list[str]:
        return [
            "Vous avez demandé à définir ou modifier votre mot de passe. Si vous êtes à l’origine de cette demande, "
            "suivez ce lien, valable 72 heures. Sinon, ignorez ce message."
        ]

    def texte_ligne(self) -> list[str]:
        return ["Un lien pour définir ou modifier votre mot de passe a été demandé et envoyé à votre e-mail."]

    def lien_courriel(self) -> str:
        return chemin_du_jeton(self.jeton)


def chemin_du_jeton(jeton: str) -> str:
    """The page where a password link leads; a contract of the specification, like every address."""
    return f"/reinitialisation-mot-de-passe/{jeton}/"
