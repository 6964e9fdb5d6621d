"""Switching the active profile."""

from django.db import transaction

from forprev.comptes.models import Acteur, Personne


@transaction.atomic
def retenir(*, par: Acteur) -> None:
    """Remember the profile that the person has just chosen, for their next web sessions [ACC-09]."""
    Personne.objects.filter(pk=par.personne_id).update(profil_retenu=par.code)
