"""Switching profile, and knowing why one is missing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forprev.comptes.models import Acteur
from forprev.comptes.states import LIBELLES_PROFILS
from forprev.demandes.actions.creations import creer_entite as commencer_une_entite
from forprev.profils.acces import explications
from forprev.profils.actions import retenir
from forprev.profils.queries import profils_de
from forprev.profils.requete import CLE_DE_SESSION, Requete
from forprev.web.commun.adresses import suite_sure
from forprev.web.commun.decorators import connecte
from forprev.web.coquille.compteurs import total_a_traiter


@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def profils(request: Requete) -> HttpResponse:
    """`/profils/`: every profile of the person with its *À traiter* count; a POST switches [ACC-09]."""
    if request.method == "POST":
        return _choisir(request)
    lignes = [
        {"acteur": acteur, "nom": LIBELLES_PROFILS[acteur.profil], "a_traiter": total_a_traiter(acteur, request.jour)}
        for acteur in request.acteurs
    ]
    return render(request, "web/compte/profils.html", {"lignes": lignes})


@require_POST
@connecte
def creer_entite(request: Requete) -> HttpResponse:
    """`/profils/nouvelle-entite/`: begin an entity, and go on as its demandeur [ACC-21]."""
    membre = commencer_une_entite(par=request.acteur, le=request.le)
    tenus = profils_de(request.acteur.personne, request.jour)
    _prendre(request, next(acteur for acteur in tenus if acteur.membre_id == membre.pk))
    messages.success(request, "Nouvelle entité créée\u00a0: vous en êtes le demandeur.")
    return redirect("tableau_de_bord")


def _choisir(request: Requete) -> HttpResponse:
    """Act as the profile of that code from now on; a code that the person does not hold changes nothing."""
    choisi = next((a for a in request.acteurs if a.code == request.POST.get("profil")), None)
    if choisi is None:
        messages.error(request, "Vous ne tenez pas ou plus ce profil.")
        return redirect("profils")
    _prendre(request, choisi)
    return redirect(suite_sure(request, request.POST.get("suite", "")))


def _prendre(request: Requete, acteur: Acteur) -> None:
    """Make it the active profile, now and at the next web sessions [ACC-09]."""
    retenir(par=acteur)
    request.session[CLE_DE_SESSION] = acteur.code


@require_safe
@connecte
def acces(request: Requete) -> HttpResponse:
    """`/acces/`: for each profile lacking or lost, the cause and the next step [ACC-18]."""
    causes = explications(request.acteur.personne, request.acteurs, request.jour)
    return render(request, "web/compte/acces.html", {"explications": causes})
