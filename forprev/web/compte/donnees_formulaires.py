"""The forms of what a person asks about their own data."""

from typing import Any

from django import forms

from forprev.comptes.rules import Triplet
from forprev.personnes.models import Rectification
from forprev.personnes.models.rectifications import MOTIF_MAXIMUM
from forprev.socle.televersements import Televersement
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev


def _champ_nom(libelle: str, autocompletion: str) -> forms.CharField:
    return forms.CharField(
        label=libelle, max_length=100, widget=forms.TextInput(attrs={"autocomplete": autocompletion})
    )


class FormulaireRectification(FormulaireForprev):
    """The identity as it should be, and why; the domain says what is acceptable [ACC-07]."""

    nom = _champ_nom("Nom", "family-name")
    prenom = _champ_nom("Prénom", "given-name")
    date_naissance = ChampDate(label="Date de naissance")
    motif = forms.CharField(
        label="Pourquoi cette rectification\u202f?", max_length=MOTIF_MAXIMUM, widget=forms.Textarea(attrs={"rows": 4})
    )
    preuve = ChampFichier(label="Justificatif", required=False)
    retirer_preuve = forms.BooleanField(label="Retirer le justificatif déjà joint", required=False)

    def __init__(self, *args: Any, preuve_jointe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not preuve_jointe:
            del self.fields["retirer_preuve"]

    @property
    def voulue(self) -> Triplet:
        donnees = self.cleaned_data
        return Triplet(donnees["nom"], donnees["prenom"], donnees["date_naissance"])

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
    return {
        "nom": voulue.nom,
        "prenom": voulue.prenom,
        "date_naissance": voulue.date_naissance,
        "motif": rectification.motif if rectification else "",
    }
