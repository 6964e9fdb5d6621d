"""What the pages of safety share: proving again who one is, and keeping one's own web session."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from forprev.comptes.connexions import OUVERTE, SECOND_FACTEUR, suivre
from forprev.comptes.deadlines import DUREE_CONFIRMATION
from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import a_un_second_facteur
from forprev.profils.requete import Requete
from forprev.web.commun.adresses import suite_sure
from forprev.web.commun.decorators import Vue, connecte

# When the person typed their password again in this web session.
CONFIRMEE = "mot_de_passe_confirme"
A_REFAIRE = "Votre dernière saisie n’a pas été enregistrée\u00a0: confirmez qu’il s’agit de vous, puis recommencez."


def confirmee(vue: Vue) -> Callable[..., HttpResponse]:
    """Open to whoever has just proved again who they are [ACC-15].

    With a second factor: proved in this web session, and the password typed again less than 10 minutes ago. To put the
    first one in place, having signed in less than 10 minutes ago is enough.
    """

    @connecte
    @wraps(vue)
    def porte(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        avec = a_un_second_facteur(request.acteur.personne)
        if avec and not request.session.get(SECOND_FACTEUR):
            return _d_abord(request, "second_facteur_preuve")
        if not _vient_de_confirmer(request, CONFIRMEE) and (avec or not _vient_de_confirmer(request, OUVERTE)):
            return _d_abord(request, "mon_profil_confirmation")
        return vue(request, *args, **kwargs)

    return porte


def garder_la_connexion(request: Requete, personne: Personne) -> None:
    """Keep this web session when all of the person's have just been ended; under another key, should one be stolen."""
    ancienne = request.session.session_key
    update_session_auth_hash(request, personne)
    suivre(request.session, ancienne=ancienne)


def avec_suite(nom: str, request: Requete) -> str:
    """The address of a page, which will lead on to where the person was going."""
    suite = request.GET.get("next")
    return f"{reverse(nom)}?{urlencode({'next': suite})}" if suite else reverse(nom)


def suite_ou(nom: str, request: Requete) -> str:
    """Where the person was going, on this site, or else the page of that name."""
    suite = request.GET.get("next", "")
    return suite_sure(request, suite) if suite else reverse(nom)


def statut(request: Requete) -> int:
    """422 for a form sent back with its errors."""
    return 422 if request.method == "POST" else 200


def _vient_de_confirmer(request: Requete, cle: str) -> bool:
    instant = request.session.get(cle)
    return instant is not None and request.le - datetime.fromisoformat(instant) < DUREE_CONFIRMATION


def _d_abord(request: Requete, nom: str) -> HttpResponse:
    """To another page, which leads back here."""
    if request.method == "POST":
        messages.warning(request, A_REFAIRE)
    return redirect(f"{reverse(nom)}?{urlencode({'next': request.get_full_path()})}")
