"""The criteria of a list, kept in its address."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class CritereActif:
    """A criterion in use, and the address of the list without it."""

    libelle: str
    url: str


def criteres_actifs(request: HttpRequest, formulaire: forms.Form) -> list[CritereActif]:
    """The criteria that the address gives and the form understood, in the order of the form.

    Removing one keeps the others and the order of the list, and goes back to the first page.
    """
    if not formulaire.is_bound:
        return []
    formulaire.is_valid()
    return [
        CritereActif(f"{champ.label}\u00a0: {_dite(champ)}", _adresse_sans(request, champ.name))
        for champ in formulaire
        if champ.name in request.GET and formulaire.cleaned_data.get(champ.name) not in (None, "", False)
    ]


def _dite(champ: forms.BoundField) -> str:
    valeur = str(champ.value())
    choix = getattr(champ.field, "choices", None)
    return str(dict(choix).get(valeur, valeur)) if choix else valeur


def _adresse_sans(request: HttpRequest, nom: str) -> str:
    parametres = request.GET.copy()
    for retire in (nom, "page"):
        parametres.pop(retire, None)
    return f"?{parametres.urlencode()}"
