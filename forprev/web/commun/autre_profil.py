"""An object that belongs to another profile of the same person: named, and one click away [ACC-22]."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from forprev.comptes.models import Acteur
from forprev.profils.requete import Requete


class AutreProfil(Exception):  # noqa: N818 - an answer, not an error of the program
    """The active profile may not see the object; these other profiles of the person may."""

    def __init__(self, acteurs: Sequence[Acteur]) -> None:
        self.acteurs = list(acteurs)
        super().__init__(", ".join(acteur.code for acteur in acteurs))


def page_autre_profil(request: Requete, acteurs: Sequence[Acteur], *, statut: int) -> HttpResponse:
    """Name the profiles that may open this address and offer to switch to one and open it [ACC-22].

    `statut` is 409 when the address is the person's under another profile (the request conflicts with the active one),
    403 when the page itself is not for the active profile.
    """
    contexte = {
        "acteurs": acteurs,
        "suite": adresse_sans_profil(request),
        "rien_enregistre": request.method not in ("GET", "HEAD"),
        "peut_rester": statut == 409 and "profil" in request.GET,
    }
    return render(request, "web/commun/autre_profil.html", contexte, status=statut)


def adresse_sans_profil(request: Requete) -> str:
    """The address asked for, without the profile that it was sent for."""
    parametres = request.GET.copy()
    parametres.pop("profil", None)
    suite = parametres.urlencode()
    return f"{request.path}?{suite}" if suite else request.path
