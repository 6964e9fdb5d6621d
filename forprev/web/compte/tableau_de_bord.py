"""The page of a person who holds no profile."""

from django.http import HttpResponse
from django.shortcuts import render

from forprev.profils.acces import explications
from forprev.profils.requete import Requete
from forprev.web.commun.adresses import adresse
from forprev.web.commun.tableau import derniers_messages


def tableau_de_bord(request: Requete) -> HttpResponse:
    """Why there is no profile, and what to do next [ACC-18]."""
    contexte = {
        "explications": explications(request.acteur.personne, request.acteurs, request.jour),
        "certificats_url": adresse("certificats"),
        **derniers_messages(request),
    }
    return render(request, "web/compte/tableau_de_bord.html", contexte)
