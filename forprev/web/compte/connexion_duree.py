"""The end of web sessions [ACC-26]."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from forprev.comptes.connexions import est_finie, noter_passage, noter_reseau
from forprev.comptes.states import PROFILS_RESEAU
from forprev.socle.clock import maintenant

MESSAGE = "Votre connexion a pris fin\u00a0: connectez-vous de nouveau."


class DureeConnexionMiddleware:
    """Signs out whoever signed in 12 hours ago or, at the réseau, has been idle for 30 minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        le = maintenant()
        if est_finie(request.session, le=le):
            logout(request)
            messages.info(request, MESSAGE)
        else:
            noter_passage(request.session, le=le)
        reponse = self.get_response(request)
        _noter_le_reseau(request, le)
        return reponse


def _noter_le_reseau(request: HttpRequest, le: datetime) -> None:
    """From the profiles that the page has read; a page that read none says nothing of them, and costs no query."""
    acteurs = getattr(request, "acteurs", None)
    if type(acteurs) is list:
        noter_reseau(request.session, reseau=any(acteur.profil in PROFILS_RESEAU for acteur in acteurs), le=le)
