"""The cards of *À traiter* of the assistance [NOT-03]."""

from django.urls import reverse

from forprev.personnes.queries.assistance import Attente, Travail, attentes_de_l_assistance
from forprev.profils.requete import Requete
from forprev.socle.clock import jour
from forprev.web.commun.tableau import Carte

# title for one, for several, verb of the link, name of the page with its parameters, tone
_CARTES = {
    Travail.GELES: ("Compte gelé", "Comptes gelés", "Rétablir ou corriger", ("comptes", "?geles=oui"), "danger"),
    Travail.CONTACTS: ("Contact à traiter", "Contacts à traiter", "Répondre", ("contacts", ""), "accent"),
    Travail.RECTIFICATIONS: ("Rectification", "Rectifications", "Répondre", ("rectifications", ""), "accent"),
    Travail.EFFACEMENTS: ("Effacement demandé", "Effacements demandés", "Répondre", ("effacements", ""), "attention"),
    Travail.DOUBLONS: ("Doublon à examiner", "Doublons à examiner", "Examiner", ("doublons", ""), "info"),
}


def cartes_de_l_assistance(request: Requete) -> list[Carte]:
    """One card a kind of work that waits, the most pressing first."""
    attentes = attentes_de_l_assistance()
    return [_carte(travail, attentes[travail], request) for travail in _CARTES if travail in attentes]


def _carte(travail: Travail, attente: Attente, request: Requete) -> Carte:
    seul, plusieurs, lien, (page, parametres), ton = _CARTES[travail]
    doyen = "La plus ancienne" if travail == Travail.RECTIFICATIONS else "Le plus ancien"
    jours = (request.jour - jour(attente.depuis)).days
    depuis = {0: "aujourd’hui", 1: "hier"}.get(jours, f"{jours}\u00a0jours")
    return Carte(
        nombre=attente.nombre,
        titre=seul if attente.nombre == 1 else plusieurs,
        detail=f"Depuis {depuis}" if attente.nombre == 1 else f"{doyen} attend depuis {depuis}",
        lien=lien,
        url=reverse(page) + parametres,
        ton=ton,
    )
