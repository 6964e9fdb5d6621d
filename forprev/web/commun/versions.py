"""What a form says of when it was drawn: the version read [DEM-16], the key of what it opens."""

import uuid

from django.http import HttpRequest


def version_postee(request: HttpRequest) -> int:
    """The version under which the form was read; 0, always stale, when it is missing or odd."""
    texte = request.POST.get("version", "")
    return int(texte) if texte.isdecimal() and len(texte) < 10 else 0


def cle_postee(request: HttpRequest) -> uuid.UUID:
    """The key drawn with the page: a second click opens nothing more. Missing or odd, a new one."""
    try:
        return uuid.UUID(request.POST.get("cle", ""))
    except ValueError:
        return uuid.uuid4()
