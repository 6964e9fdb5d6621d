"""Putting a second factor in place: an application that gives codes, or a key of the device [ACC-15]."""

from base64 import b64encode
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.seconds_facteurs import enroler_application, enroler_cle
from forprev.comptes.connexions import SECOND_FACTEUR
from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import (
    APPLICATION,
    compteur_du_code,
    moyens_de,
    proposer,
    reprendre,
    secret_propose,
)
from forprev.profils.requete import Requete
from forprev.web.compte.securite.cles import est_une_cle_neuve, options_de_creation
from forprev.web.compte.securite.codes import montrer_les_codes
from forprev.web.compte.securite.commun import avec_suite, confirmee, garder_la_connexion, statut, suite_ou
from forprev.web.compte.securite.formulaires import FormulaireApplication, FormulaireNouvelleCle

CODE_FAUX = "Ce code n’est pas valable\u00a0: saisissez celui que l’application montre maintenant."
TROP_TARD = "Cette page a attendu trop longtemps\u00a0: scannez le nouveau QR code, puis saisissez le code."


@never_cache
@sensitive_post_parameters("code", "jeton")
@require_http_methods(["GET", "HEAD", "POST"])
@confirmee
def application(request: Requete) -> HttpResponse:
    """`…/application/`: a secret to scan or to type, and the first code; it replaces the former one, if any.

    The page carries the secret: reading it keeps nothing, and two of them open do not hinder one another.
    """
    personne = request.acteur.personne
    secret = secret_propose(personne, request.POST.get("jeton", ""), le=request.le)
    formulaire = FormulaireApplication(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        fait = _enroler_application(request, formulaire, secret)
        if fait is not None:
            return _en_place(request, *fait)
    proposition = reprendre(personne, secret, le=request.le) if secret else proposer(personne, le=request.le)
    contexte = {
        "form": formulaire,
        "jeton": proposition.jeton,
        "remplace": any(moyen.type == APPLICATION for moyen in moyens_de(personne)),
        "retour": avec_suite("second_facteur", request),
        **_dessin(personne, proposition.secret),
    }
    return render(request, "web/compte/securite/application.html", contexte, status=statut(request))


def _enroler_application(
    request: Requete, formulaire: FormulaireApplication, secret: str | None
) -> tuple[Personne, bool] | None:
    """What the action gives, or None, the form then saying why."""
    if secret is None:
        formulaire.add_error("code", ValidationError(TROP_TARD, code="trop_tard"))
        return None
    compteur = compteur_du_code(secret, formulaire.cleaned_data["code"])
    if compteur is None:
        formulaire.add_error("code", ValidationError(CODE_FAUX, code="code_faux"))
        return None
    sauf = request.session.session_key
    return enroler_application(par=request.acteur, secret=secret, compteur=compteur, le=request.le, sauf=sauf)


@never_cache
@sensitive_post_parameters("credential")
@require_http_methods(["GET", "HEAD", "POST"])
@confirmee
def cle(request: Requete) -> HttpResponse:
    """`…/cle/`: a key that the device keeps; the browser's own dialogue does the rest."""
    personne = request.acteur.personne
    formulaire = FormulaireNouvelleCle(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        credential = formulaire.cleaned_data["credential"]
        if credential and est_une_cle_neuve(credential):
            nom = formulaire.cleaned_data["nom"] or "Clé d’accès"
            sauf = request.session.session_key
            fait = enroler_cle(par=request.acteur, nom=nom, credential=credential, le=request.le, sauf=sauf)
            return _en_place(request, *fait)
        formulaire.add_error(None, "La clé n’a pas été créée\u00a0: recommencez.")
    contexte = {
        "form": formulaire,
        "options": options_de_creation(personne),
        "retour": avec_suite("second_facteur", request),
    }
    return render(request, "web/compte/securite/cle.html", contexte, status=statut(request))


def _en_place(request: Requete, personne: Personne, codes_neufs: bool) -> HttpResponse:
    """This web session has proved it and stays; then codes de secours to keep, or where the person was going."""
    request.session[SECOND_FACTEUR] = True
    garder_la_connexion(request, personne)
    messages.success(request, "La double authentification est en place. Vos autres connexions sont fermées.")
    if codes_neufs:
        montrer_les_codes(request)
        return redirect(avec_suite("second_facteur_codes", request))
    return redirect(suite_ou("second_facteur", request))


def _dessin(personne: Personne, secret: str) -> dict[str, Any]:
    """The same secret three ways: a drawing, a link for whoever reads this on the phone itself, letters by four."""
    adaptateur = get_adapter()
    url = adaptateur.build_totp_url(personne, secret)
    return {
        "dessin": f"data:image/svg+xml;base64,{b64encode(adaptateur.build_totp_svg(url).encode()).decode()}",
        "lien": url,
        "secret": " ".join(secret[rang : rang + 4] for rang in range(0, len(secret), 4)),
    }
