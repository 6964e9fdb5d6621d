"""Files that the application keeps: never under an address of their own, always behind a view [RGP-08].

Names are chosen by the caller and deterministic: writing again replaces, so a job run twice leaves one file.
"""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def empreinte(contenu: bytes) -> str:
    """The SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(contenu).hexdigest()


def deposer(chemin: str, contenu: bytes) -> str:
    """Write (or replace) the file and return its SHA-256; raises OSError when the storage kept another name."""
    ecrit = default_storage.save(chemin, ContentFile(contenu))
    if ecrit != chemin:
        raise OSError(f"the storage kept {ecrit} instead of {chemin}: it must overwrite")
    return empreinte(contenu)


def lire(chemin: str) -> bytes:
    """The content; raises FileNotFoundError."""
    with default_storage.open(chemin) as fichier:
        contenu: bytes = fichier.read()
    return contenu


def supprimer(chemin: str) -> None:
    """Remove the file; a file already gone is not an error."""
    default_storage.delete(chemin)
