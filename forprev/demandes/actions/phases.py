"""Entering and leaving phases, the dates that everybody sees [DEM-09]; what is frozen when they begin [DEM-19]."""

from datetime import date, datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from forprev.comptes.models import Acteur
from forprev.demandes.models import Demande, Passage, PieceExigee, Verification
from forprev.demandes.models.faits import exigees_de
from forprev.demandes.rules.phases import phases_de
from forprev.demandes.states import Phase
from forprev.referentiel.models import VerificationPhase


def phases(demande: Demande) -> tuple[Phase, ...]:
    """The phases of this request, in order."""
    return phases_de(demande.genre, plateforme_requise=demande.plateforme_requise)


def figer(demande: Demande, jour: date) -> None:
    """The pieces and the checks of this day are those of this request for ever [DEM-19]."""
    PieceExigee.objects.bulk_create(
        PieceExigee(
            demande=demande,
            code=exigee.code,
            libelle=exigee.libelle,
            famille=exigee.famille,
            obligatoire=exigee.obligatoire,
            ordre=rang,
        )
        for rang, exigee in enumerate(exigees_de(demande, le=jour))
    )
    verifications = VerificationPhase.objects.en_vigueur(jour).filter(phase__in=phases(demande))
    Verification.objects.bulk_create(
        Verification(demande=demande, phase=v.phase, code=v.code, libelle=v.libelle, ordre=v.ordre)
        for v in verifications
    )


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
