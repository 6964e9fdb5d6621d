"""From the bytes received to a file that may be kept: size, kind, antivirus, then made clean [SEC-03]."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from forprev.socle import files
from forprev.socle.raisons import Refus
from forprev.socle.televersements.antivirus import analyser
from forprev.socle.televersements.documents import desarmer
from forprev.socle.televersements.genres import PDF, TOUS, Genre, reconnaitre
from forprev.socle.televersements.images import redessiner
from forprev.socle.televersements.noms import nom_affichable
from forprev.socle.televersements.refus import refuser

MEGA = 1024 * 1024
POIDS_MAX = 10 * MEGA


@dataclass(frozen=True, slots=True)
class Televersement:
    """A clean file: its content, its true kind, the name to show."""

    contenu: bytes
    extension: str
    type_mime: str
    nom: str


def examiner(contenu: bytes, nom: str, *, genres: Iterable[Genre] = TOUS, poids_max: int = POIDS_MAX) -> Televersement:
    """The clean file made from what was received [SEC-03].

    `nom`, as the sender wrote it, is only ever shown: its extension is replaced by the true one. Raises Refus (field
    `fichier`): empty, too heavy, of a kind that is not taken, two kinds in one, infected, damaged, protected or armed.
    """
    if not contenu:
        raise refuser("fichier_vide", "Ce fichier est vide. Choisissez-en un autre.")
    if len(contenu) > poids_max:
        raise refus_de_poids(poids_max)
    genre = reconnaitre(contenu, genres)
    analyser(contenu)
    propre = desarmer(contenu) if genre is PDF else redessiner(contenu, genre)
    return Televersement(propre, genre.extension, genre.type_mime, nom_affichable(nom, genre.extension))


def refus_de_poids(poids_max: int = POIDS_MAX) -> Refus:
    """Also for whoever knows the size before reading the content."""
    megas = poids_max // MEGA
    texte = f"Ce fichier dépasse {megas}\u00a0Mo\u00a0: choisissez-en un plus léger ou numérisez-le en moins fin."
    return refuser("fichier_lourd", texte)


def deposer_piece(televersement: Televersement, dossier: str = "pieces") -> tuple[str, str]:
    """Keep the file under a name that nobody can guess; its path and its SHA-256 [RGP-08]."""
    nom = secrets.token_hex(16)
    chemin = f"{dossier}/{nom[:2]}/{nom}.{televersement.extension}"
    return chemin, files.deposer(chemin, televersement.contenu)
