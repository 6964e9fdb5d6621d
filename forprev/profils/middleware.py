"""Who acts, under which profile, and when: set once for each request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from forprev.profils.requete import Requete, acteur_de, acteurs_de
from forprev.socle import clock


class ProfilsMiddleware:
    """Gives the request its instant and, lazily, its profiles: a page that asks for none costs no query [ACC-09]."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        requete = cast("Requete", request)
        requete.le = clock.maintenant()
        requete.jour = clock.jour(requete.le)
        requete.acteurs = SimpleLazyObject(lambda: acteurs_de(requete))  # type: ignore[assignment]
        requete.acteur = SimpleLazyObject(lambda: acteur_de(requete))  # type: ignore[assignment]
        return self.get_response(request)
