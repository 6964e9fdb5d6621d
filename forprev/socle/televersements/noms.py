"""The name of a file as it is shown and proposed when it is downloaded: never where it is kept."""

import re

from forprev.socle.text import nettoyer

LONGUEUR = 100
_INTERDITS = re.compile(r'[<>:"|?*%;]+')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def nom_affichable(nom: str, extension: str) -> str:
    """A safe name that ends with the true `extension`, whatever the sender wrote.

    Folders, control characters, characters that turn the writing round and those a file system refuses are taken out.
    """
    dernier = re.split(r"[/\\]", nettoyer(nom))[-1]
    souche = _EXTENSION.sub("", _INTERDITS.sub("_", dernier)).strip(" .")
    souche = souche.removesuffix(f".{extension}")[: LONGUEUR - len(extension) - 1].strip(" .")
    return f"{souche or 'fichier'}.{extension}"
