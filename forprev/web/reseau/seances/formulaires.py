"""The forms of meetings."""

from typing import Any

from django import forms

from forprev.demandes.actions.seances import SaisieDecision
from forprev.demandes.states import LIBELLES_DECISION, Decision
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev


class FormulaireConvocation(FormulaireForprev):
    """A new meeting."""

    jour = ChampDate(label="Date de la séance")
    lieu = forms.CharField(label="Lieu", required=False, max_length=120)


class FormulaireDecision(FormulaireForprev):
    """The same decision for one or several files [DEM-11]."""

    decision = forms.ChoiceField(
        label="Décision",
        choices=[(code.value, libelle) for code, libelle in LIBELLES_DECISION.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une décision."},
    )
    motif = forms.CharField(label="Raisons", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    debut = ChampDate(label="Premier jour, s’il est postérieur à la séance", required=False)
    numeros = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Un dossier coché n’est plus à l’ordre du jour."}
    )

    def __init__(self, data: Any = None, *, numeros: list[int]) -> None:
        super().__init__(data)
        champ = self.fields["numeros"]
        assert isinstance(champ, forms.MultipleChoiceField)
        champ.choices = [(str(numero), str(numero)) for numero in numeros]

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if not propre.get("numeros") and "numeros" not in self.errors:
            self.add_error(None, "Cochez au moins un dossier.")
        return propre

    def choisis(self) -> list[int]:
        return [int(numero) for numero in self.cleaned_data["numeros"]]

    def saisie(self) -> SaisieDecision:
        propre = self.cleaned_data
        return SaisieDecision(Decision(propre["decision"]), propre["motif"], propre["debut"])
