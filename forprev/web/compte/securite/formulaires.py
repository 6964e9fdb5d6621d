"""The forms of safety."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.compte.connexion_formulaires import FormulaireMotDePasse, champ_mot_de_passe

_CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


def _champ_code(libelle: str, **reglages: Any) -> forms.CharField:
    return forms.CharField(
        label=libelle, max_length=40, widget=forms.TextInput(attrs=_CODE | {"inputmode": "numeric"}), **reglages
    )


class FormulaireConfirmation(FormulaireForprev):
    """The password, asked again."""

    actuel = champ_mot_de_passe("Mot de passe actuel", "current-password")


class FormulaireChangement(FormulaireMotDePasse):
    """The password of now, then the new one, twice [ACC-08]."""

    actuel = champ_mot_de_passe("Mot de passe actuel", "current-password")
    field_order = ["actuel", "mot_de_passe", "confirmation"]

    def clean_mot_de_passe(self) -> str:
        mot_de_passe = super().clean_mot_de_passe()
        if mot_de_passe == self.cleaned_data.get("actuel"):
            raise ValidationError("C’est votre mot de passe actuel\u00a0: choisissez-en un autre.")
        return mot_de_passe


class FormulaireApplication(FormulaireForprev):
    """The first code of an application."""

    code = _champ_code("Code à 6\u00a0chiffres")


class ChampCle(forms.CharField):
    """What the browser says of a key, as our script writes it; None for nothing, {} for what cannot be read."""

    def __init__(self) -> None:
        super().__init__(max_length=20_000, required=False, widget=forms.HiddenInput())

    def to_python(self, value: Any) -> Any:
        texte = super().to_python(value)
        if not texte:
            return None
        try:
            lu = json.loads(texte)
        except (ValueError, RecursionError):
            return {}
        return lu if isinstance(lu, dict) else {}

    def run_validators(self, value: Any) -> None:
        """The length is judged on the text."""
        if value is not None:
            super().run_validators(json.dumps(value))


class FormulaireNouvelleCle(FormulaireForprev):
    """A key that the browser has just made, and what its owner calls it."""

    nom = forms.CharField(label="Nom de la clé", max_length=60, required=False)
    credential = ChampCle()


class FormulairePreuve(FormulaireForprev):
    """A code, or what a key has signed."""

    code = _champ_code("Code", required=False)
    credential = ChampCle()

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if not self.errors and not donnees.get("code") and donnees.get("credential") is None:
            self.add_error("code", ValidationError("Saisissez un code.", code="required"))
        return donnees
