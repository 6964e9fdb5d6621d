"""Headers of every answer that no package of ours sets [SEC-02]."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

# The camera serves `/verifier/` and nothing else is asked of a browser, by us or by what a page would frame.
_REFUSES = (
    *(
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
    ),
    *("gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(["camera=(self)", *(f"{nom}=()" for nom in _REFUSES)])


class Entetes:
    """Middleware: what a page may ask of the browser, who may read it, and that nothing personal is kept in a cache."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reponse = self.suite(request)
        reponse.headers.setdefault("Permissions-Policy", PERMISSIONS)
        reponse.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _personnelle(request, reponse):
            reponse.headers.setdefault("Cache-Control", "private, no-store")
        return reponse


def _personnelle(request: HttpRequest, reponse: HttpResponse) -> bool:
    """Whether the answer may depend on who asks: neither a proxy nor the browser of a shared machine keeps it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or has_vary_header(reponse, "Cookie")
