"""What waits for the assistance, for its dashboard."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Min, QuerySet

from forprev.aide.models import Ticket
from forprev.comptes.models import Doublon, Personne
from forprev.personnes.models import DemandeEffacement, Rectification


class Travail(StrEnum):
    """The kinds of work of the assistance, the most pressing first."""

    GELES = "geles"
    CONTACTS = "contacts"
    RECTIFICATIONS = "rectifications"
    EFFACEMENTS = "effacements"
    DOUBLONS = "doublons"


@dataclass(frozen=True, slots=True)
class Attente:
    """How many wait, and since when the oldest does."""

    nombre: int
    depuis: datetime


def attentes_de_l_assistance() -> dict[Travail, Attente]:
    """What waits, by kind, in one query each; kinds without anything are absent [NOT-03]."""
    lus = {travail: _attente(lignes, depuis) for travail, (lignes, depuis) in _travaux().items()}
    return {travail: attente for travail, attente in lus.items() if attente}


def comptes_geles() -> QuerySet[Personne]:
    """The accounts that *Ce n’est pas moi* froze and nobody gave back yet [ACC-20]."""
    return Personne.objects.filter(conteste_le__isnull=False)


def _travaux() -> dict[Travail, tuple[QuerySet, str]]:
    return {
        Travail.GELES: (comptes_geles(), "conteste_le"),
        Travail.CONTACTS: (Ticket.objects.a_traiter(), "attend_depuis"),
        Travail.RECTIFICATIONS: (Rectification.objects.ouvertes(), "deposee_le"),
        Travail.EFFACEMENTS: (DemandeEffacement.objects.ouvertes(), "deposee_le"),
        Travail.DOUBLONS: (Doublon.objects.filter(traite_le__isnull=True), "signale_le"),
    }


def _attente(lignes: QuerySet, depuis: str) -> Attente | None:
    lu = lignes.order_by().aggregate(nombre=Count("pk"), depuis=Min(depuis))
    return Attente(**lu) if lu["nombre"] else None
