"""The rule on passwords, in the shape that Django asks for."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from forprev.comptes.models import Personne
from forprev.comptes.rules import raisons_mot_de_passe

AIDE = "Ni vos nom, prénom, e-mail, N°\u00a0Forprev ou date de naissance, ni un mot de passe courant."


class NiPersonnelNiCourant:
    """Refuses a password made of the person's data or of common words [ACC-26]."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if not isinstance(user, Personne):
            return
        raisons = raisons_mot_de_passe(password, user.triplet, email=user.email, numero=user.numero)
        if raisons:
            raise ValidationError([ValidationError(raison.texte, code=raison.code) for raison in raisons])

    def get_help_text(self) -> str:
        return AIDE
