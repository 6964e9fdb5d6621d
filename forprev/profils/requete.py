"""What every view receives: a request that knows who acts, under which profile, and when."""

from datetime import date, datetime

from django.http import HttpRequest

from forprev.comptes.models import Acteur
from forprev.profils.queries import acteur_retenu, profils_de, sans_profil

CLE_DE_SESSION = "profil"


class Requete(HttpRequest):
    """A request behind `ProfilsMiddleware`; views annotate theirs with it.

    `acteurs`: every profile held now, read once, when first asked for; empty for a visitor.
    `acteur`: the active one; without profile, an Acteur of SANS_PROFIL; for a visitor, a false value.
    `le`, `jour`: the instant of the request and its Paris day, the same from the first line to the last.
    """

    acteur: Acteur
    acteurs: list[Acteur]
    le: datetime
    jour: date


def acteurs_de(request: Requete) -> list[Acteur]:
    """The profiles of whoever is signed in; none for a visitor."""
    return profils_de(request.user, request.jour) if request.user.is_authenticated else []


def acteur_de(request: Requete) -> Acteur | None:
    """The active profile [ACC-09]: chosen in this web session, else the last one chosen, else the first held.

    Both memories hold a code, which counts only when it is among the profiles held now: a forged one gives nothing.
    """
    if not request.user.is_authenticated:
        return None
    codes = request.session.get(CLE_DE_SESSION, ""), request.user.profil_retenu
    return acteur_retenu(list(request.acteurs), *codes) or sans_profil(request.user)
