"""What a person settles about themselves: e-mails wanted, caisse de rattachement."""

from dataclasses import asdict
from typing import Any

from django import forms

from forprev.communication.rules import Choix
from forprev.comptes.models import Personne
from forprev.comptes.rules import HORS_CAISSE
from forprev.referentiel.models import Caisse
from forprev.web.commun.formulaires import FormulaireForprev

CAISSE_A_CHOISIR = "Choisissez une caisse"
INRS_HORS_CAISSE = "INRS (hors caisse)"


RYTHMES = [("immediat", "Au fur et à mesure"), ("quotidien", "Un seul e-mail par jour")]


class FormulairePreferences(FormulaireForprev):
    """One box a category, and how often [NOT-01, NOT-07]."""

    alertes = forms.BooleanField(label="Alertes", required=False)
    notifications = forms.BooleanField(label="Notifications", required=False)
    messages = forms.BooleanField(label="Messages ciblés", required=False)

    rythme = forms.ChoiceField(
        label="Quand les recevoir", choices=RYTHMES, widget=forms.RadioSelect, initial="immediat", required=False
    )

    @classmethod
    def depuis(cls, choix: Choix) -> dict[str, Any]:
        """What the fields show of a choice."""
        cases = {nom: valeur for nom, valeur in asdict(choix).items() if nom in cls.base_fields}
        return cases | {"rythme": "quotidien" if choix.quotidien else "immediat"}

    @property
    def choix(self) -> Choix:
        """What was chosen: boxes unticked or absent say no; without any rhythm, mails come at once."""
        propre = self.cleaned_data
        return Choix(
            alertes=propre["alertes"],
            notifications=propre["notifications"],
            messages=propre["messages"],
            quotidien=propre["rythme"] == "quotidien",
        )


class FormulaireCaisse(FormulaireForprev):
    """The caisse of a formateur; the list ends with the INRS [ACC-27]."""

    caisse = forms.ChoiceField(
        label="Caisse de rattachement",
        error_messages={
            "required": "Choisissez votre caisse de rattachement.",
            "invalid_choice": "Choisissez votre caisse de rattachement dans la liste.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        caisses = Caisse.objects.values_list("code", "nom")
        self.fields["caisse"].choices = [  # type: ignore[attr-defined]
            ("", CAISSE_A_CHOISIR),
            *caisses,
            (HORS_CAISSE, INRS_HORS_CAISSE),
        ]


class FormulairePremiereConnexion(FormulairePreferences, FormulaireCaisse):
    """The first sign-in; who is no formateur is asked for no caisse [ACC-06]."""

    def __init__(self, *args: Any, formateur: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not formateur:
            del self.fields["caisse"]


def caisse_de(personne: Personne) -> str:
    """The code of what the person has chosen; empty before."""
    return personne.caisse_rattachement_id or (HORS_CAISSE if personne.hors_caisse else "")
