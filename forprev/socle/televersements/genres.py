"""The kinds of file that are taken, told by their first bytes and never by their name."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from forprev.socle.raisons import Refus
from forprev.socle.televersements.refus import refuser
from forprev.socle.text import enumerer


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of file: how it is called, how it begins, how it is served."""

    libelle: str
    signature: bytes
    extension: str
    type_mime: str
    extensions: tuple[str, ...]


PDF = Genre("PDF", b"%PDF-", "pdf", "application/pdf", ("pdf",))
JPEG = Genre("JPEG", b"\xff\xd8\xff", "jpg", "image/jpeg", ("jpg", "jpeg"))
PNG = Genre("PNG", b"\x89PNG\r\n\x1a\n", "png", "image/png", ("png",))
TOUS = (PDF, JPEG, PNG)

# Enough for the usual mistakes: a better word than « format refusé ».
_PHOTOS_APPLE = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
_BUREAUTIQUE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
# A page or a drawing that a browser would run if it took the file for one.
_PAGE = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|xml|\?xml)[\s>]", re.IGNORECASE)
_DEBUT = 2048  # browsers look for a kind in the first 1445 bytes at most


def reconnaitre(contenu: bytes, genres: Iterable[Genre]) -> Genre:
    """The kind of the content, among `genres`. Raises Refus when it is none of them, or another kind as well."""
    acceptes = tuple(genres)
    genre = next((genre for genre in acceptes if contenu.startswith(genre.signature)), None)
    if genre is None:
        raise _inconnu(contenu, acceptes)
    if _double(contenu, genre):
        texte = "Ce fichier en cache un autre. Enregistrez de nouveau le document ou la photo, puis déposez-le."
        raise refuser("fichier_double", texte)
    return genre


def dire(genres: Iterable[Genre]) -> str:
    """« PDF, JPEG ou PNG »."""
    return enumerer([genre.libelle for genre in genres], "ou")


def _double(contenu: bytes, genre: Genre) -> bool:
    """Whether another program would read the same bytes as an archive, a page or a PDF.

    A text in a PDF may speak of HTML, so that only its beginning counts; a picture holds no such words.
    """
    if zipfile.is_zipfile(io.BytesIO(contenu)):
        return True
    if genre is PDF:
        return bool(_PAGE.search(contenu[:_DEBUT]))
    return bool(_PAGE.search(contenu)) or b"%PDF-" in contenu


def _inconnu(contenu: bytes, genres: tuple[Genre, ...]) -> Refus:
    debut = contenu[:16]
    if any(marque in debut for marque in _PHOTOS_APPLE):
        texte = "Cette photo est au format HEIC\u00a0: enregistrez-la en JPEG, ou envoyez-en une capture d’écran."
    elif debut.startswith(_BUREAUTIQUE):
        texte = "Ce fichier vient d’un traitement de texte, d’un tableur ou d’une archive\u00a0: enregistrez-le en PDF."
        texte = texte if PDF in genres else _autre_format(genres)
    else:
        texte = _autre_format(genres)
    return refuser("fichier_genre", texte)


def _autre_format(genres: tuple[Genre, ...]) -> str:
    return f"Ce fichier n’est pas au format {dire(genres)}. Choisissez-en un autre."
