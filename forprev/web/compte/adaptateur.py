"""What this house changes in the package that signs people in, where it speaks to a browser."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from forprev.communication.actions.connexions import annoncer_connexion
from forprev.comptes.actions.connexions import raison_attente, tenter
from forprev.comptes.appareils import appareil
from forprev.comptes.connexions import SECOND_FACTEUR, ouvrir
from forprev.comptes.essais import cle_identifiant
from forprev.comptes.models import Personne
from forprev.socle.clock import maintenant

IDENTIFIANTS_FAUX = "L’identifiant ou le mot de passe est incorrect. Vérifiez-les, ou demandez un nouveau mot de passe."
LEVER = "Pour ne pas attendre, passez par «\u202fMot de passe oublié\u202f»."


class AdaptateurComptes(DefaultAccountAdapter):
    """No sign-up here, one message for every failure, waits that grow, web sessions with an end."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # [ACC-02] the package chooses between two keys by the look of the identifier
        "email_password_mismatch": IDENTIFIANTS_FAUX,
        "username_password_mismatch": IDENTIFIANTS_FAUX,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The package's messages are in its own words: our screens say what is to be said."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Look at the password, unless a wait is imposed: the same for a known and an unknown identifier [ACC-16]."""
        le = maintenant()
        essai = tenter(
            cle=cle_identifiant(credentials.get("username") or credentials.get("email", "")),
            adresse=adresse_de(request),
            verifier=lambda: authenticate(request, **credentials),
            le=le,
        )
        if essai.attente:
            raise ValidationError(f"{raison_attente(essai.attente, le=le).texte} {LEVER}", code="attente")
        return essai.trouve

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """The last step of every way to sign in, second factor included [ACC-15, ACC-26]."""
        le = maintenant()
        prouve = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
        super().login(request, user)
        ouvrir(request.session, user, le=le)
        request.session[SECOND_FACTEUR] = prouve
        if isinstance(user, Personne):
            annoncer_connexion(personne=user, appareil=appareil(signature_de(request)), le=le)


def adresse_de(request: HttpRequest) -> str:
    """The address that a request comes from, as far as our own proxies are believed; the network for IPv6."""
    return get_ip(request)


def signature_de(request: HttpRequest) -> str:
    """What the browser says it is."""
    return request.headers.get("User-Agent", "")
