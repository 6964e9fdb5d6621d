"""What every page of a session shows its trainer: where it stands, its two tabs; and what is said once it has left."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from forprev.certification.actions.commun import tenue
from forprev.certification.models import Etape, SessionCertification
from forprev.certification.perms import partie, peut_agir
from forprev.certification.queries.formateur import (
    derniere_etape,
    est_a_venir,
    est_inchangee,
    session_a_lire,
    session_retiree,
)
from forprev.certification.rules.circuit import qui_tient
from forprev.certification.states import Action
from forprev.comptes.models import Acteur
from forprev.profils.requete import Requete
from forprev.web.commun.objets import objet_ou_404
from forprev.web.formateur.formulaires import FormulaireResultats
from forprev.web.formateur.presentation import suite

Vue = Callable[[Requete, SessionCertification], HttpResponse]


def avec_session(vue: Vue) -> Callable[..., HttpResponse]:
    """Give the view the session of the address, among those that the trainer may see [SES-18, SEC-01].

    A session that has left the trainer's hands is told as such, any other number is 404.
    """

    @wraps(vue)
    def porte(request: Requete, numero: int) -> HttpResponse:
        def visibles(acteur: Acteur) -> QuerySet[SessionCertification]:
            sessions = session_a_lire(acteur, request.jour)
            return sessions if partie(acteur) else sessions.none()

        try:
            session = objet_ou_404(request, visibles, pk=numero)
        except Http404:
            return page_retiree(request, numero)
        return vue(request, session)

    return porte


def afficher(
    request: Requete, gabarit: str, session: SessionCertification, *, statut: int = 200, **contexte: Any
) -> HttpResponse:
    """One tab of the session with its surroundings."""
    a_venir = est_a_venir(session, request.jour)
    commun = {
        "session": session,
        "mains": qui_tient(tenue(session, request.le)),
        "a_venir": a_venir,
        "suite": suite(session, a_venir=a_venir),
        "controlable": peut_agir(request.acteur, session, Action.ENVOYER_RESULTATS),
    }
    return render(request, f"web/formateur/certification_{gabarit}.html", commun | contexte, status=statut)


def decompte(session: SessionCertification) -> dict[str, int]:
    """How many stagiaires there are, and how many have a mark."""
    return session.stagiaires.aggregate(total=Count("pk"), marques=Count("pk", filter=~Q(resultat="")))


def page_retiree(request: Requete, numero: int) -> HttpResponse:
    """Say that the session is back in the entity's hands; what had just been typed is shown, not kept [SES-29].

    Raises Http404 for a number that was never in this trainer's hands. A second click on *Retour commenté* is told as
    done.
    """
    session = session_retiree(request.acteur, numero, request.jour)
    if session is None:
        raise Http404
    etape = derniere_etape(session)
    ecrit = request.method == "POST"
    formulaire = _saisie_perdue(request, session) if ecrit else None
    retournee = etape is not None and etape.action == Action.RETOURNER
    if formulaire and retournee and formulaire.retourne and _est_de(etape, request.acteur):
        messages.info(request, f"La session n°\u00a0{numero} est déjà retournée à l’entité.")
        return redirect("certification_a_traiter")
    contexte = {
        "session": session,
        "mains": qui_tient(tenue(session, request.le)),
        "etape": etape,
        "retournee": retournee,
        "formulaire": formulaire,
    }
    return render(request, "web/formateur/certification_retiree.html", contexte, status=409 if ecrit else 404)


def _est_de(etape: Etape | None, acteur: Acteur) -> bool:
    return etape is not None and etape.par_id == acteur.personne_id


def _saisie_perdue(request: Requete, session: SessionCertification) -> FormulaireResultats:
    """What was typed; beside the names only while they are those that the trainer was shown."""
    stagiaires = session.stagiaires.all() if est_inchangee(session) else []
    return FormulaireResultats(request.POST, stagiaires=stagiaires, envoi_ouvert=False)
