"""The forms of what the INRS does to a right."""

from typing import Any

from django import forms

from forprev.habilitations.states import LIBELLES, EtatDuJour
from forprev.referentiel.models import DispositifNiveau
from forprev.web.commun.choix import ChampParmi
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev


def _raison() -> forms.CharField:
    return forms.CharField(
        label="Raison",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Donnez la raison\u00a0: elle figure sur le courrier."},
    )


class FiltreHabilitations(FormulaireForprev):
    """The criteria of the search."""

    texte = forms.CharField(label="Entité ou numéro", required=False, max_length=100)
    niveau = ChampParmi(label="Dispositif et niveau")
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous"), *((code.value, LIBELLES[code]) for code in (EtatDuJour.ACTIVE, EtatDuJour.SUSPENDUE))],
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        champ = self.fields["niveau"]
        assert isinstance(champ, ChampParmi)
        champ.proposer(DispositifNiveau.objects.select_related("dispositif"))


class FormulaireSuspension(FormulaireForprev):
    """First and last day included; without a last day, until lifted [HAB-05]."""

    du = ChampDate(label="Premier jour")
    au = ChampDate(label="Dernier jour", required=False)
    motif = _raison()


class FormulaireRetrait(FormulaireForprev):
    jour = ChampDate(label="À partir du")
    motif = _raison()


class FormulaireProlongation(FormulaireForprev):
    fin = ChampDate(label="Nouveau dernier jour")
    motif = _raison()


class FormulaireLevee(FormulaireForprev):
    motif = forms.CharField(label="Raison", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class FormulaireProlongationDeTout(FormulaireForprev):
    """Every right of a dispositif/niveau [HAB-09]."""

    niveau = ChampParmi(label="Dispositif et niveau")
    fin = ChampDate(label="Nouveau dernier jour")
    motif = _raison()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        champ = self.fields["niveau"]
        assert isinstance(champ, ChampParmi)
        champ.proposer(DispositifNiveau.objects.select_related("dispositif"))
        champ.required = True
