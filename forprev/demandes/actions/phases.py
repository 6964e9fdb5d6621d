"""Entering and leaving phases: the dates that everybody sees [DEM-09]."""

from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from forprev.comptes.models import Acteur
from forprev.demandes.models import Demande, Passage
from forprev.demandes.rules.phases import phases_de
from forprev.demandes.states import Phase


def phases(demande: Demande) -> tuple[Phase, ...]:
    """The phases of this request, in order."""
    return phases_de(demande.genre, plateforme_requise=demande.plateforme_requise)


def entrer(demande: Demande, phase: Phase | None, *, le: datetime, par: Acteur | None = None) -> None:
    """Leave the present phase, if any, and enter `phase`; None leaves without entering. Saves the request."""
    en_cours = Passage.objects.filter(demande=demande, sortie_le=None)
    en_cours.update(sortie_le=le, par=par.personne_id if par else None)
    demande.phase = phase.value if phase else ""
    demande.save(update_fields=["phase"])
    if phase:
        Passage.objects.create(demande=demande, phase=phase, entree_le=le)


def compter_attente(demande: Demande, duree: timedelta) -> None:
    """Time that the entity took to answer does not count against the caisse [DEM-21]."""
    en_cours = Passage.objects.filter(demande=demande, sortie_le=None)
    en_cours.update(attente_entite=Coalesce(F("attente_entite"), timedelta()) + duree)
