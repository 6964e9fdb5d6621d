"""The version that a form carries [DEM-16]."""

from forprev.profils.requete import Requete


def version_postee(request: Requete) -> int:
    """The version under which the form was read; 0, always stale, when it is missing or odd."""
    texte = request.POST.get("version", "")
    return int(texte) if texte.isdecimal() else 0
