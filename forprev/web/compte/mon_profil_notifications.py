"""*Mon profil*, *Notifications*: what one wants by e-mail [NOT-01]."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.communication.actions import choisir_preferences
from forprev.communication.queries import choix_de
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.compte.mon_profil_formulaires import FormulairePreferences


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def notifications(request: Requete) -> HttpResponse:
    """`/mon-profil/notifications/`: where every mail says to come to stop it [NOT-06]."""
    actuel = choix_de(personne_id=request.acteur.personne_id)
    if request.method == "POST":
        formulaire = FormulairePreferences(request.POST)
        formulaire.full_clean()
        choisir_preferences(par=request.acteur, choix=formulaire.choix(actuel), le=request.le)
        messages.success(request, "Vos préférences sont enregistrées.")
        return redirect("mon_profil_notifications")
    contexte = {"personne": request.acteur.personne, "form": FormulairePreferences(initial=asdict(actuel))}
    return render(request, "web/compte/mon_profil_notifications.html", contexte)
