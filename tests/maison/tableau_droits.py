"""`docs/droits.md`, written from the permission matrix.

`python -m tests.maison.tableau_droits` writes it again; a house test fails when it is not fresh.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if __name__ == "__main__":
    os.environ["FORPREV_ENV"] = "test"
    django.setup()

from django.urls import get_resolver

from tests.maison.droits import ENVOIS, MODULES, PROFILS
from tests.maison.droits.lecture import Ligne, chemins, lire

PAGE = Path(__file__).resolve().parents[2] / "docs" / "droits.md"
COLONNES = {
    "visiteur": "visiteur",
    "gestionnaire": "gestionnaire",
    "delegataire": "délégataire",
    "demandeur": "demandeur",
    "formateur": "formateur",
    "instructeur": "instructeur",
    "commission": "commission",
    "inrs": "INRS",
    "assistance": "assistance",
    "sans-profil": "sans profil",
}
MOTS = {
    200: "**yes**",
    204: "**yes**",
    302: "goes on",
    403: "no",
    404: "hidden",
    405: "no",
    409: "elsewhere",
    422: "**yes**",
    429: "waits",
}
TETE = """# Who may open what

Written from the permission matrix (`tests/maison/droits/`) by `python -m tests.maison.tableau_droits`; do not edit.
`tests/maison/test_matrice.py` asks each of these addresses under each profile, with an object of each owner [SEC-01].

**yes**: the page opens, or the form is read · *sign in*: the page of sign-in, which leads back · *goes on*: another
page · *no*: said not to be for that profile · *hidden*: not found, as if not there · *elsewhere*: said to be with
another profile, or out of their hands now · *waits*: asked too often. An address marked « envoi » only receives forms.
"""


def page() -> str:
    """The whole page: an area, its owners in words, its table."""
    routes = dict(chemins(get_resolver()))
    return "\n".join([TETE, *(ligne for module in MODULES for ligne in _partie(module, routes))])


def _partie(module: ModuleType, routes: dict[str, str]) -> Iterator[str]:
    lignes = list(lire(module.MATRICE))
    if not lignes:
        return
    titre, _, precisions = (module.__doc__ or "").strip().partition("\n")
    yield f"## {titre.rstrip('.')}\n"
    if precisions.strip():
        yield f"{precisions.strip()}\n"
    yield f"| Address | Object | {' | '.join(COLONNES[profil] for profil in PROFILS)} |"
    yield f"|---|---|{'---|' * len(PROFILS)}"
    yield from (_rangee(ligne, routes) for ligne in lignes)
    yield ""


def _rangee(ligne: Ligne, routes: dict[str, str]) -> str:
    chemin = f"`{routes.get(ligne.nom, ligne.nom)}`" + (" envoi" if ligne.nom in ENVOIS else "")
    mots = [_mot(profil, statut) for profil, statut in ligne.statuts.items()]
    return f"| {chemin} | {ligne.proprietaire} | {' | '.join(mots)} |"


def _mot(profil: str, statut: int) -> str:
    return "sign in" if (profil, statut) == ("visiteur", 302) else MOTS[statut]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
