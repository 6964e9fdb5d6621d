"""*En cours* and *À traiter*."""

from collections.abc import Callable

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from forprev.certification.models import SessionCertification
from forprev.certification.queries.entite import habilitations_proposees, sessions_a_traiter, sessions_en_cours
from forprev.certification.states import LIBELLES
from forprev.profils.requete import Requete
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.listes import lister

TRIS = {
    "numero": ["pk"],
    "dispositif": ["habilitation__dispositif_niveau__dispositif__ordre", "habilitation__dispositif_niveau__niveau"],
    "certificat": ["modele__libelle_court"],
    "fin": ["date_fin"],
    "modification": ["modifiee_le"],
    "etat": ["etat"],
}


class FormulaireFiltre(FormulaireForprev):
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *((c.value, libelle) for c, libelle in LIBELLES.items())]
    )
    numero = forms.IntegerField(label="Numéro", required=False, min_value=1, widget=forms.TextInput)


def liste(request: Requete) -> HttpResponse:
    """`/certification/`: every session not yet deleted [SES-28]."""
    return _page(request, sessions_en_cours, titre="Mes sessions de certification", filtrable=True)


def a_traiter(request: Requete) -> HttpResponse:
    """`/certification/a-traiter/`: those that wait for the entity [SES-28]."""
    return _page(request, sessions_a_traiter, titre="Mes sessions de certification à traiter", filtrable=False)


def _page(
    request: Requete, lire: Callable[..., QuerySet[SessionCertification]], *, titre: str, filtrable: bool
) -> HttpResponse:
    filtre = FormulaireFiltre(request.GET if filtrable else None)
    sessions = _filtrer(lire(request.acteur, request.jour), filtre)
    affichee = lister(request, sessions, tris=TRIS, defaut="-modification")
    contexte = {
        "titre": titre,
        "filtre": filtre if filtrable else None,
        "criteres": criteres_actifs(request, filtre) if filtrable else [],
        "peut_creer": bool(affichee.total) or bool(habilitations_proposees(request.acteur, request.jour)),
        **affichee.contexte(),
    }
    return render(request, "web/entite/certification/liste.html", contexte)


def _filtrer(sessions: QuerySet[SessionCertification], filtre: FormulaireFiltre) -> QuerySet[SessionCertification]:
    if not (filtre.is_bound and filtre.is_valid()):
        return sessions
    if filtre.cleaned_data["etat"]:
        sessions = sessions.filter(etat=filtre.cleaned_data["etat"])
    if filtre.cleaned_data["numero"]:
        sessions = sessions.filter(pk=filtre.cleaned_data["numero"])
    return sessions
