"""What a person is told of their role in an entity."""

from abc import ABC
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.text import Truncator

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import Personne
from forprev.comptes.states import LIBELLES_PROFILS, Profil
from forprev.entites.models import Entite, Membre
from forprev.socle.text import enumerer

ENTITE_AU_PLUS = 120
PEUT = {
    Profil.GESTIONNAIRE: (
        "Vous tenez le compte de l’entité\u00a0: ses données, ses demandes, ses habilitations, ses utilisateurs et "
        "toutes ses sessions de certification."
    ),
    Profil.DELEGATAIRE: (
        "Vous déclarez des sessions de certification sur les habilitations qui vous sont déléguées, et ne voyez que "
        "les vôtres."
    ),
}


@dataclass(frozen=True)
class _EvenementDeRole(Evenement, ABC):
    """One change of a role, at one instant."""

    entite_id: int
    entite: str
    role: Profil
    quand: str
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Ouvrir mon tableau de bord"

    def cle(self) -> str:
        return f"{self.entite_id}-{self.quand}"

    @property
    def libelle(self) -> str:
        return LIBELLES_PROFILS[self.role].lower()

    @property
    def entite_courte(self) -> str:
        """A subject has room for so many characters."""
        return Truncator(self.entite).chars(ENTITE_AU_PLUS)

    def lien(self) -> str:
        return "/tableau-de-bord/"


@dataclass(frozen=True)
class RoleDonne(_EvenementDeRole):
    """`habilitations`: those that a délégataire is attached to from the start."""

    habilitations: tuple[str, ...] = ()
    code: ClassVar[str] = "role_donne"

    def sujet(self) -> str:
        return f"{self.entite_courte}\u00a0: vous êtes {self.libelle}"

    def texte(self) -> list[str]:
        ouvertes = (
            [f"Habilitations déléguées\u00a0: {enumerer(list(self.habilitations))}."] if self.habilitations else []
        )
        return [
            f"Un gestionnaire de {self.entite} vous a nommé {self.libelle} dans Forprev.",
            PEUT[self.role],
            *ouvertes,
        ]


@dataclass(frozen=True)
class RoleChange(RoleDonne):
    code: ClassVar[str] = "role_change"

    def texte(self) -> list[str]:
        return [
            f"Votre rôle dans {self.entite} a changé\u00a0: vous êtes maintenant {self.libelle}.",
            *super().texte()[1:],
        ]


@dataclass(frozen=True)
class RoleTermine(_EvenementDeRole):
    code: ClassVar[str] = "role_termine"
    libelle_lien: ClassVar[str] = "Comprendre mes accès"

    def sujet(self) -> str:
        return f"{self.entite_courte}\u00a0: vous n’êtes plus {self.libelle}"

    def texte(self) -> list[str]:
        return [
            f"Votre rôle de {self.libelle} pour {self.entite} a pris fin. Ce profil est fermé\u00a0; vos autres "
            "profils et votre N°\u00a0Forprev restent les vôtres.",
            "Les sessions de certification que vous aviez déclarées pour cette entité passent à ses gestionnaires.",
        ]

    def lien(self) -> str:
        return "/acces/"


def annoncer_role(membre: Membre, *, le: datetime, nouveau: bool = True, habilitations: tuple[str, ...] = ()) -> None:
    """Tell the person the role that is now theirs: given (`nouveau`), or changed."""
    classe = RoleDonne if nouveau else RoleChange
    evenement = classe(**_faits(membre.entite, membre.role, le), habilitations=habilitations)
    annoncer(evenement, [Destinataire(membre.personne_id, f"{membre.role}-{membre.entite_id}")], le=le)


def annoncer_fin_de_role(personne: Personne, entite: Entite, role: str, *, le: datetime) -> None:
    """Tell the person that the role is no longer theirs; under no profile, since this one is closed."""
    annoncer(RoleTermine(**_faits(entite, role, le)), [Destinataire(personne.pk)], le=le)


def _faits(entite: Entite, role: str, le: datetime) -> dict:
    return {"entite_id": entite.pk, "entite": entite.raison_sociale, "role": Profil(role), "quand": le.isoformat()}
