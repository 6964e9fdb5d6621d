"""Pages open to all: the home page, the legal pages, the state of the service."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forprev.certification.deadlines import CONSERVATION_MOIS, FENETRE_MOIS, TELECHARGEMENT_JOURS
from forprev.certificats.deadlines import OBSOLETE_MOIS
from forprev.profils.requete import Requete
from forprev.referentiel.delais import texte, valeur


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """`/`: what Forprev is, and sign-in."""
    return render(request, "web/public/accueil.html")


@require_safe
def mentions_legales(request: HttpRequest) -> HttpResponse:
    """[AID-05]"""
    return render(request, "web/public/mentions_legales.html")


@require_safe
def donnees_personnelles(request: Requete) -> HttpResponse:
    """What is kept, why, how long: the durations are those that the code applies [AID-05, RGP-02]."""
    contexte = {
        "telechargement_jours": TELECHARGEMENT_JOURS,
        "conservation_mois": CONSERVATION_MOIS,
        "saisie_mois": FENETRE_MOIS,
        "obsolete_mois": OBSOLETE_MOIS,
        "journal_mois": valeur("journal_conservation", request.jour),
    }
    return render(request, "web/public/donnees_personnelles.html", contexte)


@require_safe
def accessibilite(request: Requete) -> HttpResponse:
    """The declaration that every footer leads to [AID-06]."""
    contexte = {
        "telephone": texte("assistance_telephone", request.jour),
        "email": texte("assistance_email", request.jour),
    }
    return render(request, "web/public/accessibilite.html", contexte)


@never_cache
@require_safe
def sante(request: HttpRequest) -> HttpResponse:
    """`/sante/`: this process answers [OPS-04]."""
    return JsonResponse({"etat": "vivant"})


@never_cache
@require_safe
def pret(request: HttpRequest) -> HttpResponse:
    """`/pret/`: this process can serve, its database answers; 503 otherwise [OPS-04]."""
    try:
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"etat": "base de données injoignable"}, status=503)
    return JsonResponse({"etat": "prêt"})
