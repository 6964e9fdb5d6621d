"""The habilitations of an entity, or those delegated."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.certification.models import SessionCertification
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.perms import peut_demander
from forprev.demandes.queries.entite import (
    a_plateformes,
    courriers_lisibles,
    demandes_de_l_habilitation,
    renouvelable,
)
from forprev.demandes.states import TypeDemande
from forprev.habilitations.deadlines import ouverture_renouvellement
from forprev.habilitations.models import Habilitation, HabilitationQuerySet
from forprev.habilitations.perms import peut_gerer, peut_renoncer
from forprev.habilitations.queries import actives, delegations_en_cours, etat_du_jour, toutes
from forprev.habilitations.states import LIBELLES, EtatDuJour
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import pour
from forprev.web.commun.listes import lister
from forprev.web.commun.objets import objet_ou_404

TONS = {
    EtatDuJour.ACTIVE: "succes",
    EtatDuJour.A_VENIR: "info",
    EtatDuJour.SUSPENDUE: "attention",
    EtatDuJour.TERMINEE: "neutre",
    EtatDuJour.RETIREE: "danger",
    EtatDuJour.ABANDONNEE: "neutre",
}
TRIS = {
    "dispositif": ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau"],
    "numero": ["numero"],
    "debut": ["premier_jour"],
    "fin": ["dernier_jour"],
}
TRIS_SESSIONS = {"numero": ["pk"], "fin": ["date_fin"], "etat": ["etat"]}


@dataclass(frozen=True, slots=True)
class EtatAffiche:
    """A state of the day with its word and its tone."""

    code: EtatDuJour

    @property
    def libelle(self) -> str:
        return LIBELLES[self.code]

    @property
    def ton(self) -> str:
        return TONS[self.code]


@require_safe
@pour(Profil.GESTIONNAIRE, Profil.DELEGATAIRE)
def liste(request: Requete) -> HttpResponse:
    """`/habilitations/`: *Actives*, or *Toutes* with `?vue=toutes` [HAB-07]."""
    vue_toutes = request.GET.get("vue") == "toutes"
    visibles = toutes(request.acteur) if vue_toutes else actives(request.acteur, request.jour)
    page = lister(request, visibles.avec_faits(), tris=TRIS, defaut="dispositif")
    lignes = [(h, EtatAffiche(etat_du_jour(h.faits, request.jour))) for h in page.page.object_list]
    contexte = {"vue_toutes": vue_toutes, "lignes": lignes, **page.contexte()}
    return render(request, "web/entite/habilitations.html", contexte)


@require_safe
@pour(Profil.GESTIONNAIRE, Profil.DELEGATAIRE)
def fiche(request: Requete, pk: int) -> HttpResponse:
    """`/habilitations/<pk>/`: tabs *Général*, *Plateformes*, *Délégataires* (gestionnaire), *Sessions* [HAB-07]."""
    habilitation = objet_ou_404(request, _visibles, pk=pk)
    gere = peut_gerer(request.acteur, habilitation)
    onglets = {nom: o for nom, o in _ONGLETS.items() if gere or nom != "delegataires"}
    onglet = request.GET.get("onglet", "")
    gabarit, contenu = onglets.get(onglet, onglets["general"])
    contexte = {
        "habilitation": habilitation,
        "etat": EtatAffiche(etat_du_jour(habilitation.faits, request.jour)),
        "gere": gere,
        "cle": uuid.uuid4(),
        "onglet": onglet if onglet in onglets else "general",
        **contenu(request, habilitation),
    }
    return render(request, gabarit, contexte)


def _visibles(acteur: Acteur) -> HabilitationQuerySet:
    return toutes(acteur).avec_faits()


def _general(request: Requete, habilitation: Habilitation) -> dict[str, object]:
    periodes = list(habilitation.periodes.all())
    temporaire = bool(periodes) and not habilitation.est_permanente
    gere, demande = peut_gerer(request.acteur, habilitation), peut_demander(request.acteur)
    ouvertes = demandes_de_l_habilitation(request.acteur, habilitation).filter(type=TypeDemande.RENOUVELLEMENT)
    return {
        "periodes": periodes,
        "suspensions": list(habilitation.suspensions.all()),
        "courriers": courriers_lisibles(habilitation, le=request.jour) if gere else [],
        "renouvellement": ouvertes.first() if gere else None,
        "peut_renouveler": bool(periodes) and demande and renouvelable(habilitation, le=request.jour),
        "peut_renoncer": _tenue(request, habilitation) and peut_renoncer(request.acteur, habilitation),
        "ouverture_renouvellement": ouverture_renouvellement(habilitation.fin) if temporaire else None,
    }


def _tenue(request: Requete, habilitation: Habilitation) -> bool:
    """Something is left to give up: neither ended, nor withdrawn or given up, were it for a day to come [HAB-10]."""
    fermee = habilitation.retrait_le or habilitation.renonciation_le
    return not fermee and any(periode.fin >= request.jour for periode in habilitation.periodes.all())


def _plateformes(request: Requete, habilitation: Habilitation) -> dict[str, object]:
    plateformes = list(habilitation.plateformes.select_related("commune"))
    lignes = [(plateforme, plateforme.utilisable(request.jour)) for plateforme in plateformes]
    ouvertes = demandes_de_l_habilitation(request.acteur, habilitation).filter(type=TypeDemande.PLATEFORME)
    return {
        "lignes": lignes,
        "exigee": habilitation.dispositif_niveau.plateforme_requise(request.jour),
        "aucune_utilisable": not any(utilisable for _, utilisable in lignes),
        "demandees": list(ouvertes),
        "peut_ajouter": peut_demander(request.acteur)
        and habilitation in a_plateformes(habilitation.entite, le=request.jour),
    }


def _delegataires(request: Requete, habilitation: Habilitation) -> dict[str, object]:
    return {"delegations": list(delegations_en_cours(habilitation))}


def _sessions(request: Requete, habilitation: Habilitation) -> dict[str, object]:
    visibles = SessionCertification.objects.visibles_par(request.acteur, request.jour)
    siennes = visibles.filter(habilitation=habilitation).select_related("modele")
    return lister(request, siennes, tris=TRIS_SESSIONS, defaut="-fin").contexte()


_ONGLETS = {
    "general": ("web/entite/habilitation_general.html", _general),
    "plateformes": ("web/entite/habilitation_plateformes.html", _plateformes),
    "delegataires": ("web/entite/habilitation_delegataires.html", _delegataires),
    "sessions": ("web/entite/habilitation_sessions.html", _sessions),
}
