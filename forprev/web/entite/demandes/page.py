"""A request: its tabs, its stepper, its panel [DEM-07, DEM-09]."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from forprev.comptes.models import Acteur
from forprev.demandes.actions.complements import complement_ouvert
from forprev.demandes.actions.fiches import fiche_de
from forprev.demandes.models import Demande, DemandeQuerySet
from forprev.demandes.models.faits import plateforme_requise
from forprev.demandes.perms import peut
from forprev.demandes.queries.entite import demandes_de, pieces_pedagogiques, pieces_techniques, suivi_lisible
from forprev.demandes.queries.etapes import etapes
from forprev.demandes.rules.entite import differences
from forprev.demandes.states import LIBELLES_ONGLET, Action, Etat, Onglet
from forprev.profils.requete import Requete
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.objets import objet_ou_404
from forprev.web.entite.demandes.presentation import mains_depuis

SUIVI = "suivi"


class FormulaireMessage(FormulaireForprev):
    """A message to the other side of the file."""

    texte = forms.CharField(
        label="Votre message",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez votre message."},
    )


class FormulairePiece(FormulaireForprev):
    """One file for a piece."""

    fichier = ChampFichier(label="Fichier")


def demande_de(request: Requete, numero: int) -> Demande:
    """The request, if the active profile may see it; else 404 or the offer to switch [SEC-01, ACC-22]."""
    return objet_ou_404(request, _visibles, pk=numero)


def _visibles(acteur: Acteur) -> DemandeQuerySet:
    return demandes_de(acteur).select_related(
        "habilitation", "seance", "affectee_a", "attend", "dispositif_niveau__dispositif", "caisse"
    )


@require_safe
def general(request: Requete, numero: int) -> HttpResponse:
    """`/demandes/<n>/`: *Général*; an administrative draft opens on its first page."""
    demande = demande_de(request, numero)
    if demande.est_administrative and demande.est_saisissable:
        return redirect("demande_entite", demande.pk)
    return afficher(request, demande, Onglet.GENERAL)


@require_safe
def onglet(request: Requete, numero: int, nom: str) -> HttpResponse:
    """`/demandes/<n>/pedagogique/`, `/technique/`, `/suivi/`."""
    demande = demande_de(request, numero)
    if nom not in onglets_de(demande, request):
        return redirect("demande", demande.pk)
    return afficher(request, demande, nom)


def onglets_de(demande: Demande, request: Requete) -> list[str]:
    """The tabs of this request, in order [DEM-07]."""
    if demande.est_administrative:
        return [Onglet.GENERAL, SUIVI]
    technique = [Onglet.TECHNIQUE] if plateforme_requise(demande, request.jour) else []
    pedagogique = [] if demande.type == "PLATEFORME" else [Onglet.PEDAGOGIQUE]
    return [Onglet.GENERAL, *pedagogique, *technique, SUIVI]


def afficher(request: Requete, demande: Demande, actif: str, *, statut: int = 200, **suite: Any) -> HttpResponse:
    """The page of a tab, with what every tab shows."""
    complement = complement_ouvert(demande)
    contexte = {
        "demande": demande,
        "onglet": actif,
        "onglets": [(nom, _libelle(nom)) for nom in onglets_de(demande, request)],
        "etapes": etapes(demande, le=request.jour) if demande.deposee_le else [],
        "mains": mains_depuis(demande, request.jour),
        "complement": complement,
        "ouvert": demande.etat == Etat.BROUILLON or bool(complement and actif in complement.onglets),
        "peut_soumettre": peut(request.acteur, Action.SOUMETTRE, demande),
        "peut_repondre": peut(request.acteur, Action.REPONDRE, demande),
        "peut_abandonner": peut(request.acteur, Action.ABANDONNER, demande),
        "manques": [],
        **_CONTENUS[actif](request, demande),
        **suite,
    }
    return render(request, f"web/entite/demandes/onglet_{actif}.html", contexte, status=statut)


def _libelle(nom: str) -> str:
    return "Suivi" if nom == SUIVI else LIBELLES_ONGLET[Onglet(nom)]


def _general(request: Requete, demande: Demande) -> dict[str, Any]:
    fiche = fiche_de(demande)
    avant = {d.champ: d for d in differences(_valeurs(demande), demande.proposition)}
    courriers = list(demande.courriers.all())
    return {"fiche": fiche, "differences": list(avant.values()), "courriers": courriers}


def _valeurs(demande: Demande) -> dict[str, Any]:
    entite = demande.entite
    return {champ: getattr(entite, champ, "") for champ in demande.proposition} | {"commune": entite.commune_id or ""}


def _pedagogique(request: Requete, demande: Demande) -> dict[str, Any]:
    return {"lignes": pieces_pedagogiques(demande, le=request.jour), "form_piece": FormulairePiece()}


def _technique(request: Requete, demande: Demande) -> dict[str, Any]:
    return {"plateformes": pieces_techniques(demande, le=request.jour), "form_piece": FormulairePiece()}


def _suivi(request: Requete, demande: Demande) -> dict[str, Any]:
    return {"suivi": list(suivi_lisible(demande)), "form_message": FormulaireMessage()}


_CONTENUS: dict[str, Callable[[Requete, Demande], dict[str, Any]]] = {
    Onglet.GENERAL: _general,
    Onglet.PEDAGOGIQUE: _pedagogique,
    Onglet.TECHNIQUE: _technique,
    SUIVI: _suivi,
}
