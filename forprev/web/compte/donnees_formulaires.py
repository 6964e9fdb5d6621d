"""The forms of what a person asks about their own data."""

from typing import Any

from django import forms

from forprev.comptes.rules import Triplet
from forprev.personnes.models import Rectification
from forprev.personnes.models.rectifications import MOTIF_MAXIMUM
from forprev.socle.televersements import Televersement
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.identites import FormulaireIdentite, initial_d_identite

AUTOCOMPLETION = {"nom": "family-name", "prenom": "given-name", "date_naissance": "bday"}


class FormulaireRectification(FormulaireIdentite):
    """The identity as it should be, and why; the domain says what is acceptable [ACC-07]."""

    motif = forms.CharField(
        label="Pourquoi cette rectification\u202f?", max_length=MOTIF_MAXIMUM, widget=forms.Textarea(attrs={"rows": 4})
    )
    preuve = ChampFichier(label="Justificatif", required=False)
    retirer_preuve = forms.BooleanField(label="Retirer le justificatif déjà joint", required=False)

    def __init__(self, *args: Any, preuve_jointe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for champ, autocompletion in AUTOCOMPLETION.items():
            self.fields[champ].widget.attrs["autocomplete"] = autocompletion
        if not preuve_jointe:
            del self.fields["retirer_preuve"]

    @property
    def preuve_jointe(self) -> Televersement | None:
        preuve: Televersement | None = self.cleaned_data["preuve"]
        return preuve

    @property
    def preuve_retiree(self) -> bool:
        return bool(self.cleaned_data.get("retirer_preuve"))


def initial_de(triplet: Triplet, rectification: Rectification | None) -> dict[str, Any]:
    """What the form shows first: the open request, else the account as it is."""
    voulue = rectification.voulue if rectification else triplet
    motif = rectification.motif if rectification else ""
    return {**initial_d_identite(voulue), "motif": motif}
