"""Choices among objects: nothing can be posted that was not offered."""

from collections.abc import Iterable
from typing import Any

from django import forms

VIDE = ("", "Choisir")


class ChampParmi(forms.TypedChoiceField):
    """A choice among objects already read: the value is the key, the result the object."""

    def __init__(self, objets: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(required=False, empty_value=None, **kwargs)
        self.proposer(objets)

    def proposer(self, objets: Iterable[Any], libelle: Any = str) -> None:
        """Offer these objects, each under its `libelle`."""
        self.objets = {str(objet.pk): objet for objet in objets}
        self.choices = [VIDE, *((cle, libelle(objet)) for cle, objet in self.objets.items())]
        self.coerce = self.objets.__getitem__

    def admettre(self, objets: Iterable[Any]) -> None:
        """Take these too without offering them: chosen before the rest changed, the domain clears them and says so."""
        self.objets.update({str(objet.pk): objet for objet in objets})

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.objets


class ChampCommune(ChampParmi):
    """The town of a former postal code counts as no town: the new code proposes its own."""

    def clean(self, value: Any) -> Any:
        return super().clean(value if self.valid_value(value) else "")


def choisir_commune(formulaire: forms.Form, propre: dict[str, Any], communes: list[Any]) -> None:
    """One commune for the postal code is chosen; of several, the person must; none: no such code [ENT-03]."""
    if len(communes) == 1:
        propre["commune"] = communes[0]
    elif communes:
        formulaire.add_error("commune", f"Choisissez la ville parmi les {len(communes)} communes de ce code postal.")
    else:
        texte = "Ce code postal n’existe pas\u00a0: vérifiez-le. Un code CEDEX se remplace par celui de la commune."
        formulaire.add_error("code_postal", texte)
