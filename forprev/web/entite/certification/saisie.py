"""The tab *Session*: creation, entry, live eligibility."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from forprev.certification.actions import saisie
from forprev.certification.models import SessionCertification
from forprev.certification.perms import peut_saisir
from forprev.certification.queries.entite import Eligibilite, effacements, eligibilite, habilitations_proposees
from forprev.habilitations.models import Habilitation
from forprev.profils.requete import Requete
from forprev.web.commun.versions import version_postee
from forprev.web.entite.certification.circuit import soumettre_ensuite
from forprev.web.entite.certification.formulaires import FormulaireSession
from forprev.web.entite.certification.page import afficher, session_de


@require_http_methods(["GET", "POST"])
def nouvelle(request: Requete) -> HttpResponse:
    """`/certification/nouvelle/`: nothing exists before the first save [SES-02]."""
    formulaire = FormulaireSession(
        request.POST or None, habilitations=habilitations_proposees(request.acteur, request.jour), jour=request.jour
    )
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            faite = saisie.ouvrir(
                par=request.acteur, le=request.le, saisie=formulaire.saisie(), cle=_cle_postee(request)
            )
            return _enregistree(request, faite)
    cle = _cle_postee(request) or uuid4()
    lue = _eligibilite(request, formulaire, None)
    contexte = {"formulaire": formulaire, "cle": cle, "effacees": [], "eligibilite": lue, "onglet": "session"}
    return render(request, "web/entite/certification/nouvelle.html", contexte, status=_statut(formulaire))


def _cle_postee(request: Requete) -> UUID | None:
    """The key drawn with the form, by which a second click is known; None when there is none, or an odd one."""
    try:
        return UUID(request.POST.get("cle", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def detail(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/`: the tab *Session*, written while the entity holds the file, read otherwise."""
    session = session_de(request, numero)
    if request.method == "POST":
        return _enregistrer(request, session)
    if not peut_saisir(request.acteur, session):
        return afficher(request, "session_lecture.html", session, onglet="session")
    return _formulaire(request, session, _construire(request, session))


def _construire(request: Requete, session: SessionCertification, data: Any = None) -> FormulaireSession:
    return FormulaireSession(data, habilitations=_proposees(request, session), session=session, jour=request.jour)


def _proposees(request: Requete, session: SessionCertification | None) -> list[Habilitation]:
    """Those of the day, and the session's own, which stays chosen even when its time is over [SES-32]."""
    proposees = habilitations_proposees(request.acteur, request.jour)
    gardee = session.habilitation if session else None
    return proposees if gardee is None or gardee in proposees else [*proposees, gardee]


def _enregistrer(request: Requete, session: SessionCertification) -> HttpResponse:
    formulaire = _construire(request, session, request.POST)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            faite = saisie.enregistrer(
                par=request.acteur,
                le=request.le,
                numero=session.pk,
                version=version_postee(request),
                saisie=formulaire.saisie(),
            )
            return _enregistree(request, faite)
    return _formulaire(request, session_de(request, session.pk), formulaire)


def _formulaire(request: Requete, session: SessionCertification, formulaire: FormulaireSession) -> HttpResponse:
    return afficher(
        request,
        "session.html",
        session,
        onglet="session",
        statut=_statut(formulaire),
        formulaire=formulaire,
        effacees=[],
        eligibilite=_eligibilite(request, formulaire, session),
    )


def _enregistree(request: Requete, faite: saisie.Enregistrement) -> HttpResponse:
    for consequence in faite.consequences:
        messages.warning(request, consequence.texte)
    if "soumettre" in request.POST:
        return soumettre_ensuite(request, faite.session)
    messages.success(request, f"Session n° {faite.session.pk} enregistrée.")
    suite = "certification_formateur" if "suivant" in request.POST else "certification_session"
    return redirect(suite, faite.session.pk)


def _statut(formulaire: FormulaireSession) -> int:
    return 422 if formulaire.is_bound and formulaire.errors else 200


@require_GET
def apercu(request: Requete) -> HttpResponse:
    """The fields again, as typed, with what they imply: models, places, communes, eligibility [SES-25]."""
    numero = request.GET.get("session", "")
    session = session_de(request, int(numero)) if numero.isdecimal() else None
    proposees = _proposees(request, session)
    formulaire = FormulaireSession(habilitations=proposees, saisi=request.GET, jour=request.jour)
    effacees = effacements(formulaire.essai(session), request.acteur) if formulaire.choisie else []
    for effacee in effacees:
        formulaire.oublier(effacee.champ)
    contexte = {
        "formulaire": formulaire,
        "effacees": effacees,
        "eligibilite": _eligibilite(request, formulaire, session),
    }
    return render(request, "web/entite/certification/_champs_session.html", contexte)


def _eligibilite(
    request: Requete, formulaire: FormulaireSession, session: SessionCertification | None
) -> Eligibilite | None:
    """What is said of the date and the right as typed, and of the trainer already named."""
    essai = formulaire.essai(session)
    return eligibilite(essai, request.acteur, request.jour) if essai.date_fin and essai.habilitation else None
