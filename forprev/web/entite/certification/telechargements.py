"""The tab *Téléchargements*: progress, then the files for 15 days."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from forprev.certification.actions.generation import noter_telechargement
from forprev.certification.models import SessionCertification
from forprev.certification.perms import peut_telecharger
from forprev.certification.states import Etat
from forprev.profils.requete import Requete
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.entite.certification.page import afficher, session_de

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@require_GET
def telechargements(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/telechargements/`: from the moment the generation is asked for.

    Refused or interrupted, it leads to the session, where the reason is.
    """
    session = session_de(request, numero)
    if session.etat not in (Etat.GENERATION_EN_COURS, Etat.CERTIFICATS_GENERES, Etat.CLOTUREE):
        return redirect("certification_session", session.pk)
    reussis = session.stagiaires.reussis().count()
    return afficher(request, "telechargements.html", session, onglet="telechargements", reussis=reussis)


@require_GET
def avancement(request: Requete, numero: int) -> HttpResponse:
    """The progress bar alone, asked for every second; once done it sends the browser to the page again."""
    session = session_de(request, numero)
    reponse = render(request, "web/entite/certification/_avancement.html", {"session": session})
    if session.etat != Etat.GENERATION_EN_COURS:
        reponse["HX-Refresh"] = "true"
    return reponse


@require_GET
def fichier(request: Requete, numero: int, nature: str) -> HttpResponse:
    """The PDF or the ZIP, to whoever may see the session, through the 15th day [SES-16, CER-02, RGP-08]."""
    session = session_de(request, numero)
    if not peut_telecharger(request.acteur, session):
        raise Http404
    contenu = noter_telechargement(session=session, nature=nature, le=request.le)
    return piece_jointe(contenu, nom=_nom(session, nature), type_mime=TYPES[nature])


def _nom(session: SessionCertification, nature: str) -> str:
    return f"certificats-session-{session.pk}.{nature}"
