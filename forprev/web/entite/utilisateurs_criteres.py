"""*Rechercher un utilisateur*: criteria added one by one, kept in the address."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from forprev.entites.models import Membre
from forprev.habilitations.models import Habilitation
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

Choix = list[tuple[str, str]]
AJOUTER, RETIRER = "nouveau", "retirer"
ROLES: Choix = [("", "Tous"), *((r.value, str(r.label)) for r in (Membre.Role.GESTIONNAIRE, Membre.Role.DELEGATAIRE))]


def _texte(libelle: str) -> Callable[[Choix], forms.Field]:
    return lambda _habilitations: forms.CharField(label=libelle, required=False, max_length=254)


# What one may search by, in the order in which it is offered.
_CHAMPS: dict[str, tuple[str, Callable[[Choix], forms.Field]]] = {
    "nom": ("Nom", _texte("Nom")),
    "prenom": ("Prénom", _texte("Prénom")),
    "date_naissance": ("Date de naissance", lambda _: ChampDate(label="Date de naissance", required=False)),
    "email": ("E-mail", _texte("E-mail")),
    "numero": ("N°\u00a0Forprev", _texte("N°\u00a0Forprev")),
    "role": ("Rôle", lambda _: forms.ChoiceField(label="Rôle", required=False, choices=ROLES)),
    "habilitation": (
        "Habilitation",
        lambda choix: forms.TypedChoiceField(
            label="Habilitation", required=False, choices=[("", "Toutes"), *choix], coerce=int, empty_value=None
        ),
    ),
}


class FormulaireCriteres(FormulaireForprev):
    """The criteria that the address names, in the order in which they were added, and no others."""

    def __init__(self, parametres: QueryDict, habilitations: Iterable[Habilitation]) -> None:
        super().__init__(parametres)
        choix = [(str(h.pk), f"{h.dispositif_niveau} · {h.numero}") for h in habilitations]
        for nom in nommes(parametres):
            self.fields[nom] = _CHAMPS[nom][1](choix)
        vide = next((nom for nom in self.fields if not parametres.get(nom)), None)
        if vide:
            self.fields[vide].widget.attrs["autofocus"] = True

    @property
    def criteres(self) -> dict[str, Any]:
        """Those filled in and understood; a mistyped one says so beside its field and narrows nothing."""
        self.is_valid()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur not in ("", None)}

    @property
    def restants(self) -> list[tuple[str, str]]:
        """What *+ Nouveau critère* still offers."""
        return [(nom, libelle) for nom, (libelle, _) in _CHAMPS.items() if nom not in self.fields]


def nommes(parametres: QueryDict) -> list[str]:
    return [nom for nom in parametres if nom in _CHAMPS]


def adresse_simple(parametres: QueryDict) -> str | None:
    """The address after a criterion was added or taken away; None when the address asks for neither."""
    if AJOUTER not in parametres and RETIRER not in parametres:
        return None
    copie = parametres.copy()
    ajoute, retire = copie.get(AJOUTER, ""), copie.get(RETIRER, "")
    for nom in (AJOUTER, RETIRER, "page", retire):
        copie.pop(nom, None)
    if ajoute in _CHAMPS:
        copie.setdefault(ajoute, "")
    return f"?{copie.urlencode()}"
