"""The first sign-in, as one act."""

from datetime import datetime

from django.db import transaction

from forprev.communication.actions.preferences import choisir_preferences
from forprev.communication.rules import Choix
from forprev.comptes.actions.identites import choisir_caisse, noter_premiere_connexion
from forprev.comptes.models import Acteur


@transaction.atomic
def faire_premiere_connexion(*, par: Acteur, choix: Choix, caisse: str | None, le: datetime) -> bool:
    """Keep the preferences and, for a formateur, the caisse; then let the person in [ACC-06].

    `caisse` is None for whoever is no formateur; else the code typed, refused beside its field when it is nobody's.
    False, and nothing changed, when the first sign-in was done before.
    """
    if not noter_premiere_connexion(par=par, le=le):
        return False
    choisir_preferences(par=par, choix=choix, le=le)
    if caisse is not None:
        choisir_caisse(par=par, code=caisse, le=le)
    return True
