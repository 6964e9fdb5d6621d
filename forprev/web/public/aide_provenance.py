"""Where the contact form was opened from, without the secrets that some addresses hold [AID-04]."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

SECRETS = frozenset({"token", "jeton"})
LONGUEUR = 200


def page_d_origine(request: HttpRequest) -> str:
    """The path of the page that led here, when it is one of this site; empty otherwise."""
    origine = urlsplit(request.headers.get("Referer", ""))
    return sans_secret(origine.path) if origine.netloc == request.get_host() else ""


def sans_secret(chemin: str) -> str:
    """The path as an assistant may read it: the pattern of the address stands for one that carries a secret."""
    if not chemin.startswith("/") or len(chemin) > LONGUEUR:
        return ""
    trouvee = _adresse(chemin) or _adresse(f"{chemin}/")
    if trouvee and SECRETS & trouvee.kwargs.keys():
        return f"/{trouvee.route}"
    return chemin


def _adresse(chemin: str) -> ResolverMatch | None:
    try:
        return resolve(chemin)
    except Resolver404:
        return None
