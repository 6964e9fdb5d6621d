"""How long each phase usually takes at a caisse [DEM-21]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import quantiles

from django.db.models import F, Q, QuerySet

from forprev.demandes.models import Passage
from forprev.demandes.states import Etat, Phase
from forprev.referentiel.delais import valeur
from forprev.socle import clock
from forprev.socle.dates import plus_mois


@dataclass(frozen=True, slots=True)
class Duree:
    """In days, without the entity's own waiting: half of the files took at most `mediane`, nine in ten the other."""

    mediane: int
    neuf_sur_dix: int


def durees_usuelles(caisse_id: str | None, *, le: date) -> dict[Phase, Duree]:
    """By phase, once enough files have passed it within the period observed; the others are left out [DEM-21]."""
    dossiers, recul = valeur("duree_usuelle_dossiers", le), valeur("duree_usuelle_recul", le)
    par_phase: dict[Phase, dict[int, timedelta]] = {}
    for demande, phase, entree, sortie, attente in _passages(caisse_id, depuis=plus_mois(le, -recul)):
        # A file that came back to a phase passed it once, in all the time that it spent there.
        passees = par_phase.setdefault(Phase(phase), {})
        passees[demande] = passees.get(demande, timedelta()) + sortie - entree - (attente or timedelta())
    return {phase: _duree(durees.values()) for phase, durees in par_phase.items() if len(durees) >= dossiers}


def _passages(
    caisse_id: str | None, *, depuis: date
) -> QuerySet[Passage, tuple[int, str, datetime, datetime, timedelta]]:
    """Those of the files that passed the phase: given up or closed in it, they did not; the letter takes no time."""
    passes = Passage.objects.filter(demande__caisse=caisse_id, sortie_le__gte=clock.instant_du(depuis))
    laissees = Q(demande__etat__in=[Etat.ABANDONNEE, Etat.CLASSEE], sortie_le__gte=F("demande__etat_depuis"))
    passes = passes.exclude(laissees).exclude(phase=Phase.NOTIFICATION).order_by("pk")
    return passes.values_list("demande_id", "phase", F("entree_le"), F("sortie_le"), F("attente_entite"))


def _duree(durees: Iterable[timedelta]) -> Duree:
    jours = sorted(duree / timedelta(days=1) for duree in durees)
    dixiemes = quantiles(jours, n=10, method="inclusive")
    return Duree(mediane=round(dixiemes[4]), neuf_sur_dix=round(dixiemes[8]))
