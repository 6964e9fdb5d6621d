"""The password, asked again before something that matters [ACC-15]."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.connexions import confirmer_mot_de_passe
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.compte.adaptateur import adresse_de
from forprev.web.compte.securite.commun import CONFIRMEE, statut, suite_ou
from forprev.web.compte.securite.formulaires import FormulaireConfirmation


@never_cache
@sensitive_post_parameters("actuel")
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def confirmation(request: Requete) -> HttpResponse:
    """`/mon-profil/confirmation/`: then back to the page that asked for it."""
    formulaire = FormulaireConfirmation(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            confirmer_mot_de_passe(
                personne=request.acteur.personne,
                mot_de_passe=formulaire.cleaned_data["actuel"],
                adresse=adresse_de(request),
                le=request.le,
                champ="actuel",
            )
            request.session[CONFIRMEE] = request.le.isoformat()
            return redirect(suite_ou("second_facteur", request))
    contexte = {"form": formulaire, "retour": suite_ou("second_facteur", request)}
    return render(request, "web/compte/securite/confirmation.html", contexte, status=statut(request))
