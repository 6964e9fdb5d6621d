"""What no text may hold: the null byte, which PostgreSQL refuses and nobody types."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class SansOctetNul:
    """Middleware: take null bytes out of what an address or a form says, before any view reads it.

    One guard for all: the fields of a form refuse them, but a value read without its form would reach the database.
    """

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _nettoyer(request.GET)  # type: ignore[assignment]
        return self.suite(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Here, once the token was checked: reading a form that nobody asked for would cost for nothing."""
        if request.method == "POST" and _en_a(request.POST):
            request.POST = _nettoyer(request.POST)  # type: ignore[assignment]


def _en_a(recu: QueryDict) -> bool:
    return any(NUL in nom or any(NUL in valeur for valeur in valeurs) for nom, valeurs in recu.lists())


def _nettoyer(recu: QueryDict) -> QueryDict:
    propre = QueryDict(mutable=True, encoding=recu.encoding)
    for nom, valeurs in recu.lists():
        propre.setlist(nom.replace(NUL, ""), [valeur.replace(NUL, "") for valeur in valeurs])
    propre._mutable = False
    return propre
