"""What the shell of every page needs, computed only when a template asks for it."""

from datetime import date
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from forprev.comptes.models import Acteur
from forprev.comptes.states import LIBELLES_PROFILS
from forprev.profils.requete import Requete
from forprev.referentiel.delais import texte
from forprev.web.coquille.compteurs import compteurs_de
from forprev.web.coquille.menus import Groupe, menu

FORMATEUR_LIMITE = (
    "Votre certificat de formateur n’est plus valable. Vous pouvez terminer les sessions qui attendent votre "
    "contrôle et consulter vos certificats."
)


class Coquille:
    """The shell of one request; its names are those that `templates/web/coquille.html` reads."""

    def __init__(self, request: Requete) -> None:
        self._request = request

    @cached_property
    def acteur(self) -> Acteur | None:
        """The active profile; None for a visitor."""
        return self._request.acteur or None

    @property
    def connecte(self) -> bool:
        return self._request.user.is_authenticated

    @property
    def gabarit(self) -> str:
        """What a page open to all extends: the shell of signed-in people, or the public one."""
        return "web/coquille.html" if self.connecte else "web/coquille_publique.html"

    @property
    def profil_libelle(self) -> str:
        return LIBELLES_PROFILS[self.acteur.profil] if self.acteur else ""

    @property
    def entite(self) -> str:
        """The entity, or the caisse, that the active profile acts for."""
        return self.acteur.entite_nom if self.acteur else ""

    @property
    def prenom(self) -> str:
        return self.acteur.personne.prenom if self.acteur else ""

    @property
    def nb_profils(self) -> int:
        return len(self._request.acteurs)

    @cached_property
    def menu(self) -> list[Groupe]:
        """Empty for a visitor."""
        if not self.acteur:
            return []
        return menu(self.acteur.profil, self._request.path, compteurs_de(self.acteur, self._request.jour))

    @cached_property
    def accessibilite(self) -> str:
        """« Accessibilité : non conforme », from the reference data [AID-06]."""
        return f"Accessibilité\u00a0: {texte('accessibilite', self._request.jour)}"

    @property
    def avertissement(self) -> str:
        return FORMATEUR_LIMITE if self.acteur and self.acteur.limite else ""

    @property
    def lecture_jusqu_au(self) -> date | None:
        """The last day of a former gestionnaire who only reads [ACC-19]."""
        return self.acteur.lecture_jusqu_au if self.acteur else None

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)


def coquille(request: HttpRequest) -> dict[str, Any]:
    """Context processor; nothing where `ProfilsMiddleware` has not run."""
    return {"coquille": Coquille(cast("Requete", request))} if hasattr(request, "acteurs") else {}
