"""The form of whoever opens a demandeur account."""

import unicodedata
from datetime import date
from typing import Any

from django import forms

from forprev.comptes.actions.inscriptions import Identite, raisons_inscription
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

EMAIL_ILLISIBLE = "Écrivez un e-mail de la forme nom@exemple.fr, sans espace, ni accent avant le @."


class ChampEmail(forms.EmailField):
    """An e-mail as typed; its domain may have accents, composed in one way, so that twins are equal."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "E-mail")
        super().__init__(max_length=254, error_messages={"invalid": EMAIL_ILLISIBLE}, **kwargs)
        self.widget.attrs["autocomplete"] = "email"

    def to_python(self, value: Any) -> Any:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


def _champ_nom(libelle: str, autocompletion: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocompletion, "spellcheck": "false"})
    return forms.CharField(label=libelle, max_length=100, widget=widget)


class FormulaireInscription(FormulaireForprev):
    """Who asks for an account [ACC-05]."""

    nom = _champ_nom("Nom", "family-name")
    prenom = _champ_nom("Prénom", "given-name")
    date_naissance = ChampDate(
        label="Date de naissance",
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "bday", "inputmode": "numeric"}),
    )
    email = ChampEmail()

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le

    def clean(self) -> dict[str, Any]:
        """Before asking is counted: a date typed wrong five times must not stop the sixth [ACC-05]."""
        propre = super().clean() or {}
        if not self.errors:
            self.refuser(raisons_inscription(self.identite, le=self.le))
        return propre

    @property
    def identite(self) -> Identite:
        return Identite(**self.cleaned_data)


class FormulaireChangementEmail(FormulaireForprev):
    """The address that one wants, and the password that proves who asks [ACC-07]."""

    email = ChampEmail(label="Nouvel e-mail")
    mot_de_passe = forms.CharField(
        label="Mot de passe actuel",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
