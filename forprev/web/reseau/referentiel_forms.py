"""Forms of the reference data: they convert and name fields; the domain says what is acceptable."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from forprev.referentiel.actions import CHAMPS_MODELE
from forprev.referentiel.catalogue import Delai, Genre, Texte
from forprev.referentiel.images import POIDS_MAX
from forprev.referentiel.models import Dispositif, ModeleCertificat
from forprev.referentiel.queries import dernieres_versions
from forprev.socle.televersements import JPEG, PNG, Televersement
from forprev.socle.text import nettoyer
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev

ETATS = [("", "Tous"), ("vigueur", "En vigueur"), ("venir", "À venir"), ("termines", "Terminés")]
STAGES = [("initial", "Stage initial"), ("mac", "Stage de mise à jour des compétences")]


class FiltreModeles(FormulaireForprev):
    """The criteria of the list of models; an unknown one is no criterion."""

    dispositif = forms.ChoiceField(label="Dispositif", required=False)
    etat = forms.ChoiceField(label="État", choices=ETATS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Dispositif.objects.values_list("code", "libelle")
        self.fields["dispositif"].choices = [("", "Tous"), *codes]  # type: ignore[attr-defined]

    @property
    def criteres(self) -> dict[str, str]:
        self.is_valid()
        return {nom: self.cleaned_data.get(nom, "") for nom in self.fields}


class ChampModeles(forms.ModelMultipleChoiceField):
    """Models to tick, named by their short label; a former version stands for the latest of its model."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: ModeleCertificat) -> str:
        return obj.libelle_court


class FormulaireModele(FormulaireForprev):
    """A model of certificate from a day on."""

    du = ChampDate(label="À partir du")
    libelle_court = forms.CharField(label="Libellé court", max_length=60)
    titre = forms.CharField(label="Titre", max_length=160)
    competence = forms.CharField(label="Compétence attestée", widget=forms.Textarea(attrs={"rows": 5}))
    validite_mois = forms.IntegerField(
        label="Validité en mois",
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    stages = forms.MultipleChoiceField(
        label="Types de stage admis", choices=STAGES, widget=forms.CheckboxSelectMultiple
    )
    age_minimum = forms.IntegerField(
        label="Âge minimum",
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    age_bloquant = forms.BooleanField(label="L’âge minimum bloque (sinon il avertit)", required=False)
    couleur = forms.RegexField(
        label="Couleur",
        required=False,
        regex=r"^#[0-9a-f]{6}$",
        error_messages={"invalid": "Écrivez la couleur sous la forme #rrggbb, en minuscules, par exemple #b3261e."},
    )
    predecesseurs = ChampModeles(
        label="Certificats prolongés par un stage de mise à jour", queryset=None, required=False
    )

    def __init__(self, *args: Any, modele: ModeleCertificat, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.depuis(modele))
        super().__init__(*args, **kwargs)
        choix = dernieres_versions(modele.dispositif_niveau)
        self.fields["predecesseurs"].queryset = choix  # type: ignore[attr-defined]

    @staticmethod
    def depuis(modele: ModeleCertificat) -> dict[str, Any]:
        """The form as it is first seen: the model as it stands."""
        racines = {predecesseur.racine for predecesseur in modele.predecesseurs.all()}
        derniers = [m.pk for m in dernieres_versions(modele.dispositif_niveau) if m.racine in racines]
        stages = [nom for nom, _ in STAGES if getattr(modele, nom)]
        return {nom: getattr(modele, nom) for nom in CHAMPS_MODELE} | {"stages": stages, "predecesseurs": derniers}

    @property
    def champs(self) -> dict[str, Any]:
        """What the action changes, the day aside."""
        donnees = dict(self.cleaned_data)
        stages = donnees.pop("stages")
        donnees.pop("du")
        return donnees | {nom: nom in stages for nom, _ in STAGES}


class FormulaireArret(FormulaireForprev):
    effet_au = ChampDate(label="Dernier jour", required=False)


class FormulaireValeur(FormulaireForprev):
    """A delay from a day on; its bounds are said and checked by the domain."""

    valeur = forms.IntegerField(label="Valeur", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    du = ChampDate(label="À partir du")

    def __init__(self, *args: Any, delai: Delai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pluriel = delai.unite.dire(2).split("\u00a0")
        self.fields["valeur"].label = f"Valeur ({pluriel[1]})" if len(pluriel) > 1 else "Valeur"


class FormulaireTexte(FormulaireForprev):
    """A short text from a day on: a list of choices, a date, an e-mail, an address or free words."""

    texte = forms.CharField(label="Texte", required=False, max_length=200)
    du = ChampDate(label="À partir du")

    def __init__(self, *args: Any, texte: Texte, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = _champ_de(texte)
        champ.label, champ.required = texte.libelle, bool(texte.defaut)
        self.fields["texte"] = champ

    def clean_texte(self) -> str:
        saisi = self.cleaned_data["texte"]
        return saisi.isoformat() if isinstance(saisi, date) else nettoyer(saisi or "")


def _champ_de(texte: Texte) -> forms.Field:
    if texte.choix:
        return forms.ChoiceField(choices=[(choix, choix.capitalize()) for choix in texte.choix])
    if texte.genre is Genre.DATE:
        return ChampDate()
    if texte.genre is Genre.EMAIL:
        return forms.EmailField()
    return forms.CharField(max_length=200)


class FormulaireSignataire(FormulaireForprev):
    """Who signs the certificates, from a day on."""

    prenom = forms.CharField(label="Prénom", max_length=80)
    nom = forms.CharField(label="Nom", max_length=80)
    fonction = forms.CharField(label="Fonction", max_length=120)
    signature = ChampFichier(label="Image de la signature", genres=[PNG, JPEG], poids_max=POIDS_MAX, help_text="")
    du = ChampDate(label="En fonction à partir du")

    def clean_signature(self) -> bytes:
        examinee: Televersement = self.cleaned_data["signature"]
        return examinee.contenu


class FormulaireFin(FormulaireForprev):
    au = ChampDate(label="Dernier jour en fonction", required=False)
