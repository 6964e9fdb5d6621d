"""What a délégataire is told of the habilitations they may use."""

from abc import ABC
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.socle.text import enumerer


@dataclass(frozen=True)
class _EvenementDeDelegation(Evenement, ABC):
    """Habilitations given or taken back together, at one instant."""

    membre_id: int
    entite: str
    habilitations: tuple[str, ...]
    quand: str
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Voir mes habilitations"

    def cle(self) -> str:
        return f"{self.membre_id}-{self.quand}"

    @property
    def liste(self) -> str:
        return enumerer(list(self.habilitations))

    def lien(self) -> str:
        return "/habilitations/"


class DelegationDonnee(_EvenementDeDelegation):
    code = "delegation_donnee"

    def sujet(self) -> str:
        return "Nouvelle délégation" if len(self.habilitations) == 1 else "Nouvelles délégations"

    def texte(self) -> list[str]:
        return [
            f"Un gestionnaire de {self.entite} vous a rattaché à\u00a0: {self.liste}.",
            "Vous pouvez y déclarer des sessions de certification dès aujourd’hui.",
        ]


class DelegationTerminee(_EvenementDeDelegation):
    code = "delegation_terminee"

    def sujet(self) -> str:
        return "Fin d’une délégation"

    def texte(self) -> list[str]:
        return [
            f"Votre délégation pour {self.entite} a pris fin\u00a0: {self.liste}.",
            "Les sessions de certification que vous y aviez déclarées passent aux gestionnaires de l’entité, et leurs "
            "téléchargements vous sont fermés.",
        ]


def annoncer_delegations(membre: Membre, delegations: Sequence[Delegation], *, le: datetime) -> None:
    """Tell the délégataire which habilitations are now theirs."""
    _annoncer(DelegationDonnee, membre, delegations, le)


def annoncer_fin(membre: Membre, delegation: Delegation, *, le: datetime) -> None:
    """Tell the délégataire which habilitation is no longer theirs."""
    _annoncer(DelegationTerminee, membre, [delegation], le)


def _annoncer(
    classe: type[_EvenementDeDelegation], membre: Membre, delegations: Sequence[Delegation], le: datetime
) -> None:
    evenement = classe(membre.pk, membre.entite.raison_sociale, libelles(delegations), le.isoformat())
    annoncer(evenement, [Destinataire(membre.personne_id, f"{membre.role}-{membre.entite_id}")], le=le)


def libelles(delegations: Sequence[Delegation]) -> tuple[str, ...]:
    """« SST / 2 (H30001/2024/SST-2/C/00) » for each."""
    return tuple(f"{d.habilitation.dispositif_niveau} ({d.habilitation.numero})" for d in delegations)
