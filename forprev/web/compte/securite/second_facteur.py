"""*Double authentification*: what the person has, and taking one away [ACC-15]."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.actions.seconds_facteurs import est_du_reseau, retirer_moyen
from forprev.comptes.connexions import SECOND_FACTEUR
from forprev.comptes.rules import raisons_retrait_du_moyen
from forprev.comptes.seconds_facteurs import APPLICATION, codes_restants, moyens_de
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import connecte
from forprev.web.compte.securite.commun import avec_suite, confirmee, garder_la_connexion


@never_cache
@require_safe
@connecte
def second_facteur(request: Requete) -> HttpResponse:
    """`/mon-profil/double-authentification/`: also where the réseau is sent until it has proved one."""
    personne = request.acteur.personne
    moyens = moyens_de(personne)
    if moyens and not request.session.get(SECOND_FACTEUR):
        return redirect(avec_suite("second_facteur_preuve", request))
    contexte = {
        "personne": personne,
        "moyens": moyens,
        "application": APPLICATION,
        "a_application": any(moyen.type == APPLICATION for moyen in moyens),
        "codes": len(codes_restants(personne)),
        "reseau": est_du_reseau(personne),
        "lien_application": avec_suite("second_facteur_application", request),
        "lien_cle": avec_suite("second_facteur_cle", request),
    }
    return render(request, "web/compte/securite/second_facteur.html", contexte)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmee
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Take one away, once the page has said what that means; the réseau's last one stays, and the page says why."""
    personne = request.acteur.personne
    moyens = moyens_de(personne)
    moyen = next((un for un in moyens if un.pk == pk), None)
    if moyen is None:
        raise Http404
    if request.method == "POST":
        return _retirer(request, pk)
    contexte = {
        "moyen": moyen,
        "dernier": len(moyens) == 1,
        "raisons": raisons_retrait_du_moyen(reseau=est_du_reseau(personne), autres=len(moyens) - 1),
        "retour": reverse("second_facteur"),
    }
    return render(request, "web/compte/securite/retirer.html", contexte)


def _retirer(request: Requete, pk: int) -> HttpResponse:
    try:
        personne, reste = retirer_moyen(par=request.acteur, pk=pk, le=request.le, sauf=request.session.session_key)
    except Refus as refus:
        messages.error(request, str(refus))
        return redirect("second_facteur")
    request.session[SECOND_FACTEUR] = reste
    garder_la_connexion(request, personne)
    messages.success(request, "C’est retiré. Vos autres connexions sont fermées.")
    return redirect("second_facteur")
