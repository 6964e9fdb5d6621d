"""*Mot de passe*: changed by whoever knows it [ACC-08]."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.connexions import confirmer_mot_de_passe
from forprev.comptes.actions.mots_de_passe import changer_mot_de_passe
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.compte.adaptateur import adresse_de
from forprev.web.compte.securite.commun import garder_la_connexion, statut
from forprev.web.compte.securite.formulaires import FormulaireChangement


@never_cache
@sensitive_post_parameters("actuel", "mot_de_passe", "confirmation")
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def mot_de_passe(request: Requete) -> HttpResponse:
    """`/mon-profil/mot-de-passe/`: the other web sessions of the person end, this one stays."""
    personne = request.acteur.personne
    formulaire = FormulaireChangement(request.POST or None, personne=personne)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            _changer(request, formulaire)
            messages.success(request, "Votre mot de passe est changé. Vos autres connexions sont fermées.")
            return redirect("mon_profil_mot_de_passe")
    contexte = {"form": formulaire, "personne": personne}
    return render(request, "web/compte/securite/mot_de_passe.html", contexte, status=statut(request))


def _changer(request: Requete, formulaire: FormulaireChangement) -> None:
    saisie = formulaire.cleaned_data
    confirmer_mot_de_passe(
        personne=request.acteur.personne,
        mot_de_passe=saisie["actuel"],
        adresse=adresse_de(request),
        le=request.le,
        champ="actuel",
    )
    personne = changer_mot_de_passe(par=request.acteur, mot_de_passe=saisie["mot_de_passe"], le=request.le)
    garder_la_connexion(request, personne)
