"""Codes de secours: shown once, to be kept elsewhere than in the telephone [ACC-15]."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.actions.seconds_facteurs import refaire_codes
from forprev.comptes.deadlines import DUREE_CONFIRMATION
from forprev.comptes.seconds_facteurs import a_un_second_facteur, codes_restants
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.compte.securite.commun import avec_suite, confirmee, suite_ou

# When codes were made in this web session, until their owner says that they have them.
A_MONTRER = "codes_de_secours_faits"


def montrer_les_codes(request: Requete) -> None:
    """Codes have just been made: this web session alone shows them, ten minutes at most."""
    request.session[A_MONTRER] = request.le.isoformat()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def codes(request: Requete) -> HttpResponse:
    """`…/codes/`: until the person says that they are kept; then never again."""
    if request.method == "POST":
        request.session.pop(A_MONTRER, None)
        return redirect(suite_ou("second_facteur", request))
    if not _a_montrer(request):
        return redirect("second_facteur")
    contexte = {
        "codes": _par_quatre(codes_restants(request.acteur.personne)),
        "fichier": reverse("second_facteur_codes_fichier"),
    }
    return render(request, "web/compte/securite/codes.html", contexte)


@never_cache
@require_safe
@connecte
def fichier(request: Requete) -> HttpResponse:
    """`…/codes/fichier/`: the same, as a text to keep or to print."""
    if not _a_montrer(request):
        raise Http404
    personne = request.acteur.personne
    contexte = {"codes": _par_quatre(codes_restants(personne)), "personne": personne, "le": request.le}
    texte = render_to_string("web/compte/securite/codes.txt", contexte)
    nom = f"codes-de-secours-forprev-{personne.numero}.txt"
    return HttpResponse(
        texte,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nom}"'},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmee
def refaire(request: Requete) -> HttpResponse:
    """`…/codes/nouveaux/`: ten others; those of before open nothing any more, and the page says so."""
    if not a_un_second_facteur(request.acteur.personne):
        return redirect("second_facteur")
    if request.method == "POST":
        refaire_codes(par=request.acteur, le=request.le)
        montrer_les_codes(request)
        return redirect(avec_suite("second_facteur_codes", request))
    contexte = {"restants": len(codes_restants(request.acteur.personne)), "retour": reverse("second_facteur")}
    return render(request, "web/compte/securite/codes_nouveaux.html", contexte)


def _a_montrer(request: Requete) -> bool:
    instant = request.session.get(A_MONTRER)
    return instant is not None and request.le - datetime.fromisoformat(instant) < DUREE_CONFIRMATION


def _par_quatre(nus: list[str]) -> list[str]:
    """« 1234 5678 »: spaces are ignored when a code is typed."""
    return [f"{code[:4]} {code[4:]}" for code in nus]
