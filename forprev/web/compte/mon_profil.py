"""*Mon profil*: who Forprev knows, and what they want by e-mail."""

from dataclasses import asdict

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.communication.actions import choisir_preferences
from forprev.communication.queries import choix_de
from forprev.communication.rules import Choix
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.commun.formulaires import FormulaireForprev


class FormulairePreferences(FormulaireForprev):
    """One box a category [NOT-01]; the daily mail joins them when it exists [NOT-07]."""

    alertes = forms.BooleanField(label="Alertes", required=False)
    notifications = forms.BooleanField(label="Notifications", required=False)
    messages = forms.BooleanField(label="Messages ciblés", required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def mon_profil(request: Requete) -> HttpResponse:
    """`/mon-profil/`: where every mail says to come to stop it [NOT-06]."""
    choix = choix_de(personne_id=request.acteur.personne_id)
    if request.method == "POST":
        return _enregistrer(request, FormulairePreferences(request.POST), choix)
    contexte = {
        "personne": request.acteur.personne,
        "form": FormulairePreferences(initial=asdict(choix)),
        "assistance": settings.ADRESSE_ASSISTANCE,
    }
    return render(request, "web/compte/mon_profil.html", contexte)


def _enregistrer(request: Requete, formulaire: FormulairePreferences, actuel: Choix) -> HttpResponse:
    """Boxes cannot be wrong: unticked or absent, they say no. What has no box yet stays as it is."""
    formulaire.full_clean()
    choix = Choix(**formulaire.cleaned_data, quotidien=actuel.quotidien)
    choisir_preferences(par=request.acteur, choix=choix, le=request.le)
    messages.success(request, "Vos préférences sont enregistrées.")
    return redirect("mon_profil")
