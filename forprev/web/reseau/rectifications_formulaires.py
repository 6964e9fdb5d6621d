"""The forms by which the assistance answers."""

from django import forms

from forprev.personnes.models.rectifications import MOTIF_MAXIMUM
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.identites import FormulaireIdentite

A_TRAITER, TRAITEES = "a-traiter", "traitees"


class FiltreEtat(FormulaireForprev):
    """What waits, oldest first, or what was answered; anything else is what waits."""

    etat = forms.ChoiceField(label="État", required=False, choices=[(A_TRAITER, "À traiter"), (TRAITEES, "Traitées")])

    @property
    def traitees(self) -> bool:
        return self.is_valid() and self.cleaned_data["etat"] == TRAITEES


class FormulaireCorrection(FormulaireIdentite):
    """The identity that the account will have: first the one asked for; the assistance may write it better."""


class FormulaireRefus(FormulaireForprev):
    """Why not: the person reads it in their profile."""

    reponse = forms.CharField(
        label="Motif du refus", max_length=MOTIF_MAXIMUM, widget=forms.Textarea(attrs={"rows": 5})
    )


def version_lue(texte: str) -> int:
    """The version that the page carried; none, or not a number, is none that exists."""
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 10 else 0
