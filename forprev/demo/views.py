"""One click in, and the mailbox that shows every mail."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from forprev.comptes.connexions import ouvrir
from forprev.comptes.models import Personne
from forprev.courriels.models import Courriel
from forprev.demo.comptes import COMPTES
from forprev.socle import clock
from forprev.web.commun.listes import lister

TRIS = {"date": ["cree_le"], "destinataire": ["destinataire"], "sujet": ["sujet"]}


@require_POST
def entrer(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the accounts listed, and no other."""
    numero = request.POST.get("numero", "")
    if numero not in {compte.numero for compte in COMPTES}:
        raise Http404
    personne = get_object_or_404(Personne, numero=numero)
    login(request, personne)
    ouvrir(request.session, personne, le=clock.maintenant())
    UserSession.objects.create_from_request(request)
    return redirect("tableau_de_bord")


@require_GET
def courriels(request: HttpRequest) -> HttpResponse:
    """`/courriels-demo/`: every mail, latest first."""
    lignes = Courriel.objects.select_related("personne")
    return render(request, "web/demo/courriels.html", lister(request, lignes, tris=TRIS, defaut="-date").contexte())


@require_GET
def courriel(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as its addressee reads it, links working."""
    return render(request, "web/demo/courriel.html", {"courriel": get_object_or_404(Courriel, pk=pk)})
