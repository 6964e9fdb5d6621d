"""The parts that the dashboards of every audience share [NOT-03]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.urls import reverse

from forprev.communication.queries import lignes_recues
from forprev.demandes.queries.tableau import AttenteDemandes
from forprev.demandes.states import Etat as EtatDemande
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


class Attendue(Protocol):
    """Things of one kind that wait: how many, and since when the oldest does."""

    @property
    def nombre(self) -> int: ...

    @property
    def depuis(self) -> datetime: ...


def age(attente: Attendue, le: date, premier: str = "La plus ancienne") -> str:
    """« La plus ancienne attend depuis 4 jours »."""
    jours = (le - jour(attente.depuis)).days
    depuis = {0: "aujourd’hui", 1: "hier"}.get(jours, f"{jours}\u00a0jours")
    return f"{premier} attend depuis {depuis}" if attente.nombre > 1 else f"Depuis {depuis}"


# title for one, for several, verb of the link, tone
_DEMANDES = {
    EtatDemande.COMPLEMENTS_DEMANDES: (
        "Demande à compléter",
        "Demandes à compléter",
        "Répondre à la caisse",
        "attention",
    ),
    EtatDemande.BROUILLON: ("Brouillon de demande", "Brouillons de demande", "Reprendre", "info"),
}


def cartes_des_demandes(attentes: Iterable[AttenteDemandes], le: date) -> list[Carte]:
    """The cards of the requests that wait for the entity: « 1 Demande à compléter, depuis 4 jours »."""
    return [_carte_de_demandes(attente, le) for attente in attentes]


def _carte_de_demandes(attente: AttenteDemandes, le: date) -> Carte:
    seule, plusieurs, lien, ton = _DEMANDES[attente.etat]
    une = attente.nombre == 1
    premier = "Le plus ancien" if attente.etat == EtatDemande.BROUILLON else "La plus ancienne"
    return Carte(
        nombre=attente.nombre,
        titre=seule if une else plusieurs,
        detail=age(attente, le, premier),
        lien=f"{lien} · demande n°\u00a0{attente.premiere}" if une else lien,
        url=reverse("demande", args=[attente.premiere]) if une else reverse("demandes_a_traiter"),
        ton=ton,
    )


def derniers_messages(request: Requete) -> dict[str, Any]:
    """The latest lines received under the active profile, or under none in particular."""
    lignes = lignes_recues(personne_id=request.acteur.personne_id, profil_code=request.acteur.code)
    return {"messages_recus": list(lignes[:MESSAGES])}
