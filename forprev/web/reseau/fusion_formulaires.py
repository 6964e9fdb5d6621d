"""The forms of the merge and of *Doublons*."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forprev.comptes.models import Personne
from forprev.personnes.rules.doublons import MOTIF_AU_PLUS
from forprev.personnes.rules.fusion import raisons_meme_personne
from forprev.web.commun.formulaires import FormulaireForprev

A_EXAMINER, EXAMINES = "a-examiner", "examines"


class FormulaireFusion(FormulaireForprev):
    """Two numbers, in any letter case; once valid, `paire` is the account kept and the other."""

    gardee = forms.CharField(label="N°\u00a0Forprev à garder", max_length=20)
    absorbee = forms.CharField(label="N°\u00a0Forprev à lui réunir", max_length=20)

    def clean_gardee(self) -> Personne:
        return self._personne("gardee")

    def clean_absorbee(self) -> Personne:
        return self._personne("absorbee")

    def _personne(self, champ: str) -> Personne:
        numero = _numero(self.cleaned_data[champ])
        trouvees = Personne.objects.de_numero(numero).select_related("caisse_rattachement")
        personne: Personne | None = trouvees.first()
        if personne is None:
            raise ValidationError("Aucune personne n’a ce N°\u00a0Forprev\u00a0: vérifiez-le.", code="numero_inconnu")
        return personne

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if "gardee" in propre and propre["gardee"] == propre.get("absorbee"):
            self.refuser(raisons_meme_personne(_numero(self.data["gardee"]), _numero(self.data["absorbee"])))
        return propre

    @property
    def paire(self) -> tuple[Personne, Personne]:
        return self.cleaned_data["gardee"], self.cleaned_data["absorbee"]


def _numero(saisi: str) -> str:
    return "".join(saisi.split()).upper()


class FiltreDoublons(FormulaireForprev):
    """What waits, or what was judged; anything else is what waits."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=[(A_EXAMINER, "À examiner"), (EXAMINES, "Deux personnes")]
    )

    @property
    def examines(self) -> bool:
        return self.is_valid() and self.cleaned_data["etat"] == EXAMINES


class FormulaireDistinction(FormulaireForprev):
    """How one knows that they are two people."""

    motif = forms.CharField(
        label="Ce qui le montre", max_length=MOTIF_AU_PLUS, widget=forms.Textarea(attrs={"rows": 3})
    )
