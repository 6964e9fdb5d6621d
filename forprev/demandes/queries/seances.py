"""What a meeting decides, and what it is about to write [DEM-11]."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from forprev.demandes.actions.courriers import texte_de_decision
from forprev.demandes.actions.delivrance import periode_de
from forprev.demandes.documents.textes import Texte
from forprev.demandes.models import Demande, Seance
from forprev.demandes.states import Decision, Etat


def seances() -> QuerySet[Seance]:
    """Every meeting with how many files it has, and how many wait for a decision."""
    inscrites = Q(demandes__etat=Etat.INSCRITE)
    return Seance.objects.annotate(
        dossiers=Count("demandes"), sans_decision=Count("demandes", filter=inscrites & Q(demandes__decision=""))
    )


def ordre_du_jour(seance: Seance) -> QuerySet[Demande]:
    """The files of the meeting, by entity."""
    inscrites = Demande.objects.filter(seance=seance)
    return inscrites.select_related(
        "entite__commune", "dispositif_niveau__dispositif", "habilitation", "seance", "caisse"
    ).order_by("entite__raison_tri", "pk")


@dataclass(frozen=True, slots=True)
class Apercu:
    """The letter that a decision is about to send; none for an adjournment [DEM-22]."""

    demande: Demande
    texte: Texte | None


def apercus(seance: Seance) -> list[Apercu]:
    """Every letter as it would leave, before anything does [DEM-11]."""
    return [Apercu(demande, apercu(demande)) for demande in ordre_du_jour(seance) if demande.decision]


def apercu(demande: Demande) -> Texte | None:
    """The text of the letter; the number of a habilitation that does not exist yet is told as such."""
    if demande.decision == Decision.AJOURNEE:
        return None
    favorable = demande.decision == Decision.FAVORABLE
    periode = periode_de(demande) if favorable else None
    return texte_de_decision(demande, habilitation=demande.habilitation if favorable else None, periode=periode)
