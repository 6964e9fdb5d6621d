"""Submitting, answering, confirming, writing, giving up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from forprev.demandes.actions import complements, instruction, reprises, saisie
from forprev.demandes.actions.commun import EtatRefuse
from forprev.demandes.models import Demande
from forprev.demandes.perms import peut
from forprev.demandes.states import Action, Onglet
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.versions import cle_postee, version_postee
from forprev.web.entite.demandes.page import SUIVI, FormulaireMessage, afficher, demande_de


@require_POST
def soumettre(request: Requete, numero: int) -> HttpResponse:
    """Send the request, or the complements: what is missing is listed with links [DEM-02, DEM-10]."""
    demande = demande_de(request, numero)
    repond = peut(request.acteur, Action.REPONDRE, demande)
    envoyer = complements.repondre if repond else saisie.soumettre
    try:
        envoyer(par=request.acteur, le=request.le, demande=demande, version=version_postee(request))
    except EtatRefuse as refus:
        if not refus.deja_fait:
            messages.warning(request, str(refus))
        return redirect("demande", numero)
    except Refus as refus:
        return afficher(
            request, demande, Onglet.GENERAL, statut=422, manques=[_lien(demande, r) for r in refus.raisons]
        )
    messages.success(
        request, "Les compléments sont envoyés." if repond else f"La demande n°\u00a0{numero} est soumise."
    )
    return redirect("demande", numero)


def _lien(demande: Demande, raison: Any) -> tuple[str, str]:
    """What is missing, and where it is given."""
    if raison.champ.startswith("piece-"):
        return raison.texte, f"/demandes/{demande.pk}/pedagogique/#{raison.champ}"
    if raison.champ.startswith("plateforme"):
        return raison.texte, f"/demandes/{demande.pk}/technique/#{raison.champ}"
    return raison.texte, f"#{raison.champ}" if raison.champ else ""


@require_POST
def confirmer(request: Requete, numero: int) -> HttpResponse:
    """The administrative data is right [DEM-04]."""
    demande = demande_de(request, numero)
    try:
        saisie.confirmer_donnees(par=request.acteur, le=request.le, demande=demande, version=version_postee(request))
    except Refus as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, "Les données administratives sont confirmées.")
    return redirect("demande", numero)


@require_http_methods(["GET", "HEAD", "POST"])
def abandonner(request: Requete, numero: int) -> HttpResponse:
    """Ask, then give the request up [DEM-01, DEM-24]."""
    demande = demande_de(request, numero)
    if request.method != "POST":
        peut_abandonner = peut(request.acteur, Action.ABANDONNER, demande)
        contexte = {"demande": demande, "peut_abandonner": peut_abandonner}
        return render(request, "web/entite/demandes/abandonner.html", contexte)
    try:
        saisie.abandonner(par=request.acteur, le=request.le, demande=demande, version=version_postee(request))
    except EtatRefuse as refus:
        if not refus.deja_fait:
            messages.warning(request, str(refus))
        return redirect("demande", numero)
    except Refus as refus:
        messages.warning(request, str(refus))
        return redirect("demande_abandonner", numero)
    messages.success(request, f"La demande n°\u00a0{numero} est abandonnée.")
    return redirect("demandes_en_cours")


@require_POST
def ecrire(request: Requete, numero: int) -> HttpResponse:
    """A message in the thread of exchanges [DEM-17]."""
    demande = demande_de(request, numero)
    formulaire = FormulaireMessage(request.POST)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            instruction.annoter(
                par=request.acteur,
                le=request.le,
                demande=demande,
                texte=formulaire.cleaned_data["texte"],
                interne=False,
            )
            messages.success(request, "Votre message est envoyé.")
            return redirect("demande_onglet", numero, SUIVI)
    return afficher(request, demande, SUIVI, statut=422, form_message=formulaire)


@require_POST
def copier(request: Requete, numero: int) -> HttpResponse:
    """*Copier dans une nouvelle demande*: a draft that holds what a refused file held [DEM-24]."""
    demande = demande_de(request, numero)
    try:
        nouvelle = reprises.copier(
            par=request.acteur, le=request.le, demande=demande, cle_de_saisie=cle_postee(request)
        )
    except Refus as refus:
        messages.warning(request, str(refus))
        return redirect("demande", numero)
    messages.success(request, f"La demande n°\u00a0{numero} est copiée dans la demande n°\u00a0{nouvelle.pk}.")
    return redirect("demande", nouvelle.pk)
