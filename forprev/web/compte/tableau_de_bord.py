"""The pages of a person who holds no profile, and of a demandeur."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from forprev.certificats.models import CertificatFormateur
from forprev.demandes.queries.entite import demandes_de, derniere_fiche
from forprev.demandes.queries.tableau import attentes_demandes
from forprev.demandes.states import Etat
from forprev.profils.acces import explications
from forprev.profils.requete import Requete
from forprev.profils.tableau import echeances_demandes
from forprev.web.commun.tableau import cartes_des_demandes, derniers_messages, lignes_d_echeances


def tableau_de_bord(request: Requete) -> HttpResponse:
    """Why there is no profile, and what to do next [ACC-18]."""
    contexte = {
        "explications": explications(request.acteur.personne, request.acteurs, request.jour),
        "a_des_certificats": CertificatFormateur.objects.filter(personne=request.acteur.personne).exists(),
        **derniers_messages(request),
    }
    return render(request, "web/compte/tableau_de_bord.html", contexte)


def tableau_de_bord_demandeur(request: Requete) -> HttpResponse:
    """What a first request needs while none is begun; then where the file stands, and what follows [NOT-03, DEM-03]."""
    demandes = attentes_demandes(request.acteur)
    contexte: dict[str, Any] = {
        "cartes": cartes_des_demandes(demandes, request.jour),
        "echeances": lignes_d_echeances(echeances_demandes(demandes), request.jour),
        "ouvertes": list(demandes_de(request.acteur).ouvertes().order_by("pk")),
        **_fiche(request),
        **derniers_messages(request),
    }
    return render(request, "web/compte/tableau_de_bord_demandeur.html", contexte)


def _fiche(request: Requete) -> dict[str, Any]:
    """The last administrative file, and the step reached: 0 none, 1 filed or refused, 2 the entity is validated."""
    fiche = derniere_fiche(request.acteur)
    if fiche is None or fiche.etat in (Etat.BROUILLON, Etat.ABANDONNEE, Etat.CLASSEE):
        return {"fiche": fiche, "etape": 0}
    return {"fiche": fiche, "etape": 2 if fiche.etat == Etat.VALIDEE else 1}
