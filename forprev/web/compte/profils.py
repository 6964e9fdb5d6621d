"""Switching profile, and knowing why one is missing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.states import LIBELLES_PROFILS
from forprev.profils.acces import explications
from forprev.profils.actions import retenir
from forprev.profils.queries import compte_a_traiter
from forprev.profils.requete import CLE_DE_SESSION, Requete
from forprev.web.commun.adresses import suite_sure
from forprev.web.commun.decorators import connecte


@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def profils(request: Requete) -> HttpResponse:
    """`/profils/`: every profile of the person with its *À traiter* count; a POST switches [ACC-09]."""
    if request.method == "POST":
        return _choisir(request)
    lignes = [
        {"acteur": acteur, "nom": LIBELLES_PROFILS[acteur.profil], "a_traiter": compte_a_traiter(acteur, request.jour)}
        for acteur in request.acteurs
    ]
    return render(request, "web/compte/profils.html", {"lignes": lignes})


def _choisir(request: Requete) -> HttpResponse:
    """Act as the profile of that code from now on; a code that the person does not hold changes nothing."""
    choisi = next((a for a in request.acteurs if a.code == request.POST.get("profil")), None)
    if choisi is None:
        messages.error(request, "Vous ne tenez pas ou plus ce profil.")
        return redirect("profils")
    retenir(par=choisi)
    request.session[CLE_DE_SESSION] = choisi.code
    return redirect(suite_sure(request, request.POST.get("suite", "")))


@require_safe
@connecte
def acces(request: Requete) -> HttpResponse:
    """`/acces/`: for each profile lacking or lost, the cause and the next step [ACC-18]."""
    causes = explications(request.acteur.personne, request.acteurs, request.jour)
    return render(request, "web/compte/acces.html", {"explications": causes})
