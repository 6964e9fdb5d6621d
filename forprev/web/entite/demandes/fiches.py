"""The administrative file of an entity: page 1, page 2, submission [DEM-01 to DEM-03, ENT-07]."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from forprev.comptes.models import Acteur
from forprev.demandes.actions import complements, fiches, pieces
from forprev.demandes.actions.commun import EtatRefuse
from forprev.demandes.models import Demande, DemandeQuerySet
from forprev.demandes.perms import peut
from forprev.demandes.rules.entite import PAGE_1, FicheEntite
from forprev.demandes.states import ADMINISTRATIVES, Action, TypeDemande
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison, Refus
from forprev.socle.televersements import Televersement
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.objets import objet_ou_404
from forprev.web.commun.versions import version_postee
from forprev.web.entite.demandes.formulaires import FormulaireEntite, FormulaireSignataire


@require_http_methods(["GET", "HEAD", "POST"])
def commencer(request: Requete) -> HttpResponse:
    """`/demandes/nouvelle-entite/`, `/mon-entite/actualiser/`: what to prepare; a POST opens the file, or joins the one
    that is open [ENT-08]."""
    ouverte = _ouverte(request.acteur)
    if request.method == "POST":
        ouverte = fiches.ouvrir(par=request.acteur, le=request.le)
    if ouverte is not None:
        return redirect(_page(ouverte))
    return render(request, "web/entite/demandes/commencer.html", {"acteur": request.acteur})


def _ouverte(acteur: Acteur) -> Demande | None:
    return _visibles(acteur).ouvertes().first()


def _visibles(acteur: Acteur) -> DemandeQuerySet:
    siennes = Demande.objects.visibles_par(acteur).filter(type__in=ADMINISTRATIVES)
    return siennes.select_related("entite__commune__departement__caisse")


def _page(demande: Demande) -> str:
    """Where the file stands: its first page while it can be written, the request itself afterwards."""
    return reverse("demande_entite" if demande.est_saisissable else "demande", args=[demande.pk])


def _fiche_ecrite(request: Requete, numero: int) -> Demande:
    return objet_ou_404(request, _visibles, pk=numero)


@require_http_methods(["GET", "HEAD", "POST"])
def entite(request: Requete, numero: int) -> HttpResponse:
    """`/demandes/nouvelle-entite/<n>/`: page 1."""
    demande = _fiche_ecrite(request, numero)
    if not demande.est_saisissable:
        return redirect("demande", demande.pk)
    fiche = fiches.fiche_de(demande)
    formulaire = FormulaireEntite(request.POST or None, request.FILES or None, fiche=fiche)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            demande = _enregistrer(request, demande, formulaire.saisie(), formulaire.cleaned_data["attestation"])
            return _apres_entite(request, demande, formulaire)
    return _afficher(request, demande, formulaire, "entite")


def _enregistrer(
    request: Requete, demande: Demande, fiche: FicheEntite, attestation: Televersement | None = None
) -> Demande:
    enregistree = fiches.enregistrer(
        par=request.acteur, le=request.le, demande=demande, version=version_postee(request), fiche=fiche
    )
    if attestation is not None:
        pieces.deposer(
            par=request.acteur,
            le=request.le,
            demande=enregistree,
            code=fiches.ATTESTATION,
            televersement=attestation,
        )
    return _fiche_ecrite(request, enregistree.pk)


def _apres_entite(request: Requete, demande: Demande, formulaire: FormulaireEntite) -> HttpResponse:
    """*Suivant* checks the page; *Enregistrer* keeps it as it is [DEM-01]."""
    if "suivant" not in request.POST:
        messages.success(request, "La demande est enregistrée.")
        return redirect("demande_entite", demande.pk)
    manques = [raison for raison in fiches.raisons_de(demande) if raison.champ in PAGE_1]
    if not manques:
        return redirect("demande_signataire", demande.pk)
    formulaire.refuser(manques)
    return _afficher(request, demande, formulaire, "entite")


@require_http_methods(["GET", "HEAD", "POST"])
def signataire(request: Requete, numero: int) -> HttpResponse:
    """`/demandes/nouvelle-entite/<n>/signataire/`: page 2, *Précédent*, *Soumettre*."""
    demande = _fiche_ecrite(request, numero)
    if not demande.est_saisissable:
        return redirect("demande", demande.pk)
    formulaire = FormulaireSignataire(request.POST or None, fiche=fiches.fiche_de(demande))
    manques: list[Raison] = []
    if request.method == "POST" and formulaire.is_valid():
        try:
            demande = _enregistrer(request, demande, formulaire.saisie())
            return _apres_signataire(request, demande)
        except EtatRefuse:
            return redirect("demande", demande.pk)
        except Refus as refus:
            formulaire.refuser(raison for raison in refus.raisons if raison.champ not in PAGE_1)
            manques = [raison for raison in refus.raisons if raison.champ in PAGE_1]
            demande = _fiche_ecrite(request, numero)
    return _afficher(request, demande, formulaire, "signataire", manques=manques)


def _apres_signataire(request: Requete, demande: Demande) -> HttpResponse:
    if "precedent" in request.POST:
        return redirect("demande_entite", demande.pk)
    if "soumettre" not in request.POST:
        messages.success(request, "La demande est enregistrée.")
        return redirect("demande_signataire", demande.pk)
    envoyer = complements.repondre if peut(request.acteur, Action.REPONDRE, demande) else fiches.soumettre
    envoyer(par=request.acteur, le=request.le, demande=demande, version=demande.version)
    messages.success(request, f"La demande n°\u00a0{demande.pk} est soumise.")
    return redirect("demande", demande.pk)


@require_GET
def apercu(request: Requete, numero: int) -> HttpResponse:
    """The place again, as typed, with the communes of the postal code [ENT-03]."""
    demande = _fiche_ecrite(request, numero)
    formulaire = FormulaireEntite(fiche=fiches.fiche_de(demande), saisi=request.GET)
    return render(request, "web/entite/demandes/_lieu.html", {"formulaire": formulaire})


def _afficher(
    request: Requete,
    demande: Demande,
    formulaire: FormulaireForprev,
    page: str,
    manques: Iterable[Raison] = (),
) -> HttpResponse:
    contexte: dict[str, Any] = {
        "demande": demande,
        "formulaire": formulaire,
        "page": page,
        "manques": list(manques),
        "nouvelle": demande.genre == TypeDemande.NOUVELLE_ENTITE,
        "attestations": list(demande.pieces.filter(code=fiches.ATTESTATION)),
    }
    refusee = request.method == "POST"
    return render(request, f"web/entite/demandes/{page}.html", contexte, status=422 if refusee else 200)
