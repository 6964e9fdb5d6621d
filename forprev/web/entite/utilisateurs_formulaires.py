"""The forms of *Utilisateurs*."""

from collections.abc import Iterable
from typing import Any

from django import forms

from forprev.entites.models import Membre
from forprev.habilitations.models import Habilitation
from forprev.personnes.actions.utilisateurs import SaisieIdentite, SaisieRole
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

LIEN = (
    "Je déclare que ce délégataire est rattaché à l’entité par le lien juridique qu’exige le règlement. Un lien "
    "commercial ou financier, franchise comprise, ne convient pas."
)
ROLES = [(r.value, r.label) for r in (Membre.Role.GESTIONNAIRE, Membre.Role.DELEGATAIRE)]


class FormulaireInformations(FormulaireForprev):
    """The tab *Informations*: a number and a birth date, or the four of a person [ACC-10]."""

    numero = forms.CharField(label="N°\u00a0Forprev", required=False, max_length=20)
    nom = forms.CharField(label="Nom", max_length=100)
    prenom = forms.CharField(label="Prénom", max_length=100)
    date_naissance = ChampDate(label="Date de naissance")
    email = forms.EmailField(label="E-mail", max_length=254)

    SAISIS = ("numero", "nom", "prenom", "date_naissance", "email")

    def __init__(self, data: Any = None, *, saisi: dict[str, Any] | None = None) -> None:
        """`data` is posted and judged; `saisi` is shown again as typed, without judging it."""
        super().__init__(data, initial=saisi)
        if self.par_numero:
            for nom in ("nom", "prenom", "email"):
                self.fields[nom].required = False

    @property
    def par_numero(self) -> bool:
        return bool(str(self["numero"].value() or "").strip())

    def viser(self, nom: str = "numero") -> "FormulaireInformations":
        """Put the focus in that field as soon as the form is shown."""
        self.fields[nom].widget.attrs["autofocus"] = True
        return self

    def saisie(self, *, personne_id: int | None = None, nouvelle: bool = False) -> SaisieIdentite:
        propre = self.cleaned_data
        return SaisieIdentite(
            propre["date_naissance"],
            propre["nom"],
            propre["prenom"],
            propre["email"],
            "" if personne_id else propre["numero"],
            personne_id,
            nouvelle,
        )


class FormulaireDelegataire(FormulaireForprev):
    """What a délégataire is asked for: a description, habilitations, the legal link [ACC-12].

    The habilitations are drawn as a table by the page. `proposees`: those that may be ticked.
    """

    description = forms.CharField(label="Description", required=False, max_length=100)
    habilitations = forms.TypedMultipleChoiceField(label="Habilitations", required=False, coerce=int)
    lien = forms.BooleanField(label="Lien juridique", required=False)

    # What ticking the box says.
    DECLARATION = LIEN

    def __init__(self, data: Any = None, *, proposees: Iterable[Habilitation] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        champ = self.fields["habilitations"]
        assert isinstance(champ, forms.TypedMultipleChoiceField)
        champ.choices = [(str(h.pk), str(h.dispositif_niveau)) for h in proposees]
        champ.error_messages["invalid_choice"] = "Choisissez parmi les habilitations de la liste."

    @property
    def cochees(self) -> list[int]:
        """What is ticked, posted or not."""
        valeurs = self["habilitations"].value() or []
        return [int(valeur) for valeur in valeurs if str(valeur).isdigit()]

    def saisie(self) -> SaisieRole:
        propre = self.cleaned_data
        return SaisieRole(
            Membre.Role.DELEGATAIRE.value, propre["description"], tuple(propre["habilitations"]), propre["lien"]
        )


class FormulaireRole(FormulaireDelegataire):
    """The tab *Rôle* [ACC-10, ACC-12]."""

    role = forms.ChoiceField(
        label="Rôle",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez Gestionnaire ou Délégataire."},
    )
    field_order = ["role", "description", "habilitations", "lien"]


class FormulaireDescription(FormulaireForprev):
    description = forms.CharField(label="Description", required=False, max_length=100)
