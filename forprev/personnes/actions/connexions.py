"""Web sessions of somebody whose account goes: closed, and forgotten with what they remembered."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from forprev.comptes.actions.reseau import fermer_les_connexions
from forprev.comptes.models import Personne


def oublier_les_connexions(*, personne: Personne) -> None:
    """Close every web session of the person and keep no trace of it, in the caller's transaction [ACC-14, RGP-04]."""
    fermer_les_connexions(personne=personne)
    suivies = UserSession.objects.filter(user=personne)
    Session.objects.filter(session_key__in=list(suivies.values_list("session_key", flat=True))).delete()
    suivies.delete()
