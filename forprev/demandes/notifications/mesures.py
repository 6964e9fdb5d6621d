"""What people are told about a right outside any request (04-events.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.courriels.actions import PieceJointe
from forprev.demandes.models import Courrier
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation, Habilitation

PHRASES = {
    Courrier.Nature.SUSPENSION: "est suspendue",
    Courrier.Nature.LEVEE: "n’est plus suspendue",
    Courrier.Nature.RETRAIT: "est retirée",
    Courrier.Nature.PROLONGATION: "est prolongée",
}

GRAVES = (Courrier.Nature.SUSPENSION, Courrier.Nature.RETRAIT)


@dataclass(frozen=True)
class MesurePrise(Evenement):
    """A right suspended or withdrawn; the letter goes to gestionnaires only."""

    habilitation: int
    numero: str
    niveau: str
    nature: str
    courrier: str
    fichier: str = ""

    code: ClassVar[str] = "mesure_habilitation"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Voir l’habilitation"

    def cle(self) -> str:
        return self.courrier

    @property
    def phrase(self) -> str:
        return PHRASES[Courrier.Nature(self.nature)]

    def sujet(self) -> str:
        return f"L’habilitation {self.niveau} {self.phrase}"

    def texte(self) -> list[str]:
        debut = f"L’habilitation n°\u00a0{self.numero} ({self.niveau}) {self.phrase}."
        if not self.fichier:
            return [f"{debut} Les dates sont dans Forprev."]
        return [
            debut,
            f"Le courrier n°\u00a0{self.courrier} est joint à ce message\u00a0; il se lit aussi dans Forprev.",
        ]

    def lien(self) -> str:
        return f"/habilitations/{self.habilitation}/"

    def pieces(self) -> Sequence[PieceJointe]:
        return [PieceJointe(self.fichier, f"Forprev {self.courrier}.pdf")] if self.fichier else ()


@dataclass(frozen=True)
class DroitRetabli(MesurePrise):
    """A right restored or prolonged: good news may wait for the day's summary."""

    code: ClassVar[str] = "droit_retabli"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION


def mesure_prise(habilitation: Habilitation, courrier: Courrier, *, le: datetime) -> None:
    """All gestionnaires with the letter; the délégataires attached, without it."""
    champs = (habilitation.pk, habilitation.numero, str(habilitation.dispositif_niveau), courrier.nature)
    gestionnaires = Membre.objects.gestionnaires().filter(entite=habilitation.entite_id).order_by("pk")
    genre = MesurePrise if courrier.nature in GRAVES else DroitRetabli
    avec = genre(*champs, courrier=courrier.numero, fichier=courrier.fichier)
    annoncer(avec, [_destinataire(membre) for membre in gestionnaires], le=le)
    delegations = Delegation.objects.en_cours().filter(habilitation=habilitation).select_related("membre")
    sans = genre(*champs, courrier=courrier.numero)
    annoncer(sans, [_destinataire(delegation.membre) for delegation in delegations.order_by("pk")], le=le)


def _destinataire(membre: Membre) -> Destinataire:
    return Destinataire(membre.personne_id, f"{membre.role}-{membre.entite_id}")
