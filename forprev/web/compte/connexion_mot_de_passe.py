"""First password and forgotten password: one procedure [ACC-04]."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.communication.actions import demander_lien_mot_de_passe
from forprev.comptes.actions.mots_de_passe import definir_mot_de_passe
from forprev.comptes.jetons import personne_du_jeton
from forprev.profils.requete import Requete
from forprev.web.compte.connexion_formulaires import FormulaireIdentifiant, FormulaireMotDePasse

ACTION_LIMITEE = "reset_password"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mot_de_passe_oublie(request: Requete) -> HttpResponse:
    """Ask for a link. The answer is the same for everybody, whoever asks too often included."""
    formulaire = FormulaireIdentifiant(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        identifiant = formulaire.cleaned_data["identifiant"]
        if ratelimit.consume(request, action=ACTION_LIMITEE, key=identifiant.lower()):
            demander_lien_mot_de_passe(identifiant=identifiant, le=request.le)
        return redirect(f"{reverse('account_reset_password')}?demande=1")
    contexte = {"form": formulaire, "demande": "demande" in request.GET, "assistance": settings.ADRESSE_ASSISTANCE}
    return render(request, "web/compte/mot_de_passe_oublie.html", contexte, status=_statut(request))


@never_cache
@sensitive_post_parameters("mot_de_passe", "confirmation")
@require_http_methods(["GET", "HEAD", "POST"])
def reinitialisation(request: Requete, token: str) -> HttpResponse:
    """Follow the link: opening it uses nothing up, setting the password does.

    The person then signs in: a link alone never opens a web session, so that the réseau's second factor is always
    asked, and whoever chose a password types it once while they remember it.
    """
    personne = personne_du_jeton(token, le=request.le)
    if personne is None:
        return render(request, "web/compte/lien_perime.html", status=404)
    formulaire = FormulaireMotDePasse(request.POST or None, personne=personne)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            definir_mot_de_passe(jeton=token, mot_de_passe=formulaire.cleaned_data["mot_de_passe"], le=request.le)
        if formulaire.is_valid():
            return _enregistre(request)
    contexte = {"form": formulaire, "personne": personne}
    return render(request, "web/compte/reinitialisation.html", contexte, status=_statut(request))


def _enregistre(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Votre mot de passe est enregistré. Connectez-vous.")
    return redirect("account_login")


def _statut(request: HttpRequest) -> int:
    """422 for a form sent back with its errors."""
    return 422 if request.method == "POST" else 200
