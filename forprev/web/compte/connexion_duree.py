"""The end of web sessions [ACC-26]."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from forprev.comptes.connexions import est_finie, noter_passage
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
        return self.get_response(request)
