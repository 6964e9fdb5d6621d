"""Forms of *Mon entité*: the signataire, and what the public directory shows."""

from typing import Any

from django import forms

from forprev.demandes.rules.entite import FicheEntite
from forprev.entites.actions.informations import Publication, Signataire
from forprev.entites.models import Entite
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.entite.demandes.formulaires import AUTRE, FormulaireSignataire

_CHAMPS = ("signataire_nom", "signataire_prenom", "signataire_fonction")


class FormulaireSignataireSeul(FormulaireSignataire):
    """Page 2 of an administrative file, by itself: everything is needed, since it applies at once [ENT-05]."""

    def __init__(self, data: Any = None, *, entite: Entite) -> None:
        super().__init__(data, fiche=FicheEntite(**{champ: getattr(entite, champ) for champ in _CHAMPS}))
        for nom in ("signataire_nom", "signataire_prenom", "fonction"):
            self.fields[nom].required = True

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if propre.get("fonction") == AUTRE and not propre.get("autre_fonction"):
            self.add_error("autre_fonction", "Indiquez la fonction du signataire.")
        return propre

    def saisie(self) -> Signataire:  # type: ignore[override]
        fiche = super().saisie()
        return Signataire(**{champ: getattr(fiche, champ) for champ in _CHAMPS})


class FormulairePublication(FormulaireForprev):
    """What the public directory shows of an organisme de formation, off until chosen [ENT-06]."""

    publiee = forms.BooleanField(label="Visible dans l’annuaire public", required=False)
    nom_commercial = forms.CharField(label="Nom commercial", required=False, max_length=200)
    telephone = forms.CharField(label="Téléphone", required=False, max_length=30)
    email = forms.EmailField(label="E-mail", required=False, max_length=254)
    site = forms.URLField(label="Site", required=False, max_length=200, assume_scheme="https")
    portee_nationale = forms.TypedChoiceField(
        label="Portée",
        choices=[("non", "Régionale"), ("oui", "Nationale")],
        coerce=lambda valeur: valeur == "oui",
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, entite: Entite) -> None:
        initial: dict[str, Any] = {nom: getattr(entite, nom) for nom in self.base_fields}
        super().__init__(data, initial={**initial, "portee_nationale": "oui" if entite.portee_nationale else "non"})

    def saisie(self) -> Publication:
        return Publication(**self.cleaned_data)
