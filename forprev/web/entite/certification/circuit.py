"""The moves of the file as the entity makes them: submit, take back, decide, delete."""

from collections.abc import Callable
from enum import Enum, auto

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from forprev.certification.actions import circuit, fins, generation
from forprev.certification.actions.commun import EtatRefuse
from forprev.certification.models import SessionCertification
from forprev.certification.perms import peut_agir
from forprev.certification.states import Action
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.versions import version_postee
from forprev.web.entite.certification.formulaires import FormulaireDecision, FormulaireMotif
from forprev.web.entite.certification.page import afficher, session_de
from forprev.web.entite.certification.stagiaires import page_stagiaires
from forprev.web.entite.certification.version import resultats_postes


class Issue(Enum):
    """What came of a domain call: done (now, or by the first of two clicks), refused, or gone elsewhere meanwhile."""

    FAITE = auto()
    REFUSEE = auto()
    AILLEURS = auto()


def _tenter(request: Requete, faire: Callable[[], object], *, reussi: str, deja: str) -> Issue:
    """Run a domain call; say what came of it. A second click on a thing done is told as done."""
    try:
        faire()
    except EtatRefuse as refus:
        dire = messages.info if refus.deja_fait else messages.error
        dire(request, deja if refus.deja_fait else str(refus))
        return Issue.FAITE if refus.deja_fait else Issue.AILLEURS
    except Refus as refus:
        for raison in refus.raisons:
            messages.error(request, raison.texte)
        return Issue.REFUSEE
    messages.success(request, reussi)
    return Issue.FAITE


def soumettre_ensuite(request: Requete, session: SessionCertification, version: int | None = None) -> HttpResponse:
    """Submit what has just been saved; a refusal is answered by the page, which lists what is missing [SES-11]."""
    issue = _tenter(
        request,
        lambda: circuit.soumettre(
            par=request.acteur,
            le=request.le,
            numero=session.pk,
            version=session.version if version is None else version,
            commentaire=request.POST.get("commentaire", ""),
        ),
        reussi=f"Session n° {session.pk} soumise au formateur.",
        deja=f"La session n° {session.pk} est déjà soumise au formateur.",
    )
    if issue is Issue.REFUSEE:
        return page_stagiaires(request, session_de(request, session.pk), statut=422)
    if issue is Issue.FAITE:
        return redirect("certification_a_traiter")
    return redirect("certification_stagiaires", session.pk)


@require_http_methods(["GET", "POST"])
def soumettre(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/soumettre/`: from the tab *Stagiaires*, where there is nothing else to save."""
    session = session_de(request, numero)
    if request.method == "GET":
        return redirect("certification_stagiaires", session.pk)
    return soumettre_ensuite(request, session, version_postee(request))


@require_http_methods(["GET", "POST"])
def reprendre(request: Requete, numero: int) -> HttpResponse:
    """Asks for the reason, then takes the session back [SES-29]."""
    session = session_de(request, numero)
    formulaire = FormulaireMotif(request.POST or None)
    if request.method == "GET" or not formulaire.is_valid():
        statut = 422 if formulaire.is_bound else 200
        return afficher(request, "reprendre.html", session, onglet="", statut=statut, formulaire=formulaire)
    _tenter(
        request,
        lambda: circuit.reprendre(
            par=request.acteur, le=request.le, numero=session.pk, motif=formulaire.cleaned_data["commentaire"]
        ),
        reussi=f"Session n° {session.pk} reprise : vous pouvez la modifier, puis la soumettre de nouveau.",
        deja=f"La session n° {session.pk} est déjà reprise.",
    )
    return redirect("certification_session", session.pk)


@require_http_methods(["GET", "POST"])
def decider(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/decision/`: generate, close, or go and confirm a modification [SES-13, SES-23]."""
    session = session_de(request, numero)
    formulaire = FormulaireDecision(request.POST, des_reussites=session.stagiaires.reussis().exists())
    if request.method == "GET" or not formulaire.is_valid():
        return _redemander(request, session, formulaire)
    decision = formulaire.cleaned_data["decision"]
    if decision == FormulaireDecision.MODIFIER:
        return redirect("certification_modifier", session.pk)
    return _generer(request, session) if decision == FormulaireDecision.GENERER else _cloturer(request, session)


def _redemander(request: Requete, session: SessionCertification, formulaire: FormulaireDecision) -> HttpResponse:
    """The choice again, with what is wrong beside it; the plain page when there is nothing left to choose."""
    if request.method == "GET" or not peut_agir(request.acteur, session, Action.LANCER_GENERATION):
        return redirect("certification_stagiaires", session.pk)
    return page_stagiaires(request, session, statut=422, formulaire_decision=formulaire)


def _generer(request: Requete, session: SessionCertification) -> HttpResponse:
    _tenter(
        request,
        lambda: generation.lancer(
            par=request.acteur, le=request.le, numero=session.pk, resultats_vus=resultats_postes(request)
        ),
        reussi="Génération des certificats lancée.",
        deja="La génération des certificats est déjà lancée.",
    )
    return redirect("certification_telechargements", session.pk)


def _cloturer(request: Requete, session: SessionCertification) -> HttpResponse:
    _tenter(
        request,
        lambda: generation.cloturer(
            par=request.acteur, le=request.le, numero=session.pk, resultats_vus=resultats_postes(request)
        ),
        reussi=f"Session n° {session.pk} clôturée sans certificat.",
        deja=f"La session n° {session.pk} est déjà clôturée.",
    )
    return redirect("certification_session", session.pk)


@require_http_methods(["GET", "POST"])
def modifier(request: Requete, numero: int) -> HttpResponse:
    """Asks, since the results are lost, then opens the entry again [SES-13]."""
    session = session_de(request, numero)
    if request.method == "GET":
        return afficher(request, "modifier.html", session, onglet="")
    _tenter(
        request,
        lambda: circuit.modifier(par=request.acteur, le=request.le, numero=session.pk),
        reussi="La saisie est rouverte. Les résultats sont effacés : la session retournera au formateur.",
        deja="La saisie est déjà rouverte.",
    )
    return redirect("certification_session", session.pk)


@require_http_methods(["GET", "POST"])
def supprimer(request: Requete, numero: int) -> HttpResponse:
    """Asks, saying what is lost, then deletes [SES-19]."""
    session = session_de(request, numero)
    if request.method == "GET":
        return afficher(request, "supprimer.html", session, onglet="")
    issue = _tenter(
        request,
        lambda: fins.supprimer(par=request.acteur, le=request.le, numero=session.pk),
        reussi=f"Session n° {session.pk} supprimée.",
        deja="",
    )
    return (
        redirect("certification_a_traiter") if issue is Issue.FAITE else redirect("certification_session", session.pk)
    )
