"""Forms of *Comptes*."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forprev.comptes.models import RoleReseau
from forprev.comptes.states import Profil
from forprev.personnes.actions.reseau import Identite, Poste
from forprev.personnes.rules.comptes import LIBELLES_MOYENS, MoyenDeVerification
from forprev.personnes.rules.recherche import Recherche, lire_recherche
from forprev.referentiel.models import Caisse
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

RIEN_DE_LISIBLE = (
    "Rien ici ne permet de chercher. Tapez un N°\u00a0Forprev, un nom, un e-mail ou une date de naissance, par exemple "
    "«\u202fLefèvre 12/03/1980\u202f»."
)


class FormulaireRecherche(FormulaireForprev):
    """The one box."""

    q = forms.CharField(label="Rechercher une personne", required=False, max_length=200)

    def __init__(self, saisie: Mapping[str, Any], *, jour: date) -> None:
        self.jour = jour
        self.recherche = Recherche()
        super().__init__(saisie if saisie.get("q", "").strip() else None)

    def clean_q(self) -> str:
        """What was understood goes into `recherche`; what cannot be is said beside the box."""
        saisie: str = self.cleaned_data["q"]
        lue = lire_recherche(saisie, le=self.jour)
        if lue.impossible:
            raise ValidationError(f"Le {lue.impossible} n’existe pas\u00a0: vérifiez la date de naissance.")
        if lue.est_vide:
            raise ValidationError(RIEN_DE_LISIBLE)
        self.recherche = lue
        return saisie


class FormulaireEmail(FormulaireForprev):
    """The right address of an account never used."""

    email = forms.EmailField(label="E-mail", max_length=254)


class FormulaireSecondFacteur(FormulaireForprev):
    """How the identity was checked: nothing is taken away without."""

    moyen = forms.TypedChoiceField(
        label="Comment avez-vous vérifié l’identité de la personne\u202f?",
        choices=[(moyen.value, libelle) for moyen, libelle in LIBELLES_MOYENS.items()],
        coerce=MoyenDeVerification,
        widget=forms.RadioSelect,
        error_messages={"required": "Vérifiez d’abord l’identité de la personne, puis dites comment."},
    )


class FormulaireRole(FormulaireForprev):
    """A role of the réseau."""

    nature = forms.TypedChoiceField(
        label="Rôle", choices=RoleReseau.Nature.choices, coerce=Profil, widget=forms.RadioSelect
    )
    caisse = forms.ModelChoiceField(
        Caisse.objects.order_by("nom", "pk"), label="Caisse", required=False, empty_label="Aucune"
    )

    @property
    def poste(self) -> Poste:
        return Poste(self.cleaned_data["nature"], self.cleaned_data["caisse"])


class FormulaireCompteReseau(FormulaireRole):
    """Somebody new in the réseau."""

    nom = forms.CharField(label="Nom", max_length=100)
    prenom = forms.CharField(label="Prénom", max_length=100)
    date_naissance = ChampDate(label="Date de naissance")
    email = forms.EmailField(label="E-mail", max_length=254)
    autre_personne = forms.BooleanField(label="Aucune de ces personnes\u00a0: ouvrir un nouveau compte", required=False)
    field_order = ("nom", "prenom", "date_naissance", "email", "nature", "caisse", "autre_personne")

    @property
    def identite(self) -> Identite:
        return Identite(**{nom: self.cleaned_data[nom] for nom in ("nom", "prenom", "date_naissance", "email")})
