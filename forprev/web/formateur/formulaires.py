"""The trainer's form: a mark for each stagiaire, what to do next, a comment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from forprev.certification.models import Stagiaire
from forprev.certification.states import LIBELLES_RESULTAT, Resultat
from forprev.web.commun.formulaires import FormulaireForprev

ENVOYER, RETOURNER = "envoyer", "retourner"
COMMENTAIRE_MAXIMUM = 2000
_MARQUES = [(code.value, libelle) for code, libelle in LIBELLES_RESULTAT.items()]


@dataclass(frozen=True, slots=True)
class Ligne:
    """A stagiaire as the page shows them: their mark, and what is wrong beside it."""

    rang: int
    champ: str
    stagiaire: Stagiaire
    valeur: str
    erreur: str = ""


class ChoixDeSuite(forms.RadioSelect):
    """Two cards; sending is closed before the end date [SES-27]."""

    envoi_ouvert = True

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value == ENVOYER and not self.envoi_ouvert:
            option["attrs"]["disabled"] = True
        return option


class FormulaireResultats(FormulaireForprev):
    """Marks are all optional here: the domain says what is missing, and only when results are sent [SES-12]."""

    suite = forms.ChoiceField(
        label="Ma réponse",
        choices=[(ENVOYER, "Envoyer les résultats des stagiaires"), (RETOURNER, "Retour commenté")],
        widget=ChoixDeSuite,
        required=False,
        error_messages={"invalid_choice": "Choisissez d’envoyer les résultats ou de retourner la session."},
    )
    commentaire = forms.CharField(
        label="Mon commentaire",
        required=False,
        max_length=COMMENTAIRE_MAXIMUM,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Le commentaire est limité à {COMMENTAIRE_MAXIMUM}\u00a0caractères."},
    )

    def __init__(self, data: Any = None, *, stagiaires: Iterable[Stagiaire], envoi_ouvert: bool) -> None:
        """`data=None` shows the marks already kept; `envoi_ouvert` is false before the end date."""
        suite = ENVOYER if envoi_ouvert else RETOURNER
        super().__init__(data, auto_id="%s", initial={"suite": suite})
        self.stagiaires = list(stagiaires)
        self.envoi_ouvert = envoi_ouvert
        self.fields["suite"].widget.envoi_ouvert = envoi_ouvert
        for stagiaire in self.stagiaires:
            self.fields[champ_de(stagiaire)] = _champ_de_marque(stagiaire)
        self.order_fields([*map(champ_de, self.stagiaires), "suite", "commentaire"])

    @property
    def lignes(self) -> list[Ligne]:
        """The stagiaires in order, with the marks typed or kept."""
        return [self._ligne(rang, stagiaire) for rang, stagiaire in enumerate(self.stagiaires, start=1)]

    def _ligne(self, rang: int, stagiaire: Stagiaire) -> Ligne:
        erreur = " ".join(map(str, self[champ_de(stagiaire)].errors))
        return Ligne(rang, champ_de(stagiaire), stagiaire, self._marque(stagiaire), erreur)

    @property
    def lignes_lues(self) -> list[Ligne]:
        """The same with the marks kept; one typed otherwise, too late, is told beside."""
        return [self._ligne_lue(rang, stagiaire) for rang, stagiaire in enumerate(self.stagiaires, start=1)]

    def _ligne_lue(self, rang: int, stagiaire: Stagiaire) -> Ligne:
        typee = self._marque(stagiaire)
        differe = typee and typee != stagiaire.resultat
        dit = f"Non enregistré\u00a0: vous aviez indiqué {LIBELLES_RESULTAT[Resultat(typee)]}." if differe else ""
        return Ligne(rang, champ_de(stagiaire), stagiaire, stagiaire.resultat, dit)

    def _marque(self, stagiaire: Stagiaire) -> str:
        """The mark typed, else the mark kept; "" when it is neither Échec nor Réussite."""
        valeur = self[champ_de(stagiaire)].value()
        return valeur if valeur in set(Resultat) else ""

    @property
    def nombre_de_marques(self) -> int:
        return sum(bool(self._marque(stagiaire)) for stagiaire in self.stagiaires)

    @property
    def resultats(self) -> dict[int, str]:
        """Each stagiaire's mark, "" when there is none; after `is_valid()`."""
        return {s.pk: self.cleaned_data.get(champ_de(s), "") for s in self.stagiaires}

    @property
    def tous_reussis(self) -> dict[int, str]:
        """*Tous en réussite*."""
        return {s.pk: Resultat.REUSSITE.value for s in self.stagiaires}

    def avec_marques(self, marques: dict[int, str]) -> "FormulaireResultats":
        """The same form, as if these marks had been typed."""
        donnees = {nom: self.data[nom] for nom in self.data} | {
            champ_de(stagiaire): marques[stagiaire.pk] for stagiaire in self.stagiaires
        }
        return FormulaireResultats(donnees, stagiaires=self.stagiaires, envoi_ouvert=self.envoi_ouvert)

    @property
    def version(self) -> int:
        """The version of the session under which the page was read [SES-24]; 0, always stale, when it is odd."""
        texte = self.data.get("version", "")
        return int(texte) if texte.isdecimal() else 0

    @property
    def retourne(self) -> bool:
        """True when what was posted is *Retour commenté*."""
        return "soumettre" in self.data and self.data.get("suite") == RETOURNER

    @property
    def commentaire_saisi(self) -> str:
        return self["commentaire"].value() or ""


def champ_de(stagiaire: Stagiaire) -> str:
    """The name of a stagiaire's mark: the one that the reasons of the domain carry."""
    return f"resultat-{stagiaire.pk}"


def _champ_de_marque(stagiaire: Stagiaire) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=stagiaire.nom_complet,
        choices=_MARQUES,
        required=False,
        initial=stagiaire.resultat,
        error_messages={"invalid_choice": "Indiquez Échec ou Réussite."},
    )
