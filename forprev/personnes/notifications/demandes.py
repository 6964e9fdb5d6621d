"""What people are told about rectifications and erasure requests: references only, the reasons are read on the page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import RoleReseau
from forprev.comptes.states import Profil
from forprev.personnes.models import DemandeEffacement, Rectification
from forprev.socle.dates import longue


@dataclass(frozen=True)
class _ALAssistance(Evenement):
    """Somebody asks for something, to be answered by a day."""

    pk: int
    numero: str
    limite: date
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Ouvrir la demande"

    def cle(self) -> str:
        return str(self.pk)


class RectificationDemandee(_ALAssistance):
    code = "rectification_demandee"

    def sujet(self) -> str:
        return f"Rectification à traiter\u00a0: {self.numero}"

    def texte(self) -> list[str]:
        return [
            f"La personne du N°\u00a0Forprev {self.numero} demande la rectification de son identité.",
            f"Répondez-lui avant le {longue(self.limite)} inclus.",
        ]

    def lien(self) -> str:
        return f"/rectifications/{self.pk}/"


class EffacementDemande(_ALAssistance):
    code = "effacement_demande"

    def sujet(self) -> str:
        return f"Effacement à traiter\u00a0: {self.numero}"

    def texte(self) -> list[str]:
        return [
            f"La personne du N°\u00a0Forprev {self.numero} demande l’effacement de son compte.",
            f"Répondez-lui avant le {longue(self.limite)} inclus.",
        ]

    def lien(self) -> str:
        return f"/effacements/{self.pk}/"


@dataclass(frozen=True)
class _ALaPersonne(Evenement):
    """The answer to a request of one day."""

    pk: int
    deposee_le: date
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Lire la réponse"

    def cle(self) -> str:
        return str(self.pk)


class RectificationFaite(_ALaPersonne):
    code = "rectification_faite"
    libelle_lien = "Voir mon profil"

    def sujet(self) -> str:
        return "Votre identité est corrigée"

    def texte(self) -> list[str]:
        return [
            f"L’assistance a corrigé votre identité, à votre demande du {longue(self.deposee_le)}.",
            "Vérifiez-la dans votre profil. Si vous aviez joint un justificatif, il est supprimé.",
        ]

    def lien(self) -> str:
        return "/mon-profil/"


class RectificationRefusee(_ALaPersonne):
    code = "rectification_refusee"

    def sujet(self) -> str:
        return "Réponse à votre demande de rectification"

    def texte(self) -> list[str]:
        return [
            f"L’assistance n’a pas pu donner suite à votre demande de rectification du {longue(self.deposee_le)}.",
            "Lisez sa réponse dans votre profil\u00a0: vous pouvez y déposer une nouvelle demande. Si vous aviez joint "
            "un justificatif, il est supprimé.",
        ]

    def lien(self) -> str:
        return "/mon-profil/rectification/"


class EffacementRefuse(_ALaPersonne):
    code = "effacement_refuse"

    def sujet(self) -> str:
        return "Réponse à votre demande d’effacement"

    def texte(self) -> list[str]:
        return [
            f"L’assistance n’a pas pu donner suite à votre demande d’effacement du {longue(self.deposee_le)}.",
            "Lisez sa réponse dans votre profil, où vous pouvez déposer une nouvelle demande.",
        ]

    def lien(self) -> str:
        return "/mon-profil/mes-donnees/"


class EffacementFait(_ALaPersonne):
    """The last mail: the person has no preferences and no page any more, so it is sent whatever they were."""

    code = "effacement_fait"
    categorie = Categorie.COMPTE

    def sujet(self) -> str:
        return "Votre compte est effacé"

    def texte(self) -> list[str]:
        return [
            f"À votre demande du {longue(self.deposee_le)}, votre compte Forprev et les données qui vous concernaient "
            "sont effacés. Vous ne pouvez plus vous connecter.",
            "Ce message est le dernier\u00a0: votre adresse n’est plus utilisée.",
        ]


@dataclass(frozen=True)
class CertificatsReemis(Evenement):
    """To a trainer: certificates issued again under the corrected identity [CER-11]. `certificat`: the first new one,
    which belongs to this occurrence alone."""

    certificat: int
    nombre: int
    code: ClassVar[str] = "certificats_reemis"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Voir mes certificats"

    def cle(self) -> str:
        return str(self.certificat)

    def sujet(self) -> str:
        return "Votre certificat de formateur est remplacé" if self.nombre == 1 else "Vos certificats sont remplacés"

    def texte(self) -> list[str]:
        if self.nombre == 1:
            quoi = "Votre certificat de formateur valable est réémis avec votre identité corrigée et les mêmes dates."
            return [quoi, "Téléchargez-le\u00a0: l’ancien n’est plus valable, la vérification le dit remplacé."]
        return [
            f"Vos {self.nombre} certificats de formateur valables sont réémis avec votre identité corrigée et les "
            "mêmes dates.",
            "Téléchargez-les\u00a0: les anciens ne sont plus valables, la vérification les dit remplacés.",
        ]

    def lien(self) -> str:
        return "/certificats/"


def annoncer_a_l_assistance(demande: Rectification | DemandeEffacement, *, le: datetime) -> None:
    """Tell the assistance that somebody waits for an answer."""
    evenement = RectificationDemandee if isinstance(demande, Rectification) else EffacementDemande
    roles = RoleReseau.objects.filter(nature=RoleReseau.Nature.ASSISTANCE).order_by("pk")
    destinataires = [Destinataire(role.personne_id, Profil.ASSISTANCE.value) for role in roles]
    annoncer(evenement(demande.pk, demande.personne.numero, demande.limite), destinataires, le=le)
