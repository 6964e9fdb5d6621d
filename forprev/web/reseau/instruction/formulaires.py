"""The forms of instruction."""

from collections.abc import Sequence
from typing import Any

from django import forms

from forprev.comptes.models import Personne
from forprev.demandes.models import Seance, Verification
from forprev.demandes.states import LIBELLES, LIBELLES_AVIS, LIBELLES_ONGLET, LIBELLES_TYPE, Avis
from forprev.referentiel.models import Caisse
from forprev.web.commun.choix import ChampParmi
from forprev.web.commun.formulaires import FormulaireForprev

TOUS = ("", "Tous")


def _texte(libelle: str, **suite: Any) -> forms.CharField:
    return forms.CharField(label=libelle, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), **suite)


class FiltreDossiers(FormulaireForprev):
    """The criteria of the queue."""

    type = forms.ChoiceField(
        label="Type", required=False, choices=[TOUS, *((c.value, libelle) for c, libelle in LIBELLES_TYPE.items())]
    )
    etat = forms.ChoiceField(
        label="État", required=False, choices=[TOUS, *((c.value, libelle) for c, libelle in LIBELLES.items())]
    )
    affectation = forms.ChoiceField(
        label="Confié à", required=False, choices=[TOUS, ("moi", "Moi"), ("personne", "Personne")]
    )
    texte = forms.CharField(label="Entité ou numéro", required=False, max_length=100)


class FormulaireAffectation(FormulaireForprev):
    """Give one file, or many, to an instructeur [DEM-15]."""

    affectee_a = ChampParmi(label="Confier à")
    numeros = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any = None, *, instructeurs: list[Personne], numeros: list[int]) -> None:
        super().__init__(data)
        champ = self.fields["affectee_a"]
        assert isinstance(champ, ChampParmi)
        champ.proposer(instructeurs, lambda personne: f"{personne.prenom} {personne.nom}")
        choix = self.fields["numeros"]
        assert isinstance(choix, forms.MultipleChoiceField)
        choix.choices = [(str(numero), str(numero)) for numero in numeros]

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if not propre.get("affectee_a"):
            self.add_error("affectee_a", "Choisissez à qui confier les dossiers.")
        if not propre.get("numeros"):
            self.add_error(None, "Cochez au moins un dossier.")
        return propre


class FormulaireComplements(FormulaireForprev):
    """What is missing, and which tabs open again [DEM-10]."""

    motif = _texte("Ce qui manque", error_messages={"required": "Dites ce qui manque : l’entité le lira."})
    onglets = forms.MultipleChoiceField(
        label="Onglets à rouvrir",
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez les onglets à rouvrir."},
    )

    def __init__(self, data: Any = None, *, onglets: Sequence[str]) -> None:
        super().__init__(data)
        champ = self.fields["onglets"]
        assert isinstance(champ, forms.MultipleChoiceField)
        champ.choices = [(code.value, libelle) for code, libelle in LIBELLES_ONGLET.items() if code in onglets]


class FormulaireAvis(FormulaireForprev):
    avis = forms.ChoiceField(
        label="Avis de la caisse",
        choices=[(code.value, libelle) for code, libelle in LIBELLES_AVIS.items()],
        widget=forms.RadioSelect,
    )
    motif = _texte("Raisons", required=False)

    def choisi(self) -> Avis:
        return Avis(self.cleaned_data["avis"])


class FormulaireSeance(FormulaireForprev):
    seance = ChampParmi(label="Séance")

    def __init__(self, data: Any = None, *, seances: list[Seance]) -> None:
        super().__init__(data)
        champ = self.fields["seance"]
        assert isinstance(champ, ChampParmi)
        champ.proposer(seances, lambda seance: f"{seance.jour:%d/%m/%Y}")
        champ.required = True


class FormulaireMotif(FormulaireForprev):
    """A reason, read by the entity."""

    motif = _texte("Raisons", error_messages={"required": "Donnez les raisons : l’entité les lira."})


class FormulaireTransfert(FormulaireForprev):
    """To another caisse, or to the INRS, with a reason [DEM-15]."""

    INRS = "INRS"
    caisse = forms.ChoiceField(label="Vers")
    motif = _texte("Raison du transfert", error_messages={"required": "Donnez la raison de ce transfert."})

    def __init__(self, data: Any = None, *, caisses: list[Caisse]) -> None:
        super().__init__(data)
        self._caisses = {caisse.pk: caisse for caisse in caisses}
        champ = self.fields["caisse"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [("", "Choisir"), *((c.pk, c.nom) for c in caisses), (self.INRS, "INRS")]

    def choisie(self) -> Caisse | None:
        return self._caisses.get(self.cleaned_data["caisse"])


class FormulaireNote(FormulaireForprev):
    texte = _texte("Message", error_messages={"required": "Écrivez votre message."})
    interne = forms.BooleanField(label="Note interne, que l’entité ne lit pas", required=False, initial=True)


class FormulaireVerification(FormulaireForprev):
    resultat = forms.ChoiceField(choices=Verification.Resultat.choices)
    commentaire = forms.CharField(required=False, max_length=1000)
