"""Who may open a page: the door of every view."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from forprev.comptes.models import Acteur
from forprev.comptes.states import PROFILS_RESEAU, Profil
from forprev.profils.queries import acteur_retenu, sans_profil
from forprev.profils.requete import Requete
from forprev.web.commun.autre_profil import AutreProfil, page_autre_profil
from forprev.web.commun.portes import POUR_TOUS, POUR_UN_PROFIL, arreter

Vue = Callable[Concatenate[Requete, ...], HttpResponse]
PARAMETRE = "profil"
PERDU = "Votre dernière saisie n’a pas été enregistrée : connectez-vous, puis envoyez-la de nouveau."
RESEAU = tuple(PROFILS_RESEAU)


def connecte(vue: Vue) -> Callable[..., HttpResponse]:
    """Open to any signed-in person who has done their first sign-in, with a profile or without [ACC-06, ACC-18]."""

    @wraps(vue)
    def apres_les_portes(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        return arreter(request, POUR_TOUS) or vue(request, *args, **kwargs)

    return identifie(apres_les_portes)


def identifie(vue: Vue) -> Callable[..., HttpResponse]:
    """Open to any signed-in person, the first sign-in done or not; others go to `/connexion/?next=`."""

    @wraps(vue)
    def porte(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        requete = cast("Requete", request)
        if not request.user.is_authenticated:
            return _vers_la_connexion(request)
        _resoudre(requete)
        try:
            return vue(requete, *args, **kwargs)
        except AutreProfil as ailleurs:
            return page_autre_profil(requete, ailleurs.acteurs, statut=409)

    return porte


def _vers_la_connexion(request: HttpRequest) -> HttpResponse:
    """To `/connexion/?next=`. What was sent is lost, and said so; it came from a page, to which signing in leads back.

    A round trip of htmx sends the whole page there instead of showing the sign-in form inside it.
    """
    if request.headers.get("HX-Request"):
        suite = redirect_to_login(_page_de(request, "HX-Current-URL"))
        return HttpResponse(headers={"HX-Redirect": suite["Location"]})
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(request, PERDU)
    return redirect_to_login(_page_de(request, "Referer"))


def _page_de(request: HttpRequest, entete: str) -> str:
    """The address, on this site, of the page that a request comes from; its own when that is not told."""
    origine = request.headers.get(entete, "")
    if not url_has_allowed_host_and_scheme(origine, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    return urlsplit(origine)._replace(scheme="", netloc="", fragment="").geturl()


def pour(*profils: Profil) -> Callable[[Vue], Callable[..., HttpResponse]]:
    """Open to these profiles [SEC-01].

    A visitor goes to `/connexion/?next=`. Under another active profile the answer is 403: it offers to switch when the
    person holds one of these profiles. A link sent for another profile of the person (`?profil=`) is answered 409 with
    the same offer [ACC-22]. The gates of the profile come last: second factor, caisse, reading only.
    """

    def decorer(vue: Vue) -> Callable[..., HttpResponse]:
        @wraps(vue)
        def porte(requete: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
            destinataire = _destinataire(requete, profils)
            if destinataire:
                return page_autre_profil(requete, [destinataire], statut=409)
            if requete.acteur.profil in profils:
                return arreter(requete, POUR_UN_PROFIL) or vue(requete, *args, **kwargs)
            autres = [acteur for acteur in requete.acteurs if acteur.profil in profils]
            if not autres:
                raise PermissionDenied
            return page_autre_profil(requete, autres, statut=403)

        return connecte(porte)

    return decorer


def par_profil(vues: Mapping[Profil, Vue]) -> Callable[..., HttpResponse]:
    """One address, one view for each profile: dispatched once, by the active profile."""

    @pour(*vues)
    def aiguiller(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        return vues[request.acteur.profil](request, *args, **kwargs)

    return aiguiller


def _resoudre(requete: Requete) -> None:
    """Replace the lazy values by plain ones: actions and tasks receive a real Acteur."""
    requete.acteurs = list(requete.acteurs)
    retenu = acteur_retenu(requete.acteurs, requete.acteur.code)
    requete.acteur = retenu or sans_profil(requete.user)  # type: ignore[arg-type]


def _destinataire(requete: Requete, profils: tuple[Profil, ...]) -> Acteur | None:
    """The profile that the link was sent for, when it is another of the person's and may open the page [ACC-22]."""
    code = requete.GET.get(PARAMETRE)
    if not code or code == requete.acteur.code:
        return None
    return next((a for a in requete.acteurs if a.code == code and a.profil in profils), None)
