"""The forms by which the assistance answers."""

from django import forms

from forprev.comptes.rules import Triplet
from forprev.personnes.models import Rectification
from forprev.personnes.models.rectifications import MOTIF_MAXIMUM
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

A_TRAITER, TRAITEES = "a-traiter", "traitees"


class FiltreEtat(FormulaireForprev):
    """What waits, oldest first, or what was answered; anything else is what waits."""

    etat = forms.ChoiceField(label="État", required=False, choices=[(A_TRAITER, "À traiter"), (TRAITEES, "Traitées")])

    @property
    def traitees(self) -> bool:
        return self.is_valid() and self.cleaned_data["etat"] == TRAITEES


class FormulaireCorrection(FormulaireForprev):
    """The identity that the account will have: first the one asked for; the assistance may write it better."""

    nom = forms.CharField(label="Nom", max_length=100)
    prenom = forms.CharField(label="Prénom", max_length=100)
    date_naissance = ChampDate(label="Date de naissance")

    @property
    def voulue(self) -> Triplet:
        donnees = self.cleaned_data
        return Triplet(donnees["nom"], donnees["prenom"], donnees["date_naissance"])

    @staticmethod
    def initial_de(rectification: Rectification) -> dict[str, object]:
        return {nom: getattr(rectification, nom) for nom in ("nom", "prenom", "date_naissance")}


class FormulaireRefus(FormulaireForprev):
    """Why not: the person reads it in their profile."""

    reponse = forms.CharField(
        label="Motif du refus", max_length=MOTIF_MAXIMUM, widget=forms.Textarea(attrs={"rows": 5})
    )


def version_lue(texte: str) -> int:
    """The version that the page carried; none, or not a number, is none that exists."""
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 10 else 0
