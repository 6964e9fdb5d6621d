"""The tab *Formateur*: *Lancer la vérification*."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from forprev.certification.actions import saisie
from forprev.certification.models import SessionCertification
from forprev.certification.perms import peut_saisir
from forprev.certification.queries.entite import controles_de
from forprev.certification.rules.formateur import Controle
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.versions import version_postee
from forprev.web.entite.certification.circuit import soumettre_ensuite
from forprev.web.entite.certification.formulaires import FormulaireFormateur
from forprev.web.entite.certification.page import afficher, session_de


@require_http_methods(["GET", "POST"])
def formateur(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/formateur/` [SES-06]."""
    session = session_de(request, numero)
    if request.method == "POST":
        return _verifier(request, session)
    lignes = _controles(session)
    if not peut_saisir(request.acteur, session):
        return afficher(request, "formateur_lecture.html", session, onglet="formateur", controles=lignes)
    return _page(request, session, FormulaireFormateur(initial=_initial(session)), lignes)


def _controles(session: SessionCertification) -> tuple[Controle, ...]:
    """The four lines of the trainer named, or of the one last typed who did not pass."""
    if session.formateur:
        return controles_de(session)
    if not session.formateur_saisi:
        return ()
    try:
        return saisie.verifier(
            session, saisie.chercher_formateur(saisie.SaisieFormateur.depuis_json(session.formateur_saisi))
        )
    except Refus:
        return ()


def _initial(session: SessionCertification) -> dict[str, Any]:
    return session.formateur_saisi or {}


def _verifier(request: Requete, session: SessionCertification) -> HttpResponse:
    formulaire = FormulaireFormateur(request.POST)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            apres, lignes = saisie.designer_formateur(
                par=request.acteur,
                le=request.le,
                numero=session.pk,
                version=version_postee(request),
                saisie=formulaire.saisie(),
            )
            return _verifie(request, apres, lignes)
    return _page(request, session_de(request, session.pk), formulaire, ())


def _verifie(request: Requete, session: SessionCertification, lignes: tuple[Controle, ...]) -> HttpResponse:
    if "soumettre" in request.POST:
        return soumettre_ensuite(request, session)
    if session.formateur:
        messages.success(request, "Formateur vérifié : il est éligible et enregistré dans la session.")
    elif all(ligne.reussi is not False for ligne in lignes):
        messages.warning(request, "Renseignez d’abord le dispositif, le niveau et la date de fin de session.")
    else:
        messages.error(request, "Ce formateur n’est pas éligible : voyez le détail de la vérification.")
    suite = "certification_stagiaires" if "suivant" in request.POST and session.formateur else "certification_formateur"
    return redirect(suite, session.pk)


def _page(
    request: Requete, session: SessionCertification, formulaire: FormulaireFormateur, lignes: tuple[Controle, ...]
) -> HttpResponse:
    return afficher(
        request,
        "formateur.html",
        session,
        onglet="formateur",
        statut=422 if formulaire.errors else 200,
        formulaire=formulaire,
        controles=lignes,
    )


@require_POST
def apercu_formateur(request: Requete, numero: int) -> HttpResponse:
    """The four lines for what is being typed; saves nothing [SES-25]."""
    session = session_de(request, numero)
    formulaire = FormulaireFormateur(request.POST)
    lignes: tuple[Controle, ...] = ()
    if peut_saisir(request.acteur, session) and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            lignes = saisie.essayer_formateur(
                par=request.acteur, le=request.le, session=session, saisie=formulaire.saisie()
            )
    return render(request, "web/entite/certification/_controles.html", {"controles": lignes})
