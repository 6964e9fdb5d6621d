"""The trainer's side of certification sessions: the lists, what was declared, who was there."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.certification.models import SessionCertification
from forprev.certification.queries.entite import historique
from forprev.certification.queries.formateur import (
    est_a_venir,
    sessions_a_controler,
    sessions_a_venir,
    sessions_nommees,
)
from forprev.certification.states import LIBELLES, SOUMISES, Etat
from forprev.profils.requete import Requete
from forprev.socle.text import cle_de_tri
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.listes import lister
from forprev.web.formateur.page import afficher, avec_session, decompte
from forprev.web.formateur.presentation import adresse_du_lieu, dire_etape, libelle_du_lieu
from forprev.web.formateur.resultats import formulaire_de, page_stagiaires
from forprev.web.formateur.resultats import resultats as resultats

TRIS = {
    "numero": ["pk"],
    "entite": ["entite__raison_tri"],
    "dispositif": ["habilitation__dispositif_niveau__dispositif__ordre", "habilitation__dispositif_niveau__niveau"],
    "certificat": ["modele__libelle_court"],
    "fin": ["date_fin"],
    "intervenant": ["dernier_intervenant__nom_tri", "dernier_intervenant__prenom_cle"],
    "modification": ["modifiee_le"],
    "etat": ["etat"],
}
A_VENIR = "a-venir"
_ETATS = [(etat.value, libelle) for etat, libelle in LIBELLES.items() if etat in SOUMISES]


class FiltreSessions(FormulaireForprev):
    """The criteria of *Mes sessions de certification*."""

    entite = forms.CharField(label="Raison sociale", required=False, max_length=100)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous les états"), (A_VENIR, "À venir"), *_ETATS]
    )


@require_safe
def liste(request: Requete) -> HttpResponse:
    """`/certification/`: every session that names the trainer, from submission to deletion [SES-18]."""
    filtre = FiltreSessions(request.GET)
    sessions = _filtrer(sessions_nommees(request.acteur, request.jour), filtre, request)
    contexte = {
        "titre": "Mes sessions de certification",
        "filtre": filtre,
        "criteres": criteres_actifs(request, filtre),
    }
    return _page_de_liste(request, sessions, defaut="-modification", **contexte)


def _filtrer(
    sessions: QuerySet[SessionCertification], filtre: FiltreSessions, request: Requete
) -> QuerySet[SessionCertification]:
    if not filtre.is_valid():
        return sessions
    if entite := cle_de_tri(filtre.cleaned_data["entite"]):
        sessions = sessions.filter(entite__raison_tri__contains=entite)
    etat = filtre.cleaned_data["etat"]
    if etat == A_VENIR:
        return sessions.filter(etat=Etat.EN_VALIDATION_FORMATEUR, date_fin__gt=request.jour)
    return sessions.filter(etat=etat) if etat else sessions


@require_safe
def a_traiter(request: Requete) -> HttpResponse:
    """`/certification/a-traiter/`: those that wait for the trainer, from their end date on [SES-27, SES-28]."""
    sessions = sessions_a_controler(request.acteur, request.jour)
    contexte = {
        "titre": "Mes sessions de certification à traiter",
        "nombre_a_venir": sessions_a_venir(request.acteur, request.jour).count(),
    }
    return _page_de_liste(request, sessions, defaut="fin", **contexte)


def _page_de_liste(
    request: Requete, sessions: QuerySet[SessionCertification], *, defaut: str, **contexte: Any
) -> HttpResponse:
    page = lister(request, sessions, tris=TRIS, defaut=defaut)
    lignes = [(session, est_a_venir(session, request.jour)) for session in page.page.object_list]
    rien: dict[str, Any] = {"filtre": None, "criteres": [], "nombre_a_venir": 0}
    tout = {**rien, **contexte, "lignes": lignes, **page.contexte()}
    return render(request, "web/formateur/certification_liste.html", tout)


@require_safe
@avec_session
def detail(request: Requete, session: SessionCertification) -> HttpResponse:
    """`/certification/<n>/`: the tab *Session*, to read."""
    return afficher(
        request,
        "session",
        session,
        lieu=libelle_du_lieu(session),
        adresse=adresse_du_lieu(session),
        etapes=[dire_etape(etape, session) for etape in historique(session)],
        **decompte(session),
    )


@require_safe
@avec_session
def stagiaires(request: Requete, session: SessionCertification) -> HttpResponse:
    """`/certification/<n>/stagiaires/`: the trainer's check [SES-12]."""
    return page_stagiaires(request, session, formulaire_de(session, request))
