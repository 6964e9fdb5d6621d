"""How a request looks: the words for who holds it, for what its state means, for what an update changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forprev.demandes.models import Demande
from forprev.demandes.queries.etapes import EtapeDemande, attente
from forprev.demandes.rules.entite import differences
from forprev.demandes.states import LIBELLES_MAINS, Etat
from forprev.entites.models import Entite
from forprev.referentiel.models import Commune
from forprev.socle.text import accorder

EXPLICATIONS: dict[Etat, str] = {
    Etat.BROUILLON: "Rien n’est transmis avant que vous ne soumettiez.",
    Etat.EN_VALIDATION: "Les données actuelles restent en vigueur jusqu’à la validation.",
    Etat.SOUMISE: "La caisse va confier la demande à un instructeur.",
    Etat.EN_INSTRUCTION: "La caisse examine la demande, phase après phase.",
    Etat.COMPLEMENTS_DEMANDES: "Complétez les onglets rouverts, puis soumettez\u00a0: la demande reprend à la même "
    "phase, avec la même personne.",
    Etat.INSCRITE: "La décision est prise en séance, et vous est annoncée par courrier.",
    Etat.AJOURNEE: "Aucune décision n’est encore prise\u00a0: les raisons sont dans le suivi.",
    Etat.ACCORDEE: "Le courrier de la décision est dans l’onglet «\u202fGénéral\u202f».",
    Etat.VALIDEE: "Les données sont en vigueur.",
    Etat.REFUSEE: "Une demande refusée ne se reprend pas, mais elle se copie.",
    Etat.ABANDONNEE: "Elle ne se reprend pas\u00a0: vous pouvez en faire une autre.",
    Etat.CLASSEE: "Les compléments demandés ne sont pas arrivés à temps. Vous pouvez faire une autre demande.",
}


def mains_depuis(demande: Demande, le: date) -> str:
    """« Entre les mains de la caisse depuis 4 jours »; empty once it has ended."""
    if demande.mains is None:
        return ""
    jours = attente(demande, le=le).days
    depuis = {0: "aujourd’hui", 1: "hier"}.get(jours, accorder(jours, "jour"))
    return f"Entre les mains {LIBELLES_MAINS[demande.mains]} depuis {depuis}"


def ensuite(etapes: Sequence[EtapeDemande]) -> str:
    """The phase that comes after the present one; empty at the end [DEM-21]."""
    if not any(etape.etat == "ici" for etape in etapes):
        return ""
    return next((etape.libelle for etape in etapes if etape.etat == "avenir"), "")


@dataclass(frozen=True, slots=True)
class Changement:
    """One value that an update would replace, in words."""

    champ: str
    avant: str
    apres: str


def changements(demande: Demande) -> list[Changement]:
    """What the open update of an entity would change, old and new value side by side [ENT-09]."""
    if not demande.proposition or not demande.est_ouverte:
        return []
    entite = demande.entite
    avant = {champ: getattr(entite, champ, "") for champ in demande.proposition} | {"commune": entite.commune_id or ""}
    return [
        Changement(d.champ, _lisible(d.champ, d.avant), _lisible(d.champ, d.apres))
        for d in differences(avant, demande.proposition)
    ]


def _lisible(champ: str, valeur: Any) -> str:
    if champ == "commune":
        commune = Commune.objects.filter(pk=valeur).first() if valeur else None
        return commune.nom if commune else ""
    choix = {"type": dict(Entite.Type.choices), "regime": dict(Entite.Regime.choices)}.get(champ, {})
    return str(choix.get(valeur, valeur or ""))


def siret_lisible(siret: str) -> str:
    """« 123 456 789 00012 »."""
    morceaux = siret[:3], siret[3:6], siret[6:9], siret[9:]
    return "\u00a0".join(filter(None, morceaux))
