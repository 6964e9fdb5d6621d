"""The two pages of an administrative file, and what follows."""

from dataclasses import replace
from typing import Any

from django import forms

from forprev.demandes.rules.entite import FRANCE, FicheEntite
from forprev.entites.models import Entite
from forprev.referentiel.models import Commune
from forprev.referentiel.queries import communes_du_code_postal
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.choix import ChampCommune, choisir_commune
from forprev.web.commun.formulaires import FormulaireForprev

AUTRE = "Autre"
FONCTIONS = ("Président", "Directeur général", "Gérant", "Maire", "Directeur", "Responsable de la formation", AUTRE)
_LIGNE = 200
LONGUEUR_SIRET = 14


class FormulaireEntite(FormulaireForprev):
    """Page 1: what the organisation is, and where. Everything may be missing to save, nothing to submit [DEM-01]."""

    type = forms.ChoiceField(
        label="Type d’entité", required=False, choices=Entite.Type.choices, widget=forms.RadioSelect
    )
    raison_sociale = forms.CharField(label="Raison sociale", required=False, max_length=200)
    regime = forms.ChoiceField(label="Régime", required=False, choices=[("", "Choisir"), *Entite.Regime.choices])
    siret = forms.CharField(label="SIRET", required=False, max_length=20)
    identifiant_etranger = forms.CharField(label="Numéro d’identification", required=False, max_length=40)
    adresse = forms.CharField(label="Adresse", required=False, max_length=_LIGNE)
    complement_1 = forms.CharField(label="Complément d’adresse 1", required=False, max_length=_LIGNE)
    complement_2 = forms.CharField(label="Complément d’adresse 2", required=False, max_length=_LIGNE)
    code_postal = forms.CharField(label="Code postal", required=False, max_length=20)
    commune = ChampCommune(label="Ville")
    pays = forms.CharField(label="Pays", required=False, max_length=60)
    ville_libre = forms.CharField(label="Ville à l’étranger", required=False, max_length=100)
    attestation = ChampFichier(label="Attestation URSSAF", required=False)

    def __init__(self, data: Any = None, files: Any = None, *, fiche: FicheEntite, saisi: Any = None) -> None:
        """`data` is posted and judged; `saisi` is shown again as typed, without judging it."""
        super().__init__(data, files, initial=saisi.dict() if saisi else _initial(fiche))
        self.fiche = fiche
        champ = self.fields["commune"]
        assert isinstance(champ, ChampCommune)
        champ.proposer(self._communes(), lambda commune: commune.nom)

    def _communes(self) -> list[Commune]:
        code = str(self["code_postal"].value() or "").strip()
        return communes_du_code_postal(code) if code else []

    def clean_siret(self) -> str:
        """Typed with spaces or not."""
        siret = "".join(str(self.cleaned_data["siret"]).split())
        if len(siret) > LONGUEUR_SIRET:
            raise forms.ValidationError(f"Un SIRET compte {LONGUEUR_SIRET}\u00a0chiffres.", code="siret_forme")
        return siret

    def clean_pays(self) -> str:
        return str(self.cleaned_data["pays"]) or FRANCE

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        en_france = propre.get("pays", FRANCE) == FRANCE
        if en_france and propre.get("code_postal") and not propre.get("commune") and "commune" not in self.errors:
            choisir_commune(self, propre, self._communes())
        return propre

    def saisie(self) -> FicheEntite:
        """The file with this page as typed: abroad, the postal list counts for nothing [ENT-11]."""
        propre = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom not in ("attestation", "commune")}
        commune = self.cleaned_data["commune"]
        en_france = propre["pays"] == FRANCE
        propre["ville_libre"] = "" if en_france else propre["ville_libre"]
        return replace(self.fiche, **propre, commune=commune.pk if commune and en_france else "")


def _initial(fiche: FicheEntite) -> dict[str, Any]:
    noms = set(FormulaireEntite.base_fields) - {"attestation"}
    return {nom: getattr(fiche, nom) for nom in noms}


class FormulaireSignataire(FormulaireForprev):
    """Page 2: who signs the letter of commitment [ENT-05]."""

    signataire_nom = forms.CharField(label="Nom", required=False, max_length=100)
    signataire_prenom = forms.CharField(label="Prénom", required=False, max_length=100)
    fonction = forms.ChoiceField(
        label="Fonction", required=False, choices=[("", "Choisir"), *((mot, mot) for mot in FONCTIONS)]
    )
    autre_fonction = forms.CharField(label="Autre fonction", required=False, max_length=100)

    def __init__(self, data: Any = None, *, fiche: FicheEntite) -> None:
        connue = fiche.signataire_fonction in FONCTIONS
        super().__init__(
            data,
            initial={
                "signataire_nom": fiche.signataire_nom,
                "signataire_prenom": fiche.signataire_prenom,
                "fonction": fiche.signataire_fonction if connue else AUTRE if fiche.signataire_fonction else "",
                "autre_fonction": "" if connue else fiche.signataire_fonction,
            },
        )
        self.fiche = fiche

    def saisie(self) -> FicheEntite:
        propre = self.cleaned_data
        autre = propre["fonction"] == AUTRE or (not propre["fonction"] and propre["autre_fonction"])
        return replace(
            self.fiche,
            signataire_nom=propre["signataire_nom"],
            signataire_prenom=propre["signataire_prenom"],
            signataire_fonction=propre["autre_fonction"] if autre else propre["fonction"],
        )
