"""A form with one field of each kind, and the same once it has been filled badly."""

from django import forms

from forprev.socle.televersements import PDF
from forprev.web.commun.champs_fichier import ChampFichier

DISPOSITIFS = [("", "Choisissez"), ("SST/1", "SST / 1"), ("SST/2", "SST / 2"), ("CATEC/1", "Catec / 1")]
STAGES = [("INITIAL", "Stage initial"), ("MAC", "Stage de mise à jour des compétences")]


class FormulaireDeGalerie(forms.Form):
    nom = forms.CharField(label="Nom", help_text="Le nom de naissance, tel qu’il est écrit sur la pièce d’identité.")
    email = forms.EmailField(label="E-mail", required=False)
    date_fin = forms.DateField(label="Date de fin de session", input_formats=["%d/%m/%Y"])
    dispositif = forms.ChoiceField(label="Dispositif et niveau", choices=DISPOSITIFS)
    stage = forms.ChoiceField(label="Identification", choices=STAGES, widget=forms.RadioSelect)
    jours = forms.MultipleChoiceField(
        label="Notifications", choices=[("ALERTE", "Alertes"), ("TACHE", "Notifications")], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    accord = forms.BooleanField(label="J’ai vu l’ancien certificat du stagiaire")
    commentaire = forms.CharField(label="Mon commentaire", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    piece = ChampFichier(genres=[PDF], label="Déposer l’attestation URSSAF ici", required=False)
    fige = forms.CharField(label="N° Forprev", required=False, disabled=True, initial="JEJ46894")


def vierge() -> FormulaireDeGalerie:
    """The form as first seen."""
    return FormulaireDeGalerie(auto_id="id_vierge_%s", initial={"jours": ["TACHE"]})


def errone() -> FormulaireDeGalerie:
    """The form as it comes back: what was typed is kept, each error says what to do."""
    formulaire = FormulaireDeGalerie(
        {"nom": "", "email": "alice@", "date_fin": "18/02/1064", "commentaire": "Bonjour,\nvoici la liste."},
        auto_id="id_errone_%s",
    )
    formulaire.add_error(
        None, "Cette session a été modifiée pendant votre saisie\u00a0: relisez-la avant d’enregistrer."
    )
    formulaire.errors["nom"] = formulaire.error_class(["Le nom doit être renseigné."])
    formulaire.errors["date_fin"] = formulaire.error_class(["Cette date est impossible\u00a0: vérifiez l’année."])
    return formulaire
