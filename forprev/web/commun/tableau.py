"""The parts that the dashboards of every audience share [NOT-03]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from forprev.communication.queries import lignes_recues
from forprev.profils.requete import Requete
from forprev.profils.tableau import Attente, Echeance
from forprev.socle.clock import jour
from forprev.web.commun.adresses import adresse

MESSAGES = 5


@dataclass(frozen=True, slots=True)
class Carte:
    """A card of *À traiter*: how many, of what, since when, and where to deal with it."""

    nombre: int
    titre: str
    detail: str
    lien: str
    url: str
    ton: str


@dataclass(frozen=True, slots=True)
class LigneEcheance:
    echeance: Echeance
    ton: str
    url: str


def lignes_d_echeances(echeances: Iterable[Echeance], le: date) -> list[LigneEcheance]:
    return [LigneEcheance(e, e.urgence(le), adresse(*e.page) if e.page else "") for e in echeances]


def lien_vers(attente: Attente, verbe: str, liste: str) -> dict[str, str]:
    """Straight to the session when it is alone, else to `liste`: « Corriger la session n° 125 »."""
    if attente.nombre > 1:
        return {"lien": verbe, "url": liste}
    seule = f"{verbe} · session n°\u00a0{attente.premiere}"
    return {"lien": seule, "url": reverse("certification_session", args=[attente.premiere])}


def age(attente: Attente, le: date) -> str:
    """« la plus ancienne attend depuis 4 jours »."""
    jours = (le - jour(attente.depuis)).days
    depuis = {0: "aujourd’hui", 1: "hier"}.get(jours, f"{jours}\u00a0jours")
    return f"La plus ancienne attend depuis {depuis}" if attente.nombre > 1 else f"Depuis {depuis}"


def derniers_messages(request: Requete) -> dict[str, Any]:
    """The latest lines received under the active profile, or under none in particular."""
    lignes = lignes_recues(personne_id=request.acteur.personne_id, profil_code=request.acteur.code)
    return {"messages_recus": list(lignes[:MESSAGES])}
