"""What every tab of a session shows around its own content: title, tabs, where it stands, what can be done."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from forprev.certification.actions.controle import raisons_completude, raisons_de_generation
from forprev.certification.actions.generation import deux_roles
from forprev.certification.deadlines import dernier_telechargement
from forprev.certification.models import SessionCertification
from forprev.certification.perms import peut_agir, peut_saisir, peut_supprimer, peut_telecharger
from forprev.certification.queries.entite import historique, session_complete
from forprev.certification.rules.circuit import FaitTenue, qui_tient, raisons_deux_roles
from forprev.certification.states import TERMINALES, Action, Etat
from forprev.profils.requete import Requete
from forprev.socle import clock
from forprev.socle.raisons import Raison, bloquantes
from forprev.web.commun.objets import objet_ou_404
from forprev.web.entite.certification.formulaires import FormulaireCommentaire, FormulaireDecision

# Pages that ask one thing: the panel beside them says where the session stands, and offers nothing else.
QUESTIONS = {"stagiaire.html", "retirer.html", "reprendre.html", "modifier.html", "supprimer.html"}

ONGLET_DES_CHAMPS = {
    "formateur": "certification_formateur",
    "stagiaires": "certification_stagiaires",
}


def session_de(request: Requete, numero: int) -> SessionCertification:
    """The session that the active profile sees, or 404 (or the page of another profile) [SEC-01, ACC-22]."""
    return objet_ou_404(request, lambda acteur: session_complete(acteur, request.jour), pk=numero)


@dataclass(frozen=True, slots=True)
class Manque:
    """A reason that keeps the session from being submitted, with the tab where it is mended."""

    texte: str
    url: str
    onglet: str
    bloquante: bool


def manques(session: SessionCertification, raisons: list[Raison]) -> list[Manque]:
    """The reasons, each with a link to its tab; one line per text."""
    uniques = {raison.texte: raison for raison in raisons}
    return [_manque(session, raison) for raison in uniques.values()]


def _manque(session: SessionCertification, raison: Raison) -> Manque:
    famille = "stagiaires" if raison.champ.startswith("stagiaire") else raison.champ
    if famille in ONGLET_DES_CHAMPS:
        return Manque(raison.texte, reverse(ONGLET_DES_CHAMPS[famille], args=[session.pk]), famille, raison.bloquante)
    url = f"{reverse('certification_session', args=[session.pk])}#id_{raison.champ}"
    return Manque(raison.texte, url, famille, raison.bloquante)


def afficher(
    request: Requete, gabarit: str, session: SessionCertification, *, onglet: str, statut: int = 200, **contexte: Any
) -> HttpResponse:
    """One tab of a session with its surroundings."""
    question = {"est_question": gabarit in QUESTIONS}
    tout = contexte_commun(request, session, onglet) | question | contexte
    return render(request, f"web/entite/certification/{gabarit}", tout, status=statut)


def contexte_commun(request: Requete, session: SessionCertification, onglet: str) -> dict[str, Any]:
    """Title, tabs, history, action panel."""
    raisons = _raisons(request, session)
    etapes = historique(session)
    return {
        "session": session,
        "onglet": onglet,
        "est_question": False,
        "modifiable": peut_saisir(request.acteur, session),
        "onglets": _onglets(session, raisons),
        "raisons": raisons,
        "manques": manques(session, bloquantes(raisons)),
        "avertissements": manques(session, [r for r in raisons if not r.bloquante]),
        "historique": etapes,
        "dernier_commentaire": next((e for e in etapes if e.commentaire), None) if etapes else None,
        "mains": qui_tient(FaitTenue(Etat(session.etat), (request.jour - clock.jour(session.etat_depuis)).days)),
        "nb_stagiaires": session.stagiaires.count(),
        **_panneau(request, session),
    }


def _raisons(request: Requete, session: SessionCertification) -> list[Raison]:
    """What the next step of the session asks for: to be submitted, then to have its certificates [SES-11, SES-14]."""
    if session.etat == Etat.EN_VALIDATION_ENTITE:
        return raisons_de_generation(session, le=request.jour)
    return raisons_completude(session, par=request.acteur, le=request.jour) if session.est_sans_certificat else []


def _onglets(session: SessionCertification, raisons: list[Raison]) -> dict[str, bool]:
    """Which of the three tabs is complete."""
    bloquees = {m.onglet for m in manques(session, bloquantes(raisons))}
    return {
        "session": not (bloquees - {"formateur", "stagiaires"}),
        "formateur": "formateur" not in bloquees,
        "stagiaires": "stagiaires" not in bloquees,
    }


def _panneau(request: Requete, session: SessionCertification) -> dict[str, Any]:
    """What the active profile may do now."""
    acteur = request.acteur
    panneau: dict[str, Any] = {
        "peut_soumettre": peut_agir(acteur, session, Action.SOUMETTRE),
        "peut_reprendre": peut_agir(acteur, session, Action.REPRENDRE),
        "peut_decider": peut_agir(acteur, session, Action.LANCER_GENERATION),
        "peut_supprimer": peut_supprimer(acteur, session),
        "peut_telecharger": peut_telecharger(acteur, session),
        "formulaire_commentaire": FormulaireCommentaire(initial={"commentaire": request.POST.get("commentaire", "")}),
        "dernier_jour": session.supprimee_apres,
        "est_terminee": session.etat in TERMINALES,
    }
    if panneau["peut_decider"]:
        panneau["conseils"] = raisons_deux_roles(deux_roles(session, acteur))
        panneau["formulaire_decision"] = FormulaireDecision(des_reussites=session.stagiaires.reussis().exists())
    if session.generees_le:
        dernier = dernier_telechargement(clock.jour(session.generees_le))
        panneau["jours_restants"] = (dernier - request.jour).days
    return panneau
