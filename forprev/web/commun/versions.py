"""What a form says of the state under which it was read [DEM-16]."""

from django.http import HttpRequest


def version_postee(request: HttpRequest) -> int:
    """The version under which the form was read; 0, always stale, when it is missing or odd."""
    texte = request.POST.get("version", "")
    return int(texte) if texte.isdecimal() and len(texte) < 10 else 0
