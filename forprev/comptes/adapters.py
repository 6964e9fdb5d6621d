"""What this house changes in the package that signs people in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from forprev.comptes.connexions import ouvrir
from forprev.socle.clock import maintenant

IDENTIFIANTS_FAUX = "L’identifiant ou le mot de passe est incorrect. Vérifiez-les, ou demandez un nouveau mot de passe."
TROP_D_ESSAIS = "Trop d’essais sans succès\u00a0: réessayez dans 15 minutes."


class AdaptateurComptes(DefaultAccountAdapter):
    """No sign-up here, one message for every failure, web sessions with an end."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # [ACC-02] the package chooses between two keys by the look of the identifier
        "email_password_mismatch": IDENTIFIANTS_FAUX,
        "username_password_mismatch": IDENTIFIANTS_FAUX,
        "too_many_login_attempts": TROP_D_ESSAIS,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The package's messages are in its own words: our screens say what is to be said."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """The last step of every way to sign in, second factor included."""
        super().login(request, user)
        ouvrir(request.session, user, le=maintenant())
