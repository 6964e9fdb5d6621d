"""Who signs in."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from forprev.comptes.models import Personne


class NumeroOuEmailBackend(ModelBackend):
    """N° Forprev or e-mail, any letter case, and one hash computed whatever the answer [ACC-02].

    Ours rather than the package's, which finds an e-mail only when it is kept in small letters, and looks in its own
    table of addresses first: here one query finds the person, by either.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Personne | None:
        identifiant = username or kwargs.get("email")
        if not identifiant or not password:
            return None
        personne = Personne.objects.d_identifiant(identifiant).first()
        if personne is None:
            make_password(password)
            return None
        return personne if personne.check_password(password) and self.user_can_authenticate(personne) else None
