"""The forms of who writes to the assistance."""

from django import forms

from forprev.aide.rules import LONGUEUR_OBJET, LONGUEUR_TEXTE
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.public.aide_provenance import sans_secret


class FormulaireContact(FormulaireForprev):
    """What a visitor fills; a signed-in person has a name already [AID-04]."""

    nom = forms.CharField(label="Vos prénom et nom", max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail pour la réponse", max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    objet = forms.CharField(label="Objet", max_length=LONGUEUR_OBJET)
    texte = forms.CharField(label="Votre message", max_length=LONGUEUR_TEXTE, widget=forms.Textarea({"rows": 8}))
    page = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def clean_page(self) -> str:
        """A page that cannot be told is no reason to refuse a message."""
        return sans_secret(self.cleaned_data["page"])


class FormulaireContactConnecte(FormulaireContact):
    nom = None  # type: ignore[assignment]


class FormulaireSuite(FormulaireForprev):
    """One more turn of a thread."""

    texte = forms.CharField(label="Votre message", max_length=LONGUEUR_TEXTE, widget=forms.Textarea({"rows": 5}))
