"""Every list: a sort chosen among named ones, a total order, pages of 10, 25 or 50, all of it in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
TAILLES = (10, 25, 50)
TAILLE = 25


@dataclass(frozen=True)
class Liste(Generic[M]):
    """One page of a list, for the table and pagination components."""

    page: Page
    tri_actif: str

    @property
    def total(self) -> int:
        return int(self.page.paginator.count)

    def contexte(self) -> dict[str, Any]:
        """What a template of list needs: `liste`, `page`, `tri_actif`."""
        return {"liste": self, "page": self.page, "tri_actif": self.tri_actif}


def lister(request: HttpRequest, lignes: QuerySet[M], *, tris: Mapping[str, Sequence[str]], defaut: str) -> Liste[M]:
    """The page of `lignes` that the address asks for (`tri`, `par_page`, `page`), in two queries.

    `tris` gives the columns one may sort by, each with the fields that order it; `-nom` turns them round. A sort, size
    or page that does not exist falls back on the default, the last page included. The order always ends with the key.
    """
    tri = _tri(request, tris, defaut)
    ordonnees = lignes.order_by(*ordre(tris[tri.lstrip("-")], inverse=tri.startswith("-")))
    page: Page = Paginator(ordonnees, _taille(request)).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return Liste(page=page, tri_actif=tri)


def ordre(champs: Sequence[str], *, inverse: bool) -> list[str]:
    """The order of a query by these fields, turned round when asked, then by the key."""
    cles = [*champs, "pk"]
    return [_inverser(champ) for champ in cles] if inverse else cles


def _inverser(champ: str) -> str:
    return champ[1:] if champ.startswith("-") else f"-{champ}"


def _tri(request: HttpRequest, tris: Mapping[str, Sequence[str]], defaut: str) -> str:
    demande = request.GET.get("tri", "")
    return demande if demande.removeprefix("-") in tris else defaut


def _taille(request: HttpRequest) -> int:
    demande = request.GET.get("par_page", "")
    return int(demande) if demande in map(str, TAILLES) else TAILLE
