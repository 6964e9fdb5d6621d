"""The dashboard of the réseau: what each of its profiles watches over."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from forprev.certification.models import SessionCertification
from forprev.certification.states import TERMINALES
from forprev.comptes.states import Profil
from forprev.entites.models import Entite, Succession
from forprev.habilitations.queries import actives
from forprev.profils.requete import Requete
from forprev.web.commun.adresses import adresse
from forprev.web.commun.tableau import derniers_messages
from forprev.web.reseau.tableau_assistance import cartes_de_l_assistance


@dataclass(frozen=True, slots=True)
class Repere:
    """A count, and the page that lists what it counts (empty while there is none)."""

    libelle: str
    nombre: int
    url: str


def tableau_de_bord(request: Requete) -> HttpResponse:
    """What waits for the profile, counts of what it sees, then its messages [NOT-03]."""
    contexte = {
        "cartes": cartes_de_l_assistance(request) if request.acteur.profil == Profil.ASSISTANCE else None,
        "reperes": reperes(request),
        **derniers_messages(request),
    }
    return render(request, "web/reseau/tableau_de_bord.html", contexte)


def reperes(request: Requete) -> list[Repere]:
    """The assistance watches over no entity, the commission over no session."""
    acteur, le = request.acteur, request.jour
    if acteur.profil == Profil.ASSISTANCE:
        return []
    habilitations = Repere("Habilitations actives", actives(acteur, le).count(), adresse("reseau_habilitations"))
    if acteur.profil == Profil.COMMISSION:
        return [habilitations]
    sessions = SessionCertification.objects.visibles_par(acteur, le).exclude(etat__in=TERMINALES)
    entites = Entite.objects.visibles_par(acteur).filter(fermee_le__isnull=True)
    successions = Succession.objects.visibles_par(acteur).a_examiner()
    return [
        Repere("Entités", entites.count(), adresse("reseau_entites")),
        habilitations,
        Repere("Sessions soumises, en cours", sessions.count(), adresse("agenda")),
        Repere("Demandes de successeur à examiner", successions.count(), adresse("reseau_successions")),
    ]
