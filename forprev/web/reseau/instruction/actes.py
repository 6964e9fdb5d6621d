"""What the caisse does to a file: each act is a form of the file's page, sent to an address of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from forprev.demandes.actions import administratif, complements, instruction, plateformes, seances
from forprev.demandes.actions.commun import EtatRefuse
from forprev.demandes.models import Demande, Seance
from forprev.demandes.queries.reseau import instructeurs
from forprev.profils.requete import Requete
from forprev.referentiel.models import Caisse
from forprev.socle.raisons import Refus
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.versions import version_postee
from forprev.web.reseau.instruction.dossier import afficher, dossier_de, onglets_a_rouvrir
from forprev.web.reseau.instruction.formulaires import (
    FormulaireAffectation,
    FormulaireAvis,
    FormulaireComplements,
    FormulaireMotif,
    FormulaireNote,
    FormulaireSeance,
    FormulaireTransfert,
    FormulaireVerification,
)

Acte = Callable[..., Any]


def _bases(request: Requete, demande: Demande) -> dict[str, Any]:
    """What every action needs, the version that was read included [DEM-16]."""
    return {"par": request.acteur, "le": request.le, "demande": demande, "version": version_postee(request)}


def _faire(
    request: Requete,
    demande: Demande,
    acte: Acte,
    fait: str,
    formulaire: FormulaireForprev | None = None,
    nom: str = "",
) -> HttpResponse:
    """Run the act, then go back to the file; a refusal is shown with the form as typed, or as a message."""
    try:
        acte()
    except EtatRefuse as refus:
        if not refus.deja_fait:
            messages.warning(request, str(refus))
        return redirect("dossier", demande.pk)
    except Refus as refus:
        if formulaire is None:
            messages.warning(request, str(refus))
            return redirect("dossier", demande.pk)
        formulaire.refuser(refus.raisons)
        return afficher(request, dossier_de(request, demande.pk), statut=422, **{nom: formulaire})
    messages.success(request, fait)
    return redirect("dossier", demande.pk)


@require_POST
def affecter(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    personnes = list(instructeurs(demande.caisse_id))
    donnees = request.POST.copy()
    donnees.setlist("numeros", [str(numero)])
    formulaire = FormulaireAffectation(donnees, instructeurs=personnes, numeros=[numero])
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_affectation=formulaire)

    def acte() -> None:
        a = formulaire.cleaned_data["affectee_a"]
        instruction.affecter(par=request.acteur, le=request.le, demandes=[numero], a=a)

    return _faire(request, demande, acte, "Le dossier est confié.", formulaire, "form_affectation")


@require_POST
def verifier(request: Requete, numero: int, verification_id: int) -> HttpResponse:
    """One check of the phase: its result and a comment."""
    demande = dossier_de(request, numero)
    ligne = demande.verifications.filter(pk=verification_id).first()
    formulaire = FormulaireVerification(request.POST)
    if ligne is None:
        raise Http404
    if not formulaire.is_valid():
        messages.warning(request, "Choisissez un résultat pour cette vérification.")
        return redirect("dossier", numero)

    def acte() -> None:
        instruction.verifier(
            par=request.acteur, le=request.le, demande=demande, verification=ligne, **formulaire.cleaned_data
        )

    return _faire(request, demande, acte, "La vérification est notée.")


@require_POST
def passer(request: Requete, numero: int) -> HttpResponse:
    """*Valider la phase*."""
    demande = dossier_de(request, numero)
    acte = partial(instruction.passer_phase, **_bases(request, demande))
    return _faire(request, demande, acte, "La phase est validée.")


@require_POST
def demander(request: Requete, numero: int) -> HttpResponse:
    """*Demander des compléments*."""
    demande = dossier_de(request, numero)
    formulaire = FormulaireComplements(request.POST, onglets=onglets_a_rouvrir(demande))
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_complements=formulaire)
    acte = partial(complements.demander, **_bases(request, demande), **formulaire.cleaned_data)
    return _faire(request, demande, acte, "Les compléments sont demandés.", formulaire, "form_complements")


@require_POST
def retirer(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    acte = partial(complements.retirer, **_bases(request, demande))
    return _faire(request, demande, acte, "La demande de compléments est retirée.")


@require_POST
def classer(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    formulaire = FormulaireMotif(request.POST)
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_classement=formulaire)
    acte = partial(complements.classer, **_bases(request, demande), **formulaire.cleaned_data)
    return _faire(request, demande, acte, "Le dossier est classé sans suite.", formulaire, "form_classement")


@require_POST
def avis(request: Requete, numero: int) -> HttpResponse:
    """*Émettre l’avis*."""
    demande = dossier_de(request, numero)
    formulaire = FormulaireAvis(request.POST)
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_avis=formulaire)

    def acte() -> None:
        motif = formulaire.cleaned_data["motif"]
        instruction.emettre_avis(**_bases(request, demande), avis=formulaire.choisi(), motif=motif)

    return _faire(request, demande, acte, "L’avis est enregistré.", formulaire, "form_avis")


@require_POST
def inscrire(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    formulaire = FormulaireSeance(request.POST, seances=list(Seance.objects.filter(close_le=None)))
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_seance=formulaire)
    acte = partial(instruction.inscrire, **_bases(request, demande), **formulaire.cleaned_data)
    return _faire(request, demande, acte, "Le dossier est inscrit à la séance.", formulaire, "form_seance")


@require_POST
def reprendre(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    acte = partial(seances.reprendre, **_bases(request, demande))
    return _faire(request, demande, acte, "L’instruction reprend à l’avis de la caisse.")


@require_POST
def valider(request: Requete, numero: int) -> HttpResponse:
    """An administrative file, or the plateformes of a request, accepted by the caisse."""
    demande = dossier_de(request, numero)
    accorder = administratif.valider if demande.est_administrative else plateformes.accorder
    acte = partial(accorder, **_bases(request, demande))
    return _faire(request, demande, acte, "La demande est acceptée.")


@require_POST
def refuser(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    formulaire = FormulaireMotif(request.POST)
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_refus=formulaire)
    refus = administratif.refuser if demande.est_administrative else plateformes.refuser
    acte = partial(refus, **_bases(request, demande), **formulaire.cleaned_data)
    return _faire(request, demande, acte, "La demande est refusée.", formulaire, "form_refus")


@require_POST
def transferer(request: Requete, numero: int) -> HttpResponse:
    """*Transférer*: the file may then be out of the instructeur's sight."""
    demande = dossier_de(request, numero)
    formulaire = FormulaireTransfert(request.POST, caisses=list(Caisse.objects.all()))
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_transfert=formulaire)
    try:
        motif = formulaire.cleaned_data["motif"]
        instruction.transferer(**_bases(request, demande), caisse=formulaire.choisie(), motif=motif)
    except Refus as refus:
        formulaire.refuser(refus.raisons)
        return afficher(request, dossier_de(request, numero), statut=422, form_transfert=formulaire)
    messages.success(request, f"Le dossier n°\u00a0{numero} est transféré.")
    return redirect("instruction_a_instruire")


@require_POST
def annoter(request: Requete, numero: int) -> HttpResponse:
    demande = dossier_de(request, numero)
    formulaire = FormulaireNote(request.POST)
    if not formulaire.is_valid():
        return afficher(request, demande, statut=422, form_note=formulaire)

    def acte() -> None:
        instruction.annoter(par=request.acteur, le=request.le, demande=demande, **formulaire.cleaned_data)

    return _faire(request, demande, acte, "Le message est enregistré.", formulaire, "form_note")
