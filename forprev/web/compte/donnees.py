"""*Mes données*: what is held about oneself, to read and to take away [RGP-04]."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forprev.personnes.documents.donnees import donnees_json as en_json
from forprev.personnes.documents.donnees import donnees_pdf as en_pdf
from forprev.personnes.queries.donnees import donnees_de, resume_de
from forprev.personnes.queries.rectifications import dernier_refus_d_effacement, effacement_ouvert_de
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import connecte
from forprev.web.commun.fichiers import piece_jointe


@never_cache
@require_safe
@connecte
def mes_donnees(request: Requete) -> HttpResponse:
    """`/mon-profil/mes-donnees/`: what is held in plain words, the files, the erasure."""
    personne = request.acteur.personne
    ouverte = effacement_ouvert_de(personne.pk)
    contexte = {
        "personne": personne,
        "resume": resume_de(personne),
        "ouverte": ouverte,
        "refusee": None if ouverte else dernier_refus_d_effacement(personne.pk),
        "aujourdhui": request.jour,
    }
    return render(request, "web/compte/donnees/mes_donnees.html", contexte)


@require_safe
@connecte
def donnees_json(request: Requete) -> HttpResponse:
    """`/mon-profil/mes-donnees/json/`."""
    contenu = en_json(donnees_de(request.acteur.personne, le=request.le))
    return piece_jointe(contenu, nom=_nom(request, "json"), type_mime="application/json")


@require_safe
@connecte
def donnees_pdf(request: Requete) -> HttpResponse:
    """`/mon-profil/mes-donnees/pdf/`."""
    contenu = en_pdf(donnees_de(request.acteur.personne, le=request.le))
    return piece_jointe(contenu, nom=_nom(request, "pdf"), type_mime="application/pdf")


def _nom(request: Requete, extension: str) -> str:
    return f"forprev-mes-donnees-{request.acteur.personne.numero}-{request.jour}.{extension}"
