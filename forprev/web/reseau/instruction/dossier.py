"""The file: the entity's pieces beside the checks of the phase, and everything that can be done to it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.comptes.models import Acteur
from forprev.demandes.actions.complements import complement_ouvert, onglets_a_rouvrir
from forprev.demandes.actions.fiches import fiche_de
from forprev.demandes.models import Demande, DemandeQuerySet, Seance
from forprev.demandes.perms import peut, peut_instruire
from forprev.demandes.queries.etapes import etapes
from forprev.demandes.queries.reseau import (
    dossiers_de,
    instructeurs,
    pieces_pedagogiques,
    pieces_techniques,
    suivi_complet,
    verifications_de,
)
from forprev.demandes.rules.entite import differences
from forprev.demandes.states import LIBELLES_MAINS, Action, Etat, Partie, Phase, TypeDemande
from forprev.profils.requete import Requete
from forprev.referentiel.models import Caisse
from forprev.socle import files
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.objets import objet_ou_404
from forprev.web.reseau.instruction.formulaires import (
    FormulaireAffectation,
    FormulaireAvis,
    FormulaireComplements,
    FormulaireMotif,
    FormulaireNote,
    FormulaireSeance,
    FormulaireTransfert,
)


def dossier_de(request: Requete, numero: int) -> Demande:
    """The file, if the active profile may see it; else 404 or the offer to switch [DEM-15, ACC-22]."""
    return objet_ou_404(request, _visibles, pk=numero)


def _visibles(acteur: Acteur) -> DemandeQuerySet:
    return dossiers_de(acteur).select_related(
        *("entite__commune__departement__caisse", "dispositif_niveau__dispositif", "habilitation", "seance"),
        *("affectee_a", "attend", "caisse", "dernier_intervenant"),
    )


@require_safe
def dossier(request: Requete, numero: int) -> HttpResponse:
    """`/instruction/<n>/`."""
    return afficher(request, dossier_de(request, numero))


def afficher(request: Requete, demande: Demande, *, statut: int = 200, **formulaires: Any) -> HttpResponse:
    """The file, with the forms of what can be done now; a refused one is shown again as typed."""
    contexte = {
        "demande": demande,
        "mains": LIBELLES_MAINS[demande.mains] if demande.mains else "",
        "etapes": etapes(demande, le=request.jour),
        "fiche": fiche_de(demande),
        "differences": _differences(demande),
        "pedagogiques": pieces_pedagogiques(demande, le=request.jour),
        "techniques": pieces_techniques(demande, le=request.jour),
        "administratives": list(demande.pieces.filter(plateforme=None)) if demande.est_administrative else [],
        "verifications": verifications_de(demande),
        "suivi": list(suivi_complet(demande)),
        "complement": complement_ouvert(demande),
        "courriers": list(demande.courriers.all()),
        "instruit": peut_instruire(request.acteur),
        **_possibles(request, demande),
        **_formulaires(request, demande),
        **formulaires,
    }
    return render(request, "web/reseau/instruction/dossier.html", contexte, status=statut)


def _possibles(request: Requete, demande: Demande) -> dict[str, bool]:
    """What the table of this life lets the active profile do now [DEM-24]."""
    instruit = peut_instruire(request.acteur)
    en_main = demande.mains == Partie.CAISSE and demande.etat != Etat.SOUMISE
    au_dernier = demande.genre == TypeDemande.PLATEFORME and demande.phase == Phase.TECHNIQUE
    return {
        "peut_affecter": instruit and demande.est_ouverte,
        "peut_passer": peut(request.acteur, Action.PASSER_PHASE, demande)
        and demande.phase != Phase.AVIS
        and not au_dernier,
        "peut_demander": peut(request.acteur, Action.DEMANDER_COMPLEMENTS, demande),
        "peut_retirer": peut(request.acteur, Action.RETIRER_COMPLEMENTS, demande),
        "peut_classer": peut(request.acteur, Action.CLASSER, demande),
        "peut_avis": instruit and en_main and demande.phase == Phase.AVIS,
        "peut_inscrire": peut(request.acteur, Action.INSCRIRE, demande) and bool(demande.avis),
        "peut_reprendre": peut(request.acteur, Action.REPRENDRE, demande),
        "peut_valider": peut(request.acteur, Action.VALIDER, demande),
        "peut_trancher": au_dernier and peut(request.acteur, Action.ACCORDER, demande),
        "peut_refuser": peut(request.acteur, Action.REFUSER, demande) and (demande.est_administrative or au_dernier),
        "peut_transferer": instruit and demande.est_ouverte,
    }


def _formulaires(request: Requete, demande: Demande) -> dict[str, Any]:
    seances = list(Seance.objects.filter(close_le=None).order_by("jour"))
    personnes = list(instructeurs(demande.caisse_id))
    return {
        "form_affectation": FormulaireAffectation(instructeurs=personnes, numeros=[demande.pk]),
        "form_complements": FormulaireComplements(onglets=onglets_a_rouvrir(demande)),
        "form_avis": FormulaireAvis(),
        "form_seance": FormulaireSeance(seances=seances),
        "form_refus": FormulaireMotif(),
        "form_classement": FormulaireMotif(),
        "form_transfert": FormulaireTransfert(caisses=list(Caisse.objects.exclude(pk=demande.caisse_id))),
        "form_note": FormulaireNote(),
    }


def _differences(demande: Demande) -> list[Any]:
    """Old and new values side by side, for the instructed fields only [ENT-09]."""
    entite = demande.entite
    actuelles = {champ: getattr(entite, champ, "") for champ in demande.proposition}
    return differences(actuelles | {"commune": entite.commune_id or ""}, demande.proposition)


@require_safe
def piece(request: Requete, numero: int, piece_id: int) -> HttpResponse:
    """A file of the request, after the same check as its page [RGP-08]."""
    trouvee = dossier_de(request, numero).pieces.filter(pk=piece_id).first()
    if trouvee is None:
        raise Http404
    return piece_jointe(files.lire(trouvee.fichier), nom=trouvee.nom, type_mime=trouvee.type_mime)


@require_safe
def courrier(request: Requete, numero: int, courrier_id: int) -> HttpResponse:
    """A letter of the file."""
    trouve = dossier_de(request, numero).courriers.filter(pk=courrier_id).first()
    if trouve is None:
        raise Http404
    return piece_jointe(files.lire(trouve.fichier), nom=f"Forprev {trouve.numero}.pdf", type_mime="application/pdf")
