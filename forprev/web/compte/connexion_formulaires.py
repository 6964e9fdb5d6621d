"""The forms of signing in and of choosing a password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from forprev.comptes.models import Personne
from forprev.web.commun.formulaires import FormulaireForprev

# No hash is computed on a text longer than any password worth having.
LONGUEUR_MAXIMALE = 256


def champ_mot_de_passe(libelle: str, autocompletion: str, aide: str = "") -> forms.CharField:
    """A field for a password, left as typed."""
    return forms.CharField(
        label=libelle,
        help_text=aide,
        max_length=LONGUEUR_MAXIMALE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocompletion}),
    )


def _champ_identifiant() -> forms.CharField:
    attributs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label="E-mail ou N°\u00a0Forprev", max_length=254, widget=forms.TextInput(attrs=attributs))


class FormulaireConnexion(LoginForm):
    """The package's form, with our two fields [ACC-02]."""

    password = champ_mot_de_passe("Mot de passe", "current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["login"] = _champ_identifiant()
        self.order_fields(["login", "password"])


class FormulaireIdentifiant(FormulaireForprev):
    """Who asks for a password link [ACC-04]."""

    identifiant = _champ_identifiant()


class FormulaireMotDePasse(FormulaireForprev):
    """A new password, typed twice, strong enough for this person [ACC-26]."""

    mot_de_passe = champ_mot_de_passe("Nouveau mot de passe", "new-password")
    confirmation = champ_mot_de_passe("Confirmez le mot de passe", "new-password")

    def __init__(self, *args: Any, personne: Personne, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personne = personne

    def clean_mot_de_passe(self) -> str:
        mot_de_passe: str = self.cleaned_data["mot_de_passe"]
        validate_password(mot_de_passe, self.personne)
        return mot_de_passe

    def clean_confirmation(self) -> str:
        confirmation: str = self.cleaned_data["confirmation"]
        if "mot_de_passe" in self.cleaned_data and confirmation != self.cleaned_data["mot_de_passe"]:
            raise ValidationError("Les deux mots de passe sont différents\u00a0: saisissez le même deux fois.")
        return confirmation
