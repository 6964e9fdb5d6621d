"""Fetching what a page shows, through what the active profile may see."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from forprev.comptes.models import Acteur
from forprev.profils.requete import Requete
from forprev.web.commun.autre_profil import AutreProfil

M = TypeVar("M", bound=Model)


def objet_ou_404(request: Requete, visibles: Callable[[Acteur], QuerySet[M]], **cles: Any) -> M:
    """The object of these keys among those that the active profile may see [SEC-01].

    Raises AutreProfil (answered 409 by the door of the view) when another profile of the person may see it [ACC-22],
    Http404 when none may.
    """
    objet = visibles(request.acteur).filter(**cles).first()
    if objet is not None:
        return objet
    autres = [a for a in request.acteurs if a != request.acteur and visibles(a).filter(**cles).exists()]
    if autres:
        raise AutreProfil(autres)
    raise Http404
