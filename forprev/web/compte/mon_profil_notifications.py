"""*Mon profil*, *Notifications*: what one wants by e-mail [NOT-01]."""

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
    initial = FormulairePreferences.depuis(choix_de(personne_id=request.acteur.personne_id))
    formulaire = FormulairePreferences(request.POST if request.method == "POST" else None, initial=initial)
    if formulaire.is_valid():
        choisir_preferences(par=request.acteur, choix=formulaire.choix, le=request.le)
        messages.success(request, "Vos préférences sont enregistrées.")
        return redirect("mon_profil_notifications")
    contexte = {"personne": request.acteur.personne, "form": formulaire}
    statut = 422 if request.method == "POST" else 200
    return render(request, "web/compte/mon_profil_notifications.html", contexte, status=statut)
