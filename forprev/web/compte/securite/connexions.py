"""*Connexions*: the web sessions that one has open, and how to end them [ACC-20]."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forprev.comptes.actions.connexions import ConnexionFermee, fermer_connexion, fermer_les_autres_connexions
from forprev.comptes.connexions import OUVERTE, connexion, connexions_ouvertes
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.compte.adaptateur import signature_de
from forprev.web.compte.securite.commun import garder_la_connexion


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def connexions(request: Requete) -> HttpResponse:
    """`/mon-profil/connexions/`: the present one first; a POST ends all the others."""
    personne = request.acteur.personne
    cle = request.session.session_key
    if request.method == "POST":
        garder_la_connexion(request, fermer_les_autres_connexions(par=request.acteur, le=request.le, sauf=cle))
        messages.success(request, "Vos autres connexions sont fermées.")
        return redirect("mon_profil_connexions")
    actuelle = connexion(request.session, signature_de(request)) if OUVERTE in request.session else None
    contexte = {
        "personne": personne,
        "actuelle": actuelle,
        "autres": connexions_ouvertes(personne, le=request.le, sauf=cle),
    }
    return render(request, "web/compte/securite/connexions.html", contexte)


@require_POST
@connecte
def fermer(request: Requete, pk: int) -> HttpResponse:
    """End one of one's own; asked twice, it is ended once."""
    try:
        fermer_connexion(par=request.acteur, pk=pk, le=request.le)
        messages.success(request, "La connexion est fermée.")
    except ConnexionFermee as refus:
        if UserSession.objects.filter(pk=pk).exists():
            raise Http404 from refus
        messages.info(request, str(refus))
    return redirect("mon_profil_connexions")
