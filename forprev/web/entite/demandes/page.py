"""A request: its tabs, its stepper, its panel [DEM-07, DEM-09]."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from forprev.comptes.models import Acteur
from forprev.demandes.actions.complements import complement_ouvert
from forprev.demandes.actions.fiches import ATTESTATION, fiche_de
from forprev.demandes.models import Demande, DemandeQuerySet
from forprev.demandes.models.faits import plateforme_requise
from forprev.demandes.perms import peut, peut_copier, peut_demander, peut_ecrire
from forprev.demandes.queries.entite import (
    LignePiece,
    demandes_de,
    pieces_pedagogiques,
    pieces_techniques,
    suivi_lisible,
)
from forprev.demandes.queries.etapes import etapes
from forprev.demandes.states import LIBELLES_ONGLET, Action, Etat, Onglet
from forprev.profils.requete import Requete
from forprev.referentiel.models import Commune
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.objets import objet_ou_404
from forprev.web.entite.demandes.presentation import EXPLICATIONS, changements, ensuite, mains_depuis, siret_lisible

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
    """One file for a piece; the tab says once what a file may be."""

    fichier = ChampFichier(label="Fichier", help_text="")


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


@dataclass(frozen=True, slots=True)
class PieceRefusee:
    """The form of a file that was refused, and the piece it was for: the error stands beside it."""

    code: str
    plateforme: int | None
    formulaire: FormulairePiece


def afficher(
    request: Requete,
    demande: Demande,
    actif: str,
    *,
    statut: int = 200,
    refusee: PieceRefusee | None = None,
    **suite: Any,
) -> HttpResponse:
    """The page of a tab, with what every tab shows."""
    complement = complement_ouvert(demande)
    phases = etapes(demande, le=request.jour) if demande.deposee_le or demande.est_ouverte else []
    contexte = {
        "demande": demande,
        "onglet": actif,
        "onglets": [(nom, _libelle(nom)) for nom in onglets_de(demande, request)],
        "etapes": phases,
        "ensuite": ensuite(phases),
        "mains": mains_depuis(demande, request.jour),
        "explication": EXPLICATIONS[Etat(demande.etat)],
        "complement": complement,
        "a_reprendre": [(nom, _libelle(nom)) for nom in complement.onglets] if complement else [],
        "ouvert": peut_ecrire(request.acteur, demande) and (complement is None or actif in complement.onglets),
        "refusee": refusee,
        "cle": uuid.uuid4(),
        **_boutons(request, demande),
        "manques": [],
        **_CONTENUS[actif](request, demande, refusee),
        **suite,
    }
    return render(request, f"web/entite/demandes/onglet_{actif}.html", contexte, status=statut)


def _boutons(request: Requete, demande: Demande) -> dict[str, bool]:
    return {
        "peut_soumettre": peut(request.acteur, Action.SOUMETTRE, demande),
        "peut_repondre": peut(request.acteur, Action.REPONDRE, demande),
        "peut_abandonner": peut(request.acteur, Action.ABANDONNER, demande),
        "peut_copier": peut_copier(request.acteur, demande),
        "peut_demander": peut_demander(request.acteur),
    }


def _libelle(nom: str) -> str:
    return "Suivi" if nom == SUIVI else LIBELLES_ONGLET[Onglet(nom)]


def _general(request: Requete, demande: Demande, refusee: PieceRefusee | None) -> dict[str, Any]:
    fiche = fiche_de(demande)
    commune = Commune.objects.filter(pk=fiche.commune).first() if fiche.commune else None
    return {
        "fiche": fiche,
        "siret": siret_lisible(fiche.siret),
        "ville": commune.nom if commune else fiche.ville_libre,
        "changements": changements(demande) if demande.est_administrative else [],
        "courriers": list(demande.courriers.all()),
        "attestations": list(demande.pieces.filter(code=ATTESTATION)) if demande.est_administrative else [],
    }


def _pedagogique(request: Requete, demande: Demande, refusee: PieceRefusee | None) -> dict[str, Any]:
    lignes = pieces_pedagogiques(demande, le=request.jour)
    return {
        "lignes": _avec_formulaires(lignes, None, refusee),
        "des_obligatoires": any(ligne.exigee.obligatoire for ligne in lignes),
    }


def _technique(request: Requete, demande: Demande, refusee: PieceRefusee | None) -> dict[str, Any]:
    plateformes = pieces_techniques(demande, le=request.jour)
    return {"plateformes": [(site, _avec_formulaires(lignes, site.pk, refusee)) for site, lignes in plateformes]}


def _avec_formulaires(
    lignes: Iterable[LignePiece], plateforme: int | None, refusee: PieceRefusee | None
) -> list[tuple[LignePiece, str, FormulairePiece]]:
    """Each piece with its anchor and the form of its next file, the refused one where it belongs."""
    return [
        (
            ligne,
            ancre(ligne.exigee.code, plateforme),
            refusee.formulaire
            if refusee and (refusee.code, refusee.plateforme) == (ligne.exigee.code, plateforme)
            else FormulairePiece(auto_id=f"id_{ancre(ligne.exigee.code, plateforme)}_%s"),
        )
        for ligne in lignes
    ]


def ancre(code: str, plateforme: int | None) -> str:
    """Where a piece stands in its tab; what is missing leads there [DEM-02]."""
    return f"plateforme-{plateforme}-{code}" if plateforme else f"piece-{code}"


def _suivi(request: Requete, demande: Demande, refusee: PieceRefusee | None) -> dict[str, Any]:
    return {"suivi": list(suivi_lisible(demande)), "form_message": FormulaireMessage()}


_CONTENUS: dict[str, Callable[[Requete, Demande, PieceRefusee | None], dict[str, Any]]] = {
    Onglet.GENERAL: _general,
    Onglet.PEDAGOGIQUE: _pedagogique,
    Onglet.TECHNIQUE: _technique,
    SUIVI: _suivi,
}
