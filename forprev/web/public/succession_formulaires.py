"""The forms of a succession: who asks, who should take over, the letter; and the contest of a former gestionnaire."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forprev.aide.rules import LONGUEUR_TEXTE
from forprev.comptes.rules import est_numero
from forprev.entites.actions.successions import Deposant, Designe
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

NUMERO_MAL_ECRIT = "Un N°\u00a0Forprev a 3 lettres puis 5 chiffres, par exemple JEJ46894."


class FormulaireSuccession(FormulaireForprev):
    """[ACC-19]"""

    identifiant = forms.CharField(label="SIRET ou N°\u00a0d’habilitation", max_length=60)
    nom = forms.CharField(label="Nom", max_length=100, widget=forms.TextInput({"autocomplete": "family-name"}))
    prenom = forms.CharField(label="Prénom", max_length=100, widget=forms.TextInput({"autocomplete": "given-name"}))
    fonction = forms.CharField(
        label="Fonction dans l’entité", max_length=100, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    email = forms.EmailField(label="E-mail", max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
    successeur_nom = forms.CharField(label="Nom", max_length=100)
    successeur_prenom = forms.CharField(label="Prénom", max_length=100)
    successeur_naissance = ChampDate(label="Date de naissance")
    successeur_email = forms.EmailField(label="E-mail", max_length=254, required=False)
    successeur_numero = forms.CharField(label="N°\u00a0Forprev", max_length=20, required=False)
    lettre = ChampFichier(label="Lettre signée par l’entité", help_text="")

    def clean_successeur_numero(self) -> str:
        numero = "".join(self.cleaned_data["successeur_numero"].split()).upper()
        if numero and not est_numero(numero):
            raise ValidationError(NUMERO_MAL_ECRIT, code="numero_mal_ecrit")
        return numero

    @property
    def deposant(self) -> dict[str, Any]:
        return {nom: self.cleaned_data[nom] for nom in ("nom", "prenom", "fonction", "email")}

    @property
    def designe(self) -> Designe:
        lus = self.cleaned_data
        return Designe(
            nom=lus["successeur_nom"],
            prenom=lus["successeur_prenom"],
            date_naissance=lus["successeur_naissance"],
            email=lus["successeur_email"],
            numero=lus["successeur_numero"],
        )


class FormulaireContester(FormulaireForprev):
    texte = forms.CharField(
        label="Ce que vous contestez", max_length=LONGUEUR_TEXTE, widget=forms.Textarea({"rows": 6})
    )


def deposant_de(formulaire: FormulaireSuccession, personne: Any) -> Deposant:
    return Deposant(**formulaire.deposant, personne=personne)
