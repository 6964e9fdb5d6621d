"""Opening a demandeur account: asked for, then confirmed by the link of the mail [ACC-05]."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.communication.actions.inscriptions import inscrire
from forprev.comptes.actions.inscriptions import Identite, inscription_du_lien
from forprev.comptes.actions.mots_de_passe import LienPerime
from forprev.comptes.models import Inscription, Personne
from forprev.entites.actions.creations import ouvrir_compte_demandeur
from forprev.profils.requete import Requete
from forprev.web.compte.connexion_formulaires import FormulaireMotDePasse
from forprev.web.compte.inscription_formulaires import FormulaireInscription

ACTION_LIMITEE = "signup"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inscription(request: Requete) -> HttpResponse:
    """`/inscription/`: the answer is the same for everybody, whoever has an account or asks too often included."""
    formulaire = FormulaireInscription(request.POST or None, le=request.jour)
    if request.method == "POST" and formulaire.is_valid():
        _demander(request, formulaire.identite)
        return redirect(f"{reverse('account_signup')}?demande=1")
    contexte = {"form": formulaire, "demande": "demande" in request.GET, "assistance": settings.ADRESSE_ASSISTANCE}
    return render(request, "web/compte/inscription.html", contexte, status=_statut(request))


def _demander(request: Requete, identite: Identite) -> None:
    if ratelimit.consume(request, action=ACTION_LIMITEE, key=identite.email.lower()):
        inscrire(identite=identite, le=request.le)


@never_cache
@sensitive_post_parameters("mot_de_passe", "confirmation")
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: Requete, token: str) -> HttpResponse:
    """Follow the link: opening it uses nothing up, choosing the password does. The person then signs in."""
    attendue = inscription_du_lien(token, le=request.le)
    if attendue is None:
        return render(request, "web/compte/inscription_lien_perime.html", status=404)
    formulaire = FormulaireMotDePasse(request.POST or None, personne=_a_venir(attendue))
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            return _ouvrir(request, token, formulaire)
    contexte = {"form": formulaire, "inscription": attendue, "assistance": settings.ADRESSE_ASSISTANCE}
    return render(request, "web/compte/inscription_confirmation.html", contexte, status=_statut(request))


def _a_venir(attendue: Inscription) -> Personne:
    """The person that the strength of the password is judged for: not in the base yet."""
    return Personne(
        nom=attendue.nom, prenom=attendue.prenom, date_naissance=attendue.date_naissance, email=attendue.email
    )


def _ouvrir(request: Requete, token: str, formulaire: FormulaireMotDePasse) -> HttpResponse:
    """Open the account; whoever else was signed in on this browser leaves it."""
    try:
        personne = ouvrir_compte_demandeur(
            secret=token, mot_de_passe=formulaire.cleaned_data["mot_de_passe"], le=request.le
        )
    except LienPerime:
        return render(request, "web/compte/inscription_lien_perime.html", status=404)
    logout(request)
    texte = f"Votre compte est créé. Votre N°\u00a0Forprev est {personne.numero}\u00a0: gardez-le, puis connectez-vous."
    messages.success(request, texte)
    return redirect("account_login")


def _statut(request: Requete) -> int:
    """422 for a form sent back with its errors."""
    return 422 if request.method == "POST" else 200
