"""The second step of signing in, for whoever has a second factor [ACC-15]."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.profils.requete import Requete
from forprev.web.compte.securite.commun import statut
from forprev.web.compte.securite.formulaires import FormulairePreuve
from forprev.web.compte.securite.preuves import contexte_de_preuve, examiner


@never_cache
@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def code_de_connexion(request: Requete) -> HttpResponse:
    """`/connexion/code/`: the password was right, a code or a key is asked for; nobody is signed in before."""
    if request.user.is_authenticated:
        return redirect("tableau_de_bord")
    etape = LoginStageController.enter(request, AuthenticateStage.key)
    if etape is None or etape.login.user is None:
        messages.info(request, "Votre connexion n’est pas terminée\u00a0: recommencez.")
        return redirect_to_login(reverse("tableau_de_bord"))
    if "abandonner" in request.POST:
        return etape.abort()
    personne = etape.login.user
    formulaire = FormulairePreuve(request.POST or None)
    moyen = examiner(request, formulaire, personne)
    if moyen is not None:
        record_authentication(request, personne, "mfa", id=moyen.pk, type=moyen.type)
        return etape.exit()
    contexte = contexte_de_preuve(formulaire, personne) | {"assistance": settings.ADRESSE_ASSISTANCE}
    return render(request, "web/compte/connexion_code.html", contexte, status=statut(request))
