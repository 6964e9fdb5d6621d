"""What a signed-in person must do before entering: gates, each a question with a page for those it stops."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from forprev.comptes.connexions import SECOND_FACTEUR
from forprev.comptes.states import PROFILS_RESEAU, Profil
from forprev.profils.requete import Requete
from forprev.web.commun.adresses import ici_ou_accueil

Porte = Callable[[Requete], HttpResponse | None]


def premiere_connexion(request: Requete) -> HttpResponse | None:
    """The first sign-in is done before anything else [ACC-06]."""
    if request.acteur.personne.premiere_connexion_le is not None:
        return None
    return _vers("premiere_connexion", request)


def caisse_de_rattachement(request: Requete) -> HttpResponse | None:
    """Whoever became formateur since then chooses a caisse before entering that profile [ACC-27]."""
    personne = request.acteur.personne
    if request.acteur.profil != Profil.FORMATEUR or personne.caisse_rattachement_id or personne.hors_caisse:
        return None
    return _vers("premiere_connexion", request)


def second_facteur(request: Requete) -> HttpResponse | None:
    """A réseau profile opens with a second factor, proved in this very web session [ACC-15]."""
    if request.acteur.profil not in PROFILS_RESEAU or not settings.SECOND_FACTEUR_EXIGE:
        return None
    return None if request.session.get(SECOND_FACTEUR) else _vers("second_facteur", request)


def lecture_seule(request: Requete) -> HttpResponse | None:
    """A former gestionnaire reads for a while, and changes nothing [ACC-19]."""
    if not request.acteur.lecture_seule or request.method in ("GET", "HEAD"):
        return None
    return render(request, "web/commun/lecture_seule.html", {"acteur": request.acteur}, status=403)


POUR_TOUS: tuple[Porte, ...] = (premiere_connexion,)
POUR_UN_PROFIL: tuple[Porte, ...] = (caisse_de_rattachement, second_facteur, lecture_seule)


def arreter(request: Requete, portes: tuple[Porte, ...]) -> HttpResponse | None:
    """The page of the first gate that stops this person, or None when all are open."""
    return next((page for porte in portes if (page := porte(request)) is not None), None)


def _vers(nom: str, request: Requete) -> HttpResponse:
    """To the page where it is done, which leads back to where the person was going."""
    reponse = redirect(nom)
    reponse["Location"] += f"?{ici_ou_accueil(request)}"
    return reponse
