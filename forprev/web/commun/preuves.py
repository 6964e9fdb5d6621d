"""The proof joined to a rectification, for its owner and for the assistance [RGP-08]."""

from django.http import Http404, HttpResponse

from forprev.personnes.models import Rectification
from forprev.socle import files
from forprev.web.commun.fichiers import piece_jointe


def servir_preuve(rectification: Rectification | None) -> HttpResponse:
    """The proof as a download whose name tells the request and nothing else; 404 when there is none (any more)."""
    if rectification is None or not rectification.preuve:
        raise Http404
    try:
        contenu = files.lire(rectification.preuve)
    except FileNotFoundError as absent:  # answered while it was asked for
        raise Http404 from absent
    extension = rectification.preuve.rpartition(".")[2]
    nom = f"justificatif-rectification-{rectification.pk}.{extension}"
    return piece_jointe(contenu, nom=nom, type_mime=rectification.preuve_type)
