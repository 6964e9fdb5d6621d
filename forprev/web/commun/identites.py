"""The three fields of an identity, as those who ask for a correction and those who make it write them [ACC-07]."""

from typing import Any

from django import forms

from forprev.comptes.rules import Triplet
from forprev.personnes.rules.rectifications import raisons_nom
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

LONGUEUR = 100


class FormulaireIdentite(FormulaireForprev):
    """Names are judged with the other fields, so that everything to mend is said at once."""

    nom = forms.CharField(label="Nom", max_length=LONGUEUR)
    prenom = forms.CharField(label="Prénom", max_length=LONGUEUR)
    date_naissance = ChampDate(label="Date de naissance")

    def clean(self) -> dict[str, Any] | None:
        propre = super().clean()
        for champ in ("nom", "prenom"):
            if champ in self.cleaned_data:
                self.refuser(raisons_nom(self.cleaned_data[champ], champ=champ))
        return propre

    @property
    def voulue(self) -> Triplet:
        donnees = self.cleaned_data
        return Triplet(donnees["nom"], donnees["prenom"], donnees["date_naissance"])


def initial_d_identite(triplet: Triplet) -> dict[str, Any]:
    """What the form shows first."""
    return {"nom": triplet.nom, "prenom": triplet.prenom, "date_naissance": triplet.date_naissance}
