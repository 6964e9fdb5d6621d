"""What the trainer sends: marks kept, results sent, or the session returned [SES-12]."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from forprev.certification.actions.commun import EtatRefuse, SessionPerimee
from forprev.certification.actions.resultats import enregistrer_resultats, envoyer_resultats, retourner
from forprev.certification.models import SessionCertification
from forprev.certification.queries.formateur import message_de_l_entite, session_a_lire
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison, Refus
from forprev.socle.text import accorder
from forprev.web.formateur.formulaires import ENVOYER, RETOURNER, FormulaireResultats
from forprev.web.formateur.page import afficher, avec_session, page_retiree
from forprev.web.formateur.presentation import aides

Geste = Callable[[Requete, SessionCertification, FormulaireResultats], HttpResponse]
SANS_SUITE = Raison("suite_absente", "Choisissez d’envoyer les résultats ou de retourner la session.", "suite")


@require_http_methods(["GET", "POST"])
@avec_session
def resultats(request: Requete, session: SessionCertification) -> HttpResponse:
    """`/certification/<n>/resultats/`: one form, three buttons and a choice; reloaded, it leads back to the tab."""
    if request.method == "GET":
        return redirect("certification_stagiaires", session.pk)
    formulaire = formulaire_de(session, request)
    if not formulaire.is_valid():
        return page_stagiaires(request, session, formulaire, statut=422)
    try:
        return _geste(request, formulaire)(request, session, formulaire)
    except SessionCertification.DoesNotExist:
        return page_retiree(request, session.pk)
    except EtatRefuse as refus:
        return _deja_partie(request, session, formulaire, refus)
    except SessionPerimee as refus:
        return _relire(request, session, refus)
    except Refus as refus:
        formulaire.refuser(refus.raisons)
        return page_stagiaires(request, session, formulaire, statut=422)


def _geste(request: Requete, formulaire: FormulaireResultats) -> Geste:
    if "tous" in request.POST:
        return _tous_reussis
    if "soumettre" not in request.POST:
        return _enregistrer
    return {ENVOYER: _envoyer, RETOURNER: _retourner}.get(formulaire.cleaned_data["suite"], _sans_suite)


def _sans_suite(request: Requete, session: SessionCertification, formulaire: FormulaireResultats) -> HttpResponse:
    raise Refus(SANS_SUITE)


def _tous_reussis(request: Requete, session: SessionCertification, formulaire: FormulaireResultats) -> HttpResponse:
    """The button *Tous en réussite* of a page without script: kept, not sent."""
    return _garder(request, session, formulaire, formulaire.tous_reussis)


def _enregistrer(request: Requete, session: SessionCertification, formulaire: FormulaireResultats) -> HttpResponse:
    return _garder(request, session, formulaire, formulaire.resultats)


def _garder(
    request: Requete, session: SessionCertification, formulaire: FormulaireResultats, marques: dict[int, str]
) -> HttpResponse:
    """Keep partial results [SES-12]. A comment is kept by nobody but the page: it is then shown again as typed."""
    enregistrer_resultats(
        par=request.acteur, le=request.le, numero=session.pk, version=formulaire.version, resultats=marques
    )
    messages.success(request, f"{_ce_qui_est_garde(marques)} Rien n’est encore envoyé à l’entité.")
    if not formulaire.commentaire_saisi:
        return redirect("certification_stagiaires", session.pk)
    return page_stagiaires(request, session, formulaire.avec_marques(marques))


def _ce_qui_est_garde(marques: dict[int, str]) -> str:
    """« 3 résultats enregistrés sur 4. »"""
    nombre = sum(marque != "" for marque in marques.values())
    if not nombre:
        return "Aucun résultat n’est indiqué pour le moment."
    return f"{accorder(nombre, 'résultat enregistré', 'résultats enregistrés')} sur {len(marques)}."


def _envoyer(request: Requete, session: SessionCertification, formulaire: FormulaireResultats) -> HttpResponse:
    envoyer_resultats(
        par=request.acteur,
        le=request.le,
        numero=session.pk,
        version=formulaire.version,
        resultats=formulaire.resultats,
        commentaire=formulaire.cleaned_data["commentaire"],
    )
    messages.success(request, f"Session n°\u00a0{session.pk}\u00a0: les résultats sont envoyés à l’entité.")
    return redirect("certification_a_traiter")


def _retourner(request: Requete, session: SessionCertification, formulaire: FormulaireResultats) -> HttpResponse:
    retourner(
        par=request.acteur,
        le=request.le,
        numero=session.pk,
        version=formulaire.version,
        commentaire=formulaire.cleaned_data["commentaire"],
    )
    messages.success(request, f"Session n°\u00a0{session.pk}\u00a0: retournée à l’entité avec votre commentaire.")
    return redirect("certification_a_traiter")


def _deja_partie(
    request: Requete, session: SessionCertification, formulaire: FormulaireResultats, refus: EtatRefuse
) -> HttpResponse:
    """The second of two clicks is told as done; otherwise who holds the session now, beside what was typed."""
    if not refus.deja_fait:
        return _relire(request, session, refus)
    messages.info(request, f"Session n°\u00a0{session.pk}\u00a0: les résultats sont déjà envoyés à l’entité.")
    return redirect("certification_a_traiter")


def _relire(request: Requete, session: SessionCertification, refus: Refus) -> HttpResponse:
    """The session as it is now, with the marks and the comment as typed, to be looked at again [SES-24, DEM-16]."""
    actuelle = session_a_lire(request.acteur, request.jour).filter(pk=session.pk).first()
    if actuelle is None:
        return page_retiree(request, session.pk)
    formulaire = formulaire_de(actuelle, request)
    formulaire.is_valid()
    formulaire.refuser(refus.raisons)
    return page_stagiaires(request, actuelle, formulaire, statut=409)


def formulaire_de(session: SessionCertification, request: Requete) -> FormulaireResultats:
    """The form of the session as it stands, filled with what was posted, or with the marks kept."""
    envoi_ouvert = session.date_fin is not None and session.date_fin <= request.jour
    donnees = request.POST if request.method == "POST" else None
    return FormulaireResultats(donnees, stagiaires=session.stagiaires.all(), envoi_ouvert=envoi_ouvert)


def page_stagiaires(
    request: Requete, session: SessionCertification, formulaire: FormulaireResultats, *, statut: int = 200
) -> HttpResponse:
    """The tab *Stagiaires*: to mark while the session is in the trainer's hands, to read afterwards [SES-18]."""
    return afficher(
        request,
        "stagiaires",
        session,
        statut=statut,
        formulaire=formulaire,
        total=len(formulaire.stagiaires),
        marques=formulaire.nombre_de_marques,
        aides=aides(session, envoi_ouvert=formulaire.envoi_ouvert),
        message_de_l_entite=message_de_l_entite(session),
    )
