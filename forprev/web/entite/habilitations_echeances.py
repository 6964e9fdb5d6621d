"""The deadlines of habilitations as a calendar: a file, and an address to subscribe to [HAB-07]."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forprev.comptes.states import Profil
from forprev.habilitations.actions.abonnements import ouvrir
from forprev.habilitations.actions.abonnements import revoquer as revoquer_abonnement
from forprev.habilitations.queries import abonnement_de, actives, echeances, suivies_par
from forprev.profils.requete import Requete
from forprev.socle import clock
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.entite.calendrier import calendrier

TYPE_MIME = "text/calendar; charset=utf-8"


@require_safe
@pour(Profil.GESTIONNAIRE, Profil.DELEGATAIRE)
def fichier(request: Requete) -> HttpResponse:
    """`/habilitations/echeances.ics`: the deadlines of the active rights that the profile sees."""
    lignes = echeances(actives(request.acteur, request.jour).avec_faits())
    return piece_jointe(calendrier(lignes, le=request.le), nom="echeances.ics", type_mime=TYPE_MIME)


@require_safe
def flux(request: HttpRequest, jeton: str) -> HttpResponse:
    """`/habilitations/abonnement/<secret>.ics`: what a calendar reads by itself; 404 once revoked."""
    le = clock.maintenant()
    suivies = suivies_par(jeton, clock.jour(le))
    if suivies is None:
        raise Http404
    return piece_jointe(calendrier(echeances(suivies), le=le), nom="echeances.ics", type_mime=TYPE_MIME)


@require_http_methods(["GET", "HEAD", "POST"])
@pour(Profil.GESTIONNAIRE)
def abonnement(request: Requete) -> HttpResponse:
    """`/habilitations/abonnement/`: the address is shown once, when it is made; another replaces it."""
    adresse = ""
    if request.method == "POST":
        try:
            jeton = ouvrir(par=request.acteur, le=request.le)
        except Refus as refus:
            messages.warning(request, str(refus))
            return redirect("habilitations")
        adresse = request.build_absolute_uri(reverse("habilitations_flux", args=[jeton]))
    contexte = {"adresse": adresse, "abonnement": abonnement_de(request.acteur.entite_id)}
    reponse = render(request, "web/entite/habilitations_abonnement.html", contexte)
    reponse["Cache-Control"] = "no-store"
    return reponse


@require_POST
@pour(Profil.GESTIONNAIRE)
def revoquer(request: Requete) -> HttpResponse:
    """`/habilitations/abonnement/revoquer/`: the address gives nothing any more."""
    try:
        revoquer_abonnement(par=request.acteur, le=request.le)
    except Refus as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, "L’adresse d’abonnement est révoquée.")
    return redirect("habilitations_abonnement")
