"""The pages of a person who holds no profile, and of a demandeur."""

from django.http import HttpResponse
from django.shortcuts import render

from forprev.certificats.models import CertificatFormateur
from forprev.profils.acces import explications
from forprev.profils.requete import Requete
from forprev.web.commun.tableau import derniers_messages


def tableau_de_bord(request: Requete) -> HttpResponse:
    """Why there is no profile, and what to do next [ACC-18]."""
    contexte = {
        "explications": explications(request.acteur.personne, request.acteurs, request.jour),
        "a_des_certificats": CertificatFormateur.objects.filter(personne=request.acteur.personne).exists(),
        **derniers_messages(request),
    }
    return render(request, "web/compte/tableau_de_bord.html", contexte)


def tableau_de_bord_demandeur(request: Requete) -> HttpResponse:
    """What a first request needs, while none is begun [NOT-03]."""
    return render(request, "web/compte/tableau_de_bord_demandeur.html", derniers_messages(request))
