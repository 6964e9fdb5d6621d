"""Meetings: agenda, decisions one by one and in a batch, every letter seen before it leaves, minutes [DEM-11]."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forprev.demandes.actions import seances as actions
from forprev.demandes.models import Demande, Seance
from forprev.demandes.perms import peut_decider
from forprev.demandes.queries.seances import apercus, ordre_du_jour, seances
from forprev.demandes.states import Etat
from forprev.profils.requete import Requete
from forprev.socle import files
from forprev.socle.raisons import Refus
from forprev.socle.text import accorder
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.listes import lister
from forprev.web.commun.versions import version_postee
from forprev.web.reseau.seances.formulaires import FormulaireConvocation, FormulaireDecision

TRIS = {"jour": ["jour"], "dossiers": ["dossiers"]}


@require_http_methods(["GET", "HEAD", "POST"])
def liste(request: Requete) -> HttpResponse:
    """`/seances/`: those to come and those closed; a POST announces one."""
    formulaire = FormulaireConvocation(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            seance = actions.convoquer(par=request.acteur, le=request.le, **formulaire.cleaned_data)
            return redirect("seance", seance.pk)
    affichee = lister(request, seances(), tris=TRIS, defaut="-jour")
    contexte = {"formulaire": formulaire, "decide": peut_decider(request.acteur), **affichee.contexte()}
    statut = 422 if formulaire.errors else 200
    return render(request, "web/reseau/seances/liste.html", contexte, status=statut)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: Requete, pk: int) -> HttpResponse:
    """`/seances/<pk>/`: the agenda; a POST records a decision for the files ticked."""
    seance = get_object_or_404(Seance, pk=pk)
    formulaire = FormulaireDecision(request.POST or None, numeros=_numeros(seance))
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            faites = actions.decider_en_lot(
                par=request.acteur,
                le=request.le,
                seance=seance,
                numeros=formulaire.choisis(),
                saisie=formulaire.saisie(),
            )
            fait = accorder(len(faites), "décision enregistrée", "décisions enregistrées")
            messages.success(request, f"{fait}.")
            return redirect("seance", pk)
    return _page(request, seance, formulaire=formulaire, statut=422 if formulaire.errors else 200)


def _numeros(seance: Seance) -> list[int]:
    inscrites = Demande.objects.filter(seance=seance, etat=Etat.INSCRITE)
    return list(inscrites.order_by("pk").values_list("pk", flat=True))


def _page(request: Requete, seance: Seance, *, statut: int = 200, **suite: Any) -> HttpResponse:
    demandes = list(ordre_du_jour(seance))
    contexte = {
        "seance": seance,
        "demandes": demandes,
        "sans_decision": sum(1 for demande in demandes if not demande.decision),
        "ouverte": seance.close_le is None and peut_decider(request.acteur),
        **suite,
    }
    return render(request, "web/reseau/seances/seance.html", contexte, status=statut)


@require_safe
def courriers(request: Requete, pk: int) -> HttpResponse:
    """`/seances/<pk>/courriers/`: every letter as it would leave [DEM-11]."""
    seance = get_object_or_404(Seance, pk=pk)
    contexte = {"seance": seance, "apercus": apercus(seance), "ouverte": seance.close_le is None}
    return render(request, "web/reseau/seances/courriers.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def clore(request: Requete, pk: int) -> HttpResponse:
    """Ask, then close: decisions are final, letters leave [DEM-12]."""
    seance = get_object_or_404(Seance, pk=pk)
    if request.method != "POST":
        demandes = list(ordre_du_jour(seance))
        return render(request, "web/reseau/seances/clore.html", {"seance": seance, "demandes": demandes})
    try:
        faites = actions.clore(par=request.acteur, le=request.le, seance=seance)
    except Refus as refus:
        messages.warning(request, str(refus))
    else:
        if faites:
            messages.success(request, "La séance est close\u00a0: les courriers partent.")
    return redirect("seance", pk)


@require_POST
def retirer(request: Requete, pk: int, numero: int) -> HttpResponse:
    """Take a file off the agenda."""
    demande = Demande.objects.filter(seance=pk, pk=numero).first()
    if demande is None:
        raise Http404
    try:
        actions.retirer_de_l_ordre_du_jour(
            par=request.acteur, le=request.le, demande=demande, version=version_postee(request)
        )
    except Refus as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, f"La demande n°\u00a0{numero} n’est plus à l’ordre du jour.")
    return redirect("seance", pk)


@require_safe
def proces_verbal(request: Requete, pk: int) -> HttpResponse:
    """The minutes of a closed meeting, as a PDF."""
    seance = get_object_or_404(Seance, pk=pk)
    if not seance.proces_verbal:
        raise Http404
    nom = f"Procès-verbal {seance.jour.isoformat()}.pdf"
    return piece_jointe(files.lire(seance.proces_verbal), nom=nom, type_mime="application/pdf")
