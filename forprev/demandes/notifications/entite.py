"""What the entity is told (04-events.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire
from forprev.communication.states import Categorie
from forprev.comptes.models import Acteur
from forprev.courriels.actions import PieceJointe
from forprev.demandes.models import Complement, Courrier, Demande
from forprev.demandes.notifications.audiences import SurDemande, champs, de_l_entite, de_la_caisse
from forprev.demandes.notifications.caisse import DossierRecu
from forprev.demandes.states import LIBELLES_PHASE, Etat, Phase
from forprev.entites.models import Membre
from forprev.socle.dates import longue


@dataclass(frozen=True)
class DemandeDeposee(SurDemande):
    """To whoever filed it: the acknowledgement, with the number."""

    code: ClassVar[str] = "demande_deposee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} bien reçue"

    def texte(self) -> list[str]:
        return [f"Nous avons bien reçu votre demande {self.nom}. Vous pouvez suivre ses étapes dans Forprev."]


def demande_deposee(demande: Demande, *, par: Acteur, le: datetime) -> None:
    annoncer(DemandeDeposee(*champs(demande)), [Destinataire(par.personne_id, par.code)], le=le)
    annoncer(DossierRecu(*champs(demande)), de_la_caisse(demande.caisse_id), le=le)


@dataclass(frozen=True)
class FicheDecidee(SurDemande):
    """New entity or administrative update, validated or refused."""

    validee: bool

    code: ClassVar[str] = "fiche_decidee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} {'validée' if self.validee else 'refusée'}"

    def texte(self) -> list[str]:
        if not self.validee:
            return [f"Votre demande {self.nom} a été refusée. Les raisons sont dans la demande."]
        return [f"Votre demande {self.nom} a été validée\u00a0: les données sont en vigueur."]


def fiche_decidee(demande: Demande, *, le: datetime) -> None:
    evenement = FicheDecidee(*champs(demande), validee=demande.etat == Etat.VALIDEE)
    annoncer(evenement, de_l_entite(demande), le=le)


@dataclass(frozen=True)
class ComplementsDemandes(SurDemande):
    limite: date

    code: ClassVar[str] = "complements_demandes"
    libelle_lien: ClassVar[str] = "Compléter la demande"

    def sujet(self) -> str:
        return f"Compléments demandés, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} doit être complétée. La raison et les onglets à reprendre sont dans la demande.",
            f"Vous avez jusqu’au {longue(self.limite)} inclus pour répondre.",
        ]


def complements_demandes(demande: Demande, complement: Complement, *, le: datetime) -> None:
    annoncer(ComplementsDemandes(*champs(demande), limite=complement.limite), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class ComplementsAttendus(SurDemande):
    """A reminder: its rank, not its day, makes it one occurrence."""

    complement: int
    rang: int
    limite: date

    code: ClassVar[str] = "complements_attendus"
    categorie: ClassVar[Categorie] = Categorie.ALERTE
    libelle_lien: ClassVar[str] = "Compléter la demande"

    def cle(self) -> str:
        return f"{self.numero}:{self.complement}:{self.rang}"

    def sujet(self) -> str:
        return f"Compléments toujours attendus, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} attend toujours des compléments. La raison et les onglets à reprendre sont dans "
            "la demande.",
            f"Vous avez jusqu’au {longue(self.limite)} inclus pour répondre. Passé ce jour, votre caisse pourra "
            "classer la demande sans suite.",
        ]


def complements_attendus(demande: Demande, complement: Complement, *, rang: int, le: datetime) -> bool:
    """False when everybody had been told already."""
    evenement = ComplementsAttendus(*champs(demande), complement=complement.pk, rang=rang, limite=complement.limite)
    return bool(annoncer(evenement, de_l_entite(demande), le=le))


@dataclass(frozen=True)
class BrouillonASupprimer(SurDemande):
    """Once as long as nobody touches it: a draft that changes has another version."""

    jour: date

    code: ClassVar[str] = "brouillon_a_supprimer"
    categorie: ClassVar[Categorie] = Categorie.ALERTE
    libelle_lien: ClassVar[str] = "Reprendre la demande"

    def sujet(self) -> str:
        return f"Votre brouillon n°\u00a0{self.numero} va être supprimé"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} est restée à l’état de brouillon sans être modifiée. Elle sera supprimée, avec "
            f"ses pièces, le {longue(self.jour)}.",
            "Pour la garder, modifiez-la ou soumettez-la d’ici là.",
        ]


def brouillon_a_supprimer(demande: Demande, jour: date, *, le: datetime) -> bool:
    """False when everybody had been told already."""
    return bool(annoncer(BrouillonASupprimer(*champs(demande), jour=jour), de_l_entite(demande), le=le))


@dataclass(frozen=True)
class ComplementsRetires(SurDemande):
    code: ClassVar[str] = "complements_retires"

    def sujet(self) -> str:
        return f"Compléments retirés, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"Plus rien n’est attendu de vous pour votre demande {self.nom}\u00a0: son instruction continue."]


def complements_retires(demande: Demande, *, le: datetime) -> None:
    annoncer(ComplementsRetires(*champs(demande)), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class DemandeClassee(SurDemande):
    code: ClassVar[str] = "demande_classee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} classée sans suite"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} a été classée sans suite\u00a0: les compléments demandés ne sont pas arrivés "
            "avant la limite. Vous pouvez en faire une nouvelle."
        ]


def demande_classee(demande: Demande, *, le: datetime) -> None:
    annoncer(DemandeClassee(*champs(demande)), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class PhasePassee(SurDemande):
    phase: str

    code: ClassVar[str] = "phase_passee"

    def sujet(self) -> str:
        return f"Votre demande n°\u00a0{self.numero} avance"

    def texte(self) -> list[str]:
        return [f"Votre demande {self.nom} est entrée dans la phase «\u202f{self.phase}\u202f»."]


def phase_passee(demande: Demande, *, le: datetime) -> None:
    annoncer(PhasePassee(*champs(demande), phase=LIBELLES_PHASE[Phase(demande.phase)]), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class Inscrite(SurDemande):
    jour: date

    code: ClassVar[str] = "demande_inscrite"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} inscrite à une séance"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} sera examinée par la commission nationale d’habilitation dans sa séance du "
            f"{longue(self.jour)}."
        ]


def inscrite(demande: Demande, *, le: datetime) -> None:
    assert demande.seance is not None
    annoncer(Inscrite(*champs(demande), jour=demande.seance.jour), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class Reportee(SurDemande):
    code: ClassVar[str] = "demande_reportee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} reportée"

    def texte(self) -> list[str]:
        return [f"Votre demande {self.nom} n’est plus à l’ordre du jour de la séance prévue. Une autre sera choisie."]


def reportee(demande: Demande, *, le: datetime) -> None:
    annoncer(Reportee(*champs(demande)), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class Ajournee(SurDemande):
    jour: date

    code: ClassVar[str] = "demande_ajournee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} ajournée"

    def texte(self) -> list[str]:
        return [
            f"Dans sa séance du {longue(self.jour)}, la commission nationale d’habilitation a ajourné votre demande "
            f"{self.nom}. Les raisons sont dans la demande\u00a0; son instruction continue."
        ]


def ajournee(demande: Demande, jour: date, *, le: datetime) -> None:
    annoncer(Ajournee(*champs(demande), jour=jour), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class DecisionRendue(SurDemande):
    """The decision, with the letter: always sent."""

    favorable: bool
    courrier: str
    fichier: str

    code: ClassVar[str] = "decision_rendue"
    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def sujet(self) -> str:
        mot = "favorable" if self.favorable else "défavorable"
        return f"Décision {mot}, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        mot = "favorable" if self.favorable else "défavorable"
        return [
            f"La commission nationale d’habilitation a rendu une décision {mot} sur votre demande {self.nom}.",
            f"Le courrier n°\u00a0{self.courrier} est joint à ce message\u00a0; il se lit aussi dans Forprev.",
        ]

    def pieces(self) -> Sequence[PieceJointe]:
        return [PieceJointe(self.fichier, f"Forprev {self.courrier}.pdf")]


def decision_rendue(demande: Demande, courrier: Courrier, *, le: datetime) -> None:
    favorable = courrier.nature == Courrier.Nature.FAVORABLE
    evenement = DecisionRendue(
        *champs(demande), favorable=favorable, courrier=courrier.numero, fichier=courrier.fichier
    )
    annoncer(evenement, de_l_entite(demande), le=le)


@dataclass(frozen=True)
class DemandeurPromu(SurDemande):
    entite: str

    code: ClassVar[str] = "demandeur_promu"
    libelle_lien: ClassVar[str] = "Ouvrir le tableau de bord"

    def sujet(self) -> str:
        return "Vous êtes gestionnaire"

    def texte(self) -> list[str]:
        return [
            f"La première habilitation de {self.entite} est accordée\u00a0: vous êtes désormais gestionnaire de son "
            "compte. Vous pouvez y ajouter des utilisateurs et déclarer des sessions."
        ]

    def lien(self) -> str:
        return "/tableau-de-bord/"


def demandeur_promu(membre: Membre, demande: Demande, *, le: datetime) -> None:
    evenement = DemandeurPromu(*champs(demande), entite=demande.entite.raison_sociale)
    annoncer(evenement, [Destinataire(membre.personne_id, f"{membre.role}-{membre.entite_id}")], le=le)


@dataclass(frozen=True)
class PlateformeDecidee(SurDemande):
    """An added plateforme, accepted with its letter, or refused."""

    accordee: bool

    code: ClassVar[str] = "plateforme_decidee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} {'acceptée' if self.accordee else 'refusée'}"

    def texte(self) -> list[str]:
        if not self.accordee:
            return [f"Votre demande {self.nom} a été refusée. Les raisons sont dans la demande."]
        return [f"Votre demande {self.nom} a été acceptée. Le courrier se lit dans l’habilitation."]


def plateforme_decidee(demande: Demande, *, le: datetime) -> None:
    evenement = PlateformeDecidee(*champs(demande), accordee=demande.etat == Etat.ACCORDEE)
    annoncer(evenement, de_l_entite(demande), le=le)
