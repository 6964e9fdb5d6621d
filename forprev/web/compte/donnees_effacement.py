"""Asking to be erased, from *Mes données* [RGP-04]."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.connexions import confirmer_mot_de_passe
from forprev.personnes.actions.demandes_effacement import demander, retirer
from forprev.personnes.actions.effacement import raisons_d_effacement
from forprev.personnes.queries.rectifications import effacement_ouvert_de
from forprev.profils.requete import Requete
from forprev.socle.dates import longue
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import connecte
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.compte.adaptateur import adresse_de
from forprev.web.compte.connexion_formulaires import LONGUEUR_MAXIMALE

lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


class FormulaireEffacement(FormulaireForprev):
    """The password: an open screen is not consent."""

    mot_de_passe = forms.CharField(
        label="Votre mot de passe",
        max_length=LONGUEUR_MAXIMALE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@never_cache
@sensitive_post_parameters("mot_de_passe")
@lire_ou_ecrire
@connecte
def effacement(request: Requete) -> HttpResponse:
    """`/mon-profil/effacement/`: what will be lost, what stands in the way, then the password."""
    if effacement_ouvert_de(request.acteur.personne_id):
        return redirect("mon_profil_donnees")
    formulaire = FormulaireEffacement(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            return _demander(request, formulaire)
    contexte = {"form": formulaire, "raisons": raisons_d_effacement(personne=request.acteur.personne, le=request.jour)}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/compte/donnees/effacement.html", contexte, status=statut)


def _demander(request: Requete, formulaire: FormulaireEffacement) -> HttpResponse:
    """Raises Refus: a wrong password counts as a try to sign in [ACC-16]."""
    confirmer_mot_de_passe(
        personne=request.acteur.personne,
        mot_de_passe=formulaire.cleaned_data["mot_de_passe"],
        adresse=adresse_de(request),
        le=request.le,
        champ="mot_de_passe",
    )
    demande = demander(par=request.acteur, le=request.le)
    quand = longue(demande.limite)
    messages.success(request, f"Votre demande d’effacement est envoyée. Réponse au plus tard le {quand}.")
    return redirect("mon_profil_donnees")


@never_cache
@lire_ou_ecrire
@connecte
def effacement_retirer(request: Requete) -> HttpResponse:
    """`/mon-profil/effacement/retrait/`: the account stays as it is."""
    ouverte = effacement_ouvert_de(request.acteur.personne_id)
    if request.method == "POST":
        try:
            retirer(par=request.acteur, le=request.le)
            messages.success(request, "Votre demande d’effacement est retirée\u00a0: votre compte reste ouvert.")
        except Refus as refus:
            messages.error(request, str(refus))
        return redirect("mon_profil_donnees")
    if ouverte is None:
        return redirect("mon_profil_donnees")
    return render(request, "web/compte/donnees/effacement_retirer.html", {"ouverte": ouverte})
