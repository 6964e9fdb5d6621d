"""Files served by views: always a download, never guessed, never kept by a cache [RGP-08, SEC-03]."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def piece_jointe(contenu: bytes, *, nom: str, type_mime: str) -> HttpResponse:
    """The content as a download named `nom`."""
    reponse = HttpResponse(contenu, content_type=type_mime)
    reponse["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cache-Control"] = "private, no-store"
    return reponse
