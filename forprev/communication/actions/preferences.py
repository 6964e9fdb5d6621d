"""Choose what one wants by e-mail."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from forprev.communication.models import Preference
from forprev.communication.rules import Choix
from forprev.comptes.models import Acteur
from forprev.socle.journal import journaliser


@transaction.atomic
def choisir_preferences(*, par: Acteur, choix: Choix, le: datetime) -> Preference:
    """Keep what the person wants by e-mail from now on [NOT-01, NOT-10]; what was told before stays told."""
    preference, _ = Preference.objects.update_or_create(personne_id=par.personne_id, defaults=asdict(choix))
    journaliser(par=par, verbe="communication.choisir_preferences", objet=preference, le=le, **asdict(choix))
    return preference
