"""What the dashboard of an entity shows of its requests [NOT-03]."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from forprev.comptes.models import Acteur
from forprev.demandes.models import Demande
from forprev.demandes.states import Etat


@dataclass(frozen=True, slots=True)
class AttenteDemandes:
    """Requests in one state that wait for the entity, since when the oldest does, the first of them, and the nearest
    limit of the complements awaited."""

    etat: Etat
    nombre: int
    depuis: datetime
    premiere: int
    limite: date | None = None


def attentes_demandes(acteur: Acteur) -> list[AttenteDemandes]:
    """The *À traiter* of requests by state, in one query: complements before drafts."""
    ouvert = Q(complements__recus_le=None, complements__retires_le=None)
    groupes = (
        Demande.objects.a_traiter(acteur)
        .order_by()
        .values("etat")
        .annotate(
            nombre=Count("pk", distinct=True),
            depuis=Min("etat_depuis"),
            premiere=Min("pk"),
            limite=Min("complements__limite", filter=ouvert),
        )
    )
    attentes = [AttenteDemandes(Etat(g["etat"]), g["nombre"], g["depuis"], g["premiere"], g["limite"]) for g in groupes]
    return sorted(attentes, key=lambda attente: attente.etat == Etat.BROUILLON)


def nombre_a_traiter(acteur: Acteur) -> int:
    """The counter of the menu."""
    return Demande.objects.a_traiter(acteur).count()
