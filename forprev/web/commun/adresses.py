"""Addresses of pages, safe ones only."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme


def adresse(nom: str, *cles: object) -> str:
    """The address of a page, empty while that page does not exist: the link is then not shown."""
    try:
        return reverse(nom, args=cles)
    except NoReverseMatch:
        return ""


def ici_ou_accueil(request: HttpRequest) -> str:
    """The parameter `next` that leads back to the page asked for; to the dashboard when a form was being sent."""
    suite = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("tableau_de_bord")
    return urlencode({"next": suite})


def suite_sure(request: HttpRequest, suite: str) -> str:
    """Where a form asked to go next, if it is on this site; the dashboard otherwise."""
    sure = url_has_allowed_host_and_scheme(suite, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return suite if suite and sure else reverse("tableau_de_bord")
