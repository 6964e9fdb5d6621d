"""The stepper of a request: its phases with their dates, where it stands, what comes next [DEM-09, DEM-21]."""

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from forprev.demandes.actions.phases import phases
from forprev.demandes.models import Demande
from forprev.demandes.models.faits import plateforme_requise
from forprev.demandes.queries.durees import Duree, durees_usuelles
from forprev.demandes.states import LIBELLES_PHASE, TERMINALES, Etat, Phase
from forprev.socle import clock


@dataclass(frozen=True, slots=True)
class EtapeDemande:
    """One phase. `etat` is faite, ici or avenir; dates are Paris days; `usuelle` is None while too few files tell."""

    libelle: str
    etat: str
    entree_le: date | None = None
    sortie_le: date | None = None
    usuelle: Duree | None = None


def etapes(demande: Demande, *, le: date) -> list[EtapeDemande]:
    """Every phase of the request, in order: passed ones with their dates, the present one, those to come.

    Those of a draft are the ones that it would have if it were submitted on `le`.
    """
    demande = demande if demande.deposee_le else _comme_deposee(demande, le)
    passages = {passage.phase: passage for passage in demande.passages.all()}
    usuelles = durees_usuelles(demande.caisse_id, le=le) if demande.etat not in TERMINALES else {}
    lignes = []
    for phase in phases(demande):
        passage = passages.get(phase)
        lignes.append(
            EtapeDemande(
                libelle=LIBELLES_PHASE[phase],
                etat=_etat(demande, phase, sortie=bool(passage and passage.sortie_le)),
                entree_le=clock.jour(passage.entree_le) if passage else None,
                sortie_le=clock.jour(passage.sortie_le) if passage and passage.sortie_le else None,
                usuelle=usuelles.get(phase),
            )
        )
    return lignes


def _comme_deposee(demande: Demande, le: date) -> Demande:
    """A copy, never saved, with what submitting would freeze."""
    copie = copy(demande)
    copie.plateforme_requise = plateforme_requise(demande, le)
    copie.caisse = demande.entite.caisse
    return copie


def _etat(demande: Demande, phase: Phase, *, sortie: bool) -> str:
    if demande.etat in (Etat.ACCORDEE, Etat.VALIDEE):
        return "faite"
    if demande.phase == phase:
        return "ici"
    return "faite" if sortie else "avenir"


def attente(demande: Demande, *, le: date) -> timedelta:
    """Since when the file is in the same hands."""
    return le - clock.jour(demande.etat_depuis)
