"""What is mailed to whoever asks for a demandeur account [ACC-05]."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications.evenement import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class InscriptionAConfirmer(Evenement):
    """The link that opens the account. `secret` is in the mail alone; `reference` names this link without it."""

    reference: str
    secret: str

    code: ClassVar[str] = "inscription_a_confirmer"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Confirmer mon compte"

    def cle(self) -> str:
        return self.reference

    def sujet(self) -> str:
        return "Création de votre compte"

    def texte(self) -> list[str]:
        return [
            "Vous avez demandé un compte demandeur dans Forprev. Pour le confirmer et choisir votre mot de passe, "
            "suivez ce lien, valable 72 heures. Passé ce délai, votre demande est effacée\u00a0: vous pourrez la "
            "refaire.",
            "Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\u00a0: aucun compte ne sera ouvert.",
        ]

    def lien_courriel(self) -> str:
        return f"/inscription/confirmation/{self.secret}/"


@dataclass(frozen=True)
class CompteExistant(Evenement):
    """Somebody asked for an account with the e-mail of one: its owner alone is told, with the way of ACC-21."""

    numero: str
    reference: str

    code: ClassVar[str] = "compte_existant"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Ouvrir Mes profils"

    def cle(self) -> str:
        return f"{self.numero}:{self.reference}"

    def sujet(self) -> str:
        return "Vous avez déjà un compte"

    def texte(self) -> list[str]:
        return [
            "Un compte demandeur a été demandé avec cet e-mail, qui est déjà celui de votre compte Forprev, "
            f"N°\u00a0{self.numero}. Il n’en faut pas de second\u00a0: connectez-vous, puis, dans "
            "«\u202fMes profils\u202f», choisissez «\u202fCréer une entité\u202f». Vous tiendrez alors un profil "
            "demandeur à côté des vôtres.",
            "Si vous avez oublié votre mot de passe, demandez un lien par «\u202fMot de passe oublié\u202f», sur la "
            "page de connexion.",
            "Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\u00a0: rien n’a changé.",
        ]

    def lien(self) -> str:
        return "/profils/"
