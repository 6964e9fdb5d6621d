"""The secret of a password link: who, when, and a proof that nothing changed since [ACC-04]."""

from datetime import UTC, datetime

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int, int_to_base36

from forprev.comptes.models import Personne, PersonneQuerySet


class _Generateur(PasswordResetTokenGenerator):
    """Django's token, at a given instant, bound to the generation of links instead of the last sign-in.

    The password and the e-mail are in the proof too: changing either voids every link. Signing in voids none.
    """

    key_salt = "forprev.comptes.jetons"

    def __init__(self, le: datetime) -> None:
        super().__init__()
        self.le = le

    def _make_hash_value(self, user: Personne, timestamp: int) -> str:
        return f"{user.pk}:{user.password}:{user.jeton_generation}:{user.email}:{timestamp}"

    def _now(self) -> datetime:
        """In universal time, so that 72 hours are 72 hours when the clocks change."""
        return self.le.astimezone(UTC).replace(tzinfo=None)


def fabriquer(personne: Personne, *, le: datetime) -> str:
    """The token of the person's present generation of links."""
    return f"{int_to_base36(personne.pk)}-{_Generateur(le).make_token(personne)}"


def personne_du_jeton(jeton: str, *, le: datetime, parmi: PersonneQuerySet | None = None) -> Personne | None:
    """Whose link this is, or None when it is false, older than 72 hours, replaced or used; reading consumes nothing.

    `parmi` narrows or locks the people looked at.
    """
    cle, _, preuve = jeton.partition("-")
    try:
        identifiant = base36_to_int(cle)
    except ValueError:
        return None
    personnes: PersonneQuerySet = Personne.objects.all() if parmi is None else parmi
    personne = personnes.filter(pk=identifiant, is_active=True).first()
    return personne if personne and _Generateur(le).check_token(personne, preuve) else None
