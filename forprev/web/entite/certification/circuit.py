"""The moves of the file as the entity makes them: submit, take back, decide, delete."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from forprev.certification.actions import circuit, fins, generation
from forprev.certification.actions.commun import EtatRefuse
from forprev.certification.models import SessionCertification
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.entite.certification.formulaires import FormulaireDecision, FormulaireMotif
from forprev.web.entite.certification.page import afficher, session_de
from forprev.web.entite.certification.version import version_postee


def _tenter(request: Requete, faire: Callable[[], object], *, reussi: str, deja: str) -> bool:
    """Run a domain call; say what came of it. A second click on a thing done is told as done."""
    try:
        faire()
    except EtatRefuse as refus:
        dire = messages.info if refus.deja_fait else messages.error
        dire(request, deja if refus.deja_fait else str(refus))
        return refus.deja_fait
    except Refus as refus:
        for raison in refus.raisons:
            messages.error(request, raison.texte)
        return False
    messages.success(request, reussi)
    return True


def soumettre_ensuite(request: Requete, session: SessionCertification, version: int | None = None) -> HttpResponse:
    """Submit what has just been saved; a refusal leads back to the page, which lists what is missing [SES-11]."""
    faite = _tenter(
        request,
        lambda: circuit.soumettre(
            par=request.acteur,
            le=request.le,
            numero=session.pk,
            version=session.version if version is None else version,
            commentaire=request.POST.get("commentaire", ""),
        ),
        reussi=f"Session n° {session.pk} soumise au formateur.",
        deja=f"La session n° {session.pk} est déjà soumise au formateur.",
    )
    return redirect("certification_a_traiter") if faite else redirect("certification_stagiaires", session.pk)


@require_POST
def soumettre(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/soumettre/`: from the tab *Stagiaires*, where there is nothing else to save."""
    return soumettre_ensuite(request, session_de(request, numero), version_postee(request))


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
        reussi=f"Session n° {session.pk} reprise : vous pouvez la modifier, puis la soumettre de nouveau.",
        deja=f"La session n° {session.pk} est déjà reprise.",
    )
    return redirect("certification_session", session.pk)


@require_POST
def decider(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/decision/`: generate, close, or go and confirm a modification [SES-13, SES-23]."""
    session = session_de(request, numero)
    formulaire = FormulaireDecision(request.POST, des_reussites=session.stagiaires.reussis().exists())
    if not formulaire.is_valid():
        messages.error(request, "Choisissez ce que vous souhaitez faire, puis soumettez.")
        return redirect("certification_stagiaires", session.pk)
    decision = formulaire.cleaned_data["decision"]
    if decision == FormulaireDecision.MODIFIER:
        return redirect("certification_modifier", session.pk)
    return _generer(request, session) if decision == FormulaireDecision.GENERER else _cloturer(request, session)


def _generer(request: Requete, session: SessionCertification) -> HttpResponse:
    _tenter(
        request,
        lambda: generation.lancer(par=request.acteur, le=request.le, numero=session.pk),
        reussi="Génération des certificats lancée.",
        deja="La génération des certificats est déjà lancée.",
    )
    return redirect("certification_telechargements", session.pk)


def _cloturer(request: Requete, session: SessionCertification) -> HttpResponse:
    _tenter(
        request,
        lambda: generation.cloturer(par=request.acteur, le=request.le, numero=session.pk),
        reussi=f"Session n° {session.pk} clôturée sans certificat.",
        deja=f"La session n° {session.pk} est déjà clôturée.",
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
        reussi="La saisie est rouverte. Les résultats sont effacés : la session retournera au formateur.",
        deja="La saisie est déjà rouverte.",
    )
    return redirect("certification_session", session.pk)


@require_http_methods(["GET", "POST"])
def supprimer(request: Requete, numero: int) -> HttpResponse:
    """Asks, saying what is lost, then deletes [SES-19]."""
    session = session_de(request, numero)
    if request.method == "GET":
        return afficher(request, "supprimer.html", session, onglet="")
    faite = _tenter(
        request,
        lambda: fins.supprimer(par=request.acteur, le=request.le, numero=session.pk),
        reussi=f"Session n° {session.pk} supprimée.",
        deja="",
    )
    return redirect("certification_a_traiter") if faite else redirect("certification_session", session.pk)
