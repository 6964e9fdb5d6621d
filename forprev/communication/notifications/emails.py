"""What is mailed when a person changes their e-mail: the new address confirms, the old one is told [ACC-07]."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications.evenement import Evenement
from forprev.communication.states import Categorie


@dataclass(frozen=True)
class EmailAConfirmer(Evenement):
    """To the new address. It may be mistyped, hence somebody else's: nothing of the account is said.

    `secret` is in the mail alone; `reference` names this link without it.
    """

    reference: str
    secret: str

    code: ClassVar[str] = "email_a_confirmer"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Confirmer cet e-mail"

    def cle(self) -> str:
        return self.reference

    def sujet(self) -> str:
        return "Confirmez votre nouvel e-mail"

    def texte(self) -> list[str]:
        return [
            "Vous avez demandé que cet e-mail devienne celui de votre compte Forprev. Pour le confirmer, suivez ce "
            "lien, valable 72 heures. Sinon, ignorez ce message\u00a0: rien ne changera."
        ]

    def lien_courriel(self) -> str:
        return f"/mon-profil/e-mail/confirmation/{self.secret}/"


@dataclass(frozen=True)
class ChangementEmailDemande(Evenement):
    """To the present address, while the change can still be stopped."""

    numero: str
    reference: str

    code: ClassVar[str] = "changement_email_demande"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Ouvrir Mon profil"

    def cle(self) -> str:
        return self.reference

    def sujet(self) -> str:
        return "Changement d’e-mail demandé"

    def texte(self) -> list[str]:
        return [
            f"Un changement d’e-mail a été demandé pour votre compte Forprev, N°\u00a0{self.numero}. Il prendra effet "
            "quand la nouvelle adresse l’aura confirmé.",
            "Si vous n’êtes pas à l’origine de cette demande, annulez-la dans Mon profil, puis changez votre mot de "
            "passe.",
        ]

    def lien(self) -> str:
        return "/mon-profil/"


@dataclass(frozen=True)
class EmailChange(Evenement):
    """To the address left, once the new one has confirmed."""

    numero: str
    reference: str
    assistance: str

    code: ClassVar[str] = "email_change"
    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def cle(self) -> str:
        return self.reference

    def sujet(self) -> str:
        return "Votre e-mail a été changé"

    def texte(self) -> list[str]:
        return [
            f"L’e-mail de votre compte Forprev, N°\u00a0{self.numero}, vient d’être remplacé. Forprev n’écrira plus à "
            "cette adresse, et les liens de mot de passe qu’elle a reçus ne fonctionnent plus.",
            "Si vous n’êtes pas à l’origine de ce changement, écrivez sans attendre à l’assistance Forprev, "
            f"{self.assistance}.",
        ]

    def texte_ligne(self) -> list[str]:
        return ["L’e-mail de votre compte a été remplacé par celui que vous avez confirmé."]
