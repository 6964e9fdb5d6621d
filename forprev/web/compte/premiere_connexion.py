"""The first sign-in, and the caisse of whoever became formateur since."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.communication.actions import faire_premiere_connexion
from forprev.communication.rules import Choix
from forprev.comptes.actions.identites import choisir_caisse
from forprev.comptes.states import Profil
from forprev.profils.requete import Requete
from forprev.web.commun.adresses import adresse, suite_sure
from forprev.web.commun.decorators import identifie
from forprev.web.compte.mon_profil_formulaires import FormulaireCaisse, FormulairePremiereConnexion, caisse_de


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@identifie
def premiere_connexion(request: Requete) -> HttpResponse:
    """`/premiere-connexion/`: what is still to be settled before going on, then on [ACC-06, ACC-27]."""
    if request.acteur.personne.premiere_connexion_le is None:
        return _premiere(request)
    if est_formateur(request) and not caisse_de(request.acteur.personne):
        return _caisse(request)
    return redirect(_suite(request))


def est_formateur(request: Requete) -> bool:
    """Whether the person holds that profile, active or not."""
    return any(acteur.profil == Profil.FORMATEUR for acteur in request.acteurs)


def _premiere(request: Requete) -> HttpResponse:
    initial = FormulairePremiereConnexion.depuis(Choix()) | {"caisse": caisse_de(request.acteur.personne)}
    formulaire = FormulairePremiereConnexion(request.POST or None, formateur=est_formateur(request), initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            faire_premiere_connexion(
                par=request.acteur,
                choix=formulaire.choix,
                caisse=formulaire.cleaned_data.get("caisse"),
                le=request.le,
            )
        if formulaire.is_valid():
            return _fait(request, f"Bienvenue dans Forprev, {request.acteur.personne.prenom}.")
    return _page(request, "web/compte/premiere_connexion.html", formulaire)


def _caisse(request: Requete) -> HttpResponse:
    formulaire = FormulaireCaisse(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            choisir_caisse(par=request.acteur, code=formulaire.cleaned_data["caisse"], le=request.le)
        if formulaire.is_valid():
            return _fait(request, "Votre caisse de rattachement est enregistrée.")
    return _page(request, "web/compte/premiere_connexion_caisse.html", formulaire)


def _fait(request: Requete, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect(_suite(request))


def _page(request: Requete, gabarit: str, formulaire: FormulaireCaisse) -> HttpResponse:
    contexte = {
        "form": formulaire,
        "personne": request.acteur.personne,
        "suite": _suite(request),
        "rectification": adresse("rectification_demander"),
        "assistance": settings.ADRESSE_ASSISTANCE,
    }
    return render(request, gabarit, contexte, status=422 if request.method == "POST" else 200)


def _suite(request: Requete) -> str:
    """Where the person was going: this page itself is no answer."""
    suite = suite_sure(request, request.POST.get("next") or request.GET.get("next", ""))
    return suite_sure(request, "") if suite.startswith(request.path) else suite
