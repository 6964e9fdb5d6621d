"""Asking for the second factor: at sign-in, and in a web session opened without it [ACC-15]."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.seconds_facteurs import prouver
from forprev.comptes.connexions import SECOND_FACTEUR
from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import SECOURS, a_un_second_facteur, codes_restants, verifier_code
from forprev.profils.requete import Requete
from forprev.socle.text import accorder
from forprev.web.commun.decorators import connecte
from forprev.web.compte.adaptateur import adresse_de
from forprev.web.compte.securite.cles import cle_qui_prouve, options_de_preuve
from forprev.web.compte.securite.commun import avec_suite, garder_la_connexion, statut, suite_ou
from forprev.web.compte.securite.formulaires import FormulairePreuve


@never_cache
@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def preuve(request: Requete) -> HttpResponse:
    """`/mon-profil/double-authentification/preuve/`: a web session opened without the second factor proves it now."""
    personne = request.acteur.personne
    if not a_un_second_facteur(personne):
        return redirect(avec_suite("second_facteur", request))
    formulaire = FormulairePreuve(request.POST or None)
    if examiner(request, formulaire, personne):
        request.session[SECOND_FACTEUR] = True
        garder_la_connexion(request, personne)
        return redirect(suite_ou("second_facteur", request))
    contexte = contexte_de_preuve(formulaire, personne)
    return render(request, "web/compte/securite/preuve.html", contexte, status=statut(request))


def examiner(request: Requete, formulaire: FormulairePreuve, personne: Personne) -> Authenticator | None:
    """What the form sent proves, or None, its errors then saying why."""
    if request.method != "POST" or not formulaire.is_valid():
        return None
    code, credential = formulaire.cleaned_data["code"], formulaire.cleaned_data["credential"]

    def verifier() -> Authenticator | None:
        return verifier_code(personne, code) if credential is None else cle_qui_prouve(personne, credential)

    with formulaire.refus_en_erreurs():
        moyen = prouver(personne=personne, adresse=adresse_de(request), verifier=verifier, le=request.le)
        _dire_ce_qui_reste(request, personne, moyen)
        return moyen
    return None


def contexte_de_preuve(formulaire: FormulairePreuve, personne: Personne) -> dict[str, Any]:
    """What the page shows."""
    return {"form": formulaire, "options": options_de_preuve(personne)}


def _dire_ce_qui_reste(request: Requete, personne: Personne, moyen: Authenticator) -> None:
    """Whoever uses up their codes de secours is told before the last one."""
    if moyen.type == SECOURS:
        reste = accorder(len(codes_restants(personne)), "code de secours", "codes de secours")
        messages.warning(request, f"Il vous reste {reste}. Vous pouvez en créer d’autres dans Mon profil.")
