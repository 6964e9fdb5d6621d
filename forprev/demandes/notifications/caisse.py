"""What the caisse is told, and what both sides are."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from forprev.communication.actions import annoncer
from forprev.comptes.models import Acteur, Personne
from forprev.demandes.models import Demande, LigneSuivi
from forprev.demandes.models.demande import partie_de
from forprev.demandes.notifications.audiences import SurDemande, champs, de_l_entite, de_l_instructeur, de_la_caisse
from forprev.demandes.states import Partie
from forprev.referentiel.models import Caisse


@dataclass(frozen=True)
class DossierRecu(SurDemande):
    """To the instructeurs of the caisse."""

    code: ClassVar[str] = "dossier_recu"
    libelle_lien: ClassVar[str] = "Ouvrir le dossier"

    def sujet(self) -> str:
        return f"Nouveau dossier à instruire, n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"Un dossier {self.nom} a été déposé. Il attend d’être pris en charge."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


@dataclass(frozen=True)
class DossierAffecte(SurDemande):
    code: ClassVar[str] = "dossier_affecte"
    libelle_lien: ClassVar[str] = "Ouvrir le dossier"

    def sujet(self) -> str:
        return f"Le dossier n°\u00a0{self.numero} vous est confié"

    def texte(self) -> list[str]:
        return [f"Le dossier {self.nom} vous a été confié pour instruction."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def dossier_affecte(demande: Demande, a: Personne, *, le: datetime) -> None:
    annoncer(DossierAffecte(*champs(demande)), de_l_instructeur(demande), le=le)


@dataclass(frozen=True)
class ComplementsRecus(SurDemande):
    """To the instructeur."""

    code: ClassVar[str] = "complements_recus"
    libelle_lien: ClassVar[str] = "Ouvrir le dossier"

    def sujet(self) -> str:
        return f"Compléments reçus, dossier n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"L’entité a répondu pour le dossier {self.nom}\u00a0: il reprend dans la même phase."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def complements_recus(demande: Demande, *, le: datetime) -> None:
    annoncer(ComplementsRecus(*champs(demande)), de_l_instructeur(demande), le=le)


@dataclass(frozen=True)
class DemandeAbandonnee(SurDemande):
    """To the instructeur: the entity gave the request up."""

    code: ClassVar[str] = "demande_abandonnee"
    libelle_lien: ClassVar[str] = "Voir le dossier"

    def sujet(self) -> str:
        return f"Dossier n°\u00a0{self.numero} abandonné par l’entité"

    def texte(self) -> list[str]:
        return [f"L’entité a abandonné le dossier {self.nom}\u00a0: il n’y a plus rien à instruire."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def demande_abandonnee(demande: Demande, *, le: datetime) -> None:
    annoncer(DemandeAbandonnee(*champs(demande)), de_l_instructeur(demande), le=le)


@dataclass(frozen=True)
class EntiteDeplacee(SurDemande):
    """To both caisses, when an address moved the entity from one to the other [ENT-10]."""

    entite: str
    ancienne: str
    nouvelle: str
    # The file stays with the former caisse: the other one cannot open it.
    lisible: bool = True

    code: ClassVar[str] = "entite_deplacee"
    libelle_lien: ClassVar[str] = "Voir le dossier"

    def sujet(self) -> str:
        return f"{self.entite} change de caisse"

    def texte(self) -> list[str]:
        return [
            f"À la suite d’un changement d’adresse validé, {self.entite} passe de {self.ancienne} à {self.nouvelle}, "
            "avec ses habilitations. Les demandes ouvertes restent où elles sont, sauf transfert."
        ]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/" if self.lisible else ""


def entite_deplacee(demande: Demande, *, de: Caisse | None, vers: Caisse | None, le: datetime) -> None:
    evenement = EntiteDeplacee(
        *champs(demande), entite=demande.entite.raison_sociale, ancienne=_nom(de), nouvelle=_nom(vers)
    )
    annoncer(evenement, de_la_caisse(de.pk if de else None), le=le)
    # The INRS opens every file.
    annoncer(replace(evenement, lisible=vers is None), de_la_caisse(vers.pk if vers else None), le=le)


def _nom(caisse: Caisse | None) -> str:
    return caisse.nom if caisse else "l’INRS"


@dataclass(frozen=True)
class DossierTransfere(SurDemande):
    """To the instructeurs who receive it, and to the entity."""

    caisse: str

    code: ClassVar[str] = "dossier_transfere"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} transférée"

    def texte(self) -> list[str]:
        return [f"La demande {self.nom} est désormais instruite par {self.caisse}."]


def dossier_transfere(demande: Demande, *, le: datetime) -> None:
    evenement = DossierTransfere(*champs(demande), caisse=_nom(demande.caisse))
    annoncer(evenement, de_l_entite(demande), le=le)
    annoncer(DossierRecu(*champs(demande)), de_la_caisse(demande.caisse_id), le=le)


@dataclass(frozen=True)
class MessageRecu(SurDemande):
    """To the other side of the file: one line of the history, whatever else changes meanwhile."""

    ligne: int
    pour_la_caisse: bool = False

    code: ClassVar[str] = "message_de_demande"

    def sujet(self) -> str:
        return f"Nouveau message, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"Un message a été ajouté à la demande {self.nom}. Il se lit dans la demande."]

    def cle(self) -> str:
        return f"{self.numero}:{self.ligne}"

    def lien(self) -> str:
        return f"/instruction/{self.numero}/" if self.pour_la_caisse else super().lien()


def message_recu(demande: Demande, ligne: LigneSuivi, *, par: Acteur, le: datetime) -> None:
    """To the other side of the file."""
    pour_la_caisse = partie_de(par) == Partie.ENTITE
    evenement = MessageRecu(*champs(demande), ligne=ligne.pk, pour_la_caisse=pour_la_caisse)
    annoncer(evenement, de_l_instructeur(demande) if pour_la_caisse else de_l_entite(demande), le=le)
