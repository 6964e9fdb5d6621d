"""What the shell of every page needs, computed only when a template asks for it."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import cached_property

from forprev.comptes.models import Acteur
from forprev.profils.menus import SESSIONS, Groupe, menu
from forprev.profils.queries import compte_a_traiter
from forprev.profils.requete import Requete


class Coquille:
    """The shell of one request: the menu costs one query (its counter), and only where a menu is drawn."""

    def __init__(self, request: Requete) -> None:
        self._request = request

    @cached_property
    def acteur(self) -> Acteur | None:
        """The active profile; None for a visitor."""
        return self._request.acteur or None

    @cached_property
    def plusieurs_profils(self) -> bool:
        return len(self._request.acteurs) > 1

    @cached_property
    def a_traiter(self) -> int:
        return compte_a_traiter(self.acteur, self._request.jour) if self.acteur else 0

    @cached_property
    def menu(self) -> list[Groupe]:
        """Empty for a visitor."""
        if not self.acteur:
            return []
        return menu(self.acteur.profil, self._request.path, {SESSIONS: self.a_traiter})


def coquille(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"coquille": Coquille(cast("Requete", request))}
