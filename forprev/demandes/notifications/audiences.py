"""Who is told about a request, and what every event about one begins with."""

from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import RoleReseau
from forprev.comptes.states import Profil
from forprev.demandes.models import Demande
from forprev.demandes.states import LIBELLES_TYPE
from forprev.entites.models import Membre

ORGANISATEURS = (Membre.Role.GESTIONNAIRE, Membre.Role.DEMANDEUR)


def de_l_entite(demande: Demande) -> list[Destinataire]:
    """The requester or all gestionnaires [DEM-26]."""
    membres = Membre.objects.filter(entite=demande.entite_id, role__in=ORGANISATEURS, lecture_jusqu_au=None)
    return [Destinataire(m.personne_id, f"{m.role}-{m.entite_id}") for m in membres.order_by("pk")]


def de_la_caisse(caisse_id: str | None) -> list[Destinataire]:
    """The instructeurs of a caisse; the INRS where there is none [ENT-03]."""
    if caisse_id:
        roles = RoleReseau.objects.filter(nature=Profil.INSTRUCTEUR, caisse=caisse_id)
        return [Destinataire(r.personne_id, f"{Profil.INSTRUCTEUR}-{caisse_id}") for r in roles.order_by("pk")]
    inrs = RoleReseau.objects.filter(nature=Profil.INRS).order_by("pk")
    return [Destinataire(role.personne_id, Profil.INRS.value) for role in inrs]


def de_l_instructeur(demande: Demande) -> list[Destinataire]:
    """The instructeur of the file; those of its caisse while nobody has it."""
    if demande.affectee_a_id is None:
        return de_la_caisse(demande.caisse_id)
    tous = de_la_caisse(demande.caisse_id)
    sien = [d for d in tous if d.personne_id == demande.affectee_a_id]
    return sien or [Destinataire(demande.affectee_a_id, Profil.INRS.value)]


@dataclass(frozen=True)
class SurDemande(Evenement):
    """An event about one request: its number, its kind, what it is for, and how many times it has changed."""

    numero: int
    genre: str
    sur: str
    version: int

    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Voir la demande"

    def cle(self) -> str:
        return f"{self.numero}:{self.version}"

    @property
    def nom(self) -> str:
        """« votre demande n° 125 (Habilitation SST / 1) »."""
        quoi = f"{self.genre} {self.sur}".strip()
        return f"n°\u00a0{self.numero} ({quoi})"

    def lien(self) -> str:
        return f"/demandes/{self.numero}/"


def champs(demande: Demande) -> tuple[int, str, str, int]:
    """The fields that every event about a request begins with."""
    niveau = str(demande.dispositif_niveau) if demande.dispositif_niveau else ""
    return demande.pk, LIBELLES_TYPE[demande.genre], niveau, demande.version
