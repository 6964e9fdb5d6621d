"""Keys of the device: what the browser is asked for, and what it answers [ACC-15].

The package keeps the challenge in the web session; whatever strange thing is sent in answer proves nothing.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import CLE_D_ACCES

# What the library that reads keys raises on what is not one.
ILLISIBLE = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError, InvalidSignature)


def options_de_creation(personne: Personne) -> dict[str, Any]:
    """What the browser needs to make a key."""
    return auth.begin_registration(personne, passwordless=False)


def options_de_preuve(personne: Personne) -> dict[str, Any] | None:
    """What the browser needs to use a key; None when the person has none."""
    if not Authenticator.objects.filter(user=personne, type=CLE_D_ACCES).exists():
        return None
    return auth.begin_authentication(personne)


def est_une_cle_neuve(credential: dict[str, Any]) -> bool:
    """Whether the browser made this key just now, for this site, on our asking."""
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except ILLISIBLE:
        return False
    return True


def cle_qui_prouve(personne: Personne, credential: dict[str, Any]) -> Authenticator | None:
    """The key of the person that signed this answer, or None."""
    try:
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(personne, credential)
    except ILLISIBLE:
        return None
