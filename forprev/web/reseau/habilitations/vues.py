"""`/reseau/habilitations/`: search, sheet, suspend, lift, withdraw, prolong [HAB-05, HAB-09]."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.actions import mesures
from forprev.demandes.models import Courrier
from forprev.habilitations.models import Habilitation, HabilitationQuerySet
from forprev.habilitations.queries import etat_du_jour, toutes
from forprev.habilitations.states import LIBELLES, EtatDuJour
from forprev.profils.requete import Requete
from forprev.socle import files
from forprev.socle.text import accorder, cle_de_tri
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.listes import lister
from forprev.web.commun.objets import objet_ou_404
from forprev.web.reseau.habilitations.formulaires import (
    FiltreHabilitations,
    FormulaireLevee,
    FormulaireProlongation,
    FormulaireProlongationDeTout,
    FormulaireRetrait,
    FormulaireSuspension,
)

TRIS = {
    "entite": ["entite__raison_tri"],
    "dispositif": ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau"],
    "numero": ["numero"],
    "fin": ["dernier_jour"],
}
TONS = {
    EtatDuJour.ACTIVE: "succes",
    EtatDuJour.A_VENIR: "info",
    EtatDuJour.SUSPENDUE: "attention",
    EtatDuJour.RETIREE: "danger",
}
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Every right that the profile may see: the caisse's own, all for the INRS and the commission."""
    filtre = FiltreHabilitations(request.GET)
    affichee = lister(request, _filtrer(request, toutes(request.acteur), filtre).avec_faits(), tris=TRIS, defaut="fin")
    contexte = {
        "filtre": filtre,
        "criteres": criteres_actifs(request, filtre),
        "lignes": [(h, *_etat(h, request)) for h in affichee.page.object_list],
        "prolonge": request.acteur.profil == Profil.INRS,
        **affichee.contexte(),
    }
    return render(request, "web/reseau/habilitations/liste.html", contexte)


def _etat(habilitation: Habilitation, request: Requete) -> tuple[str, str]:
    """The word and the tone of the state of the day."""
    etat = etat_du_jour(habilitation.faits, request.jour)
    return LIBELLES[etat], TONS.get(etat, "neutre")


def _filtrer(request: Requete, lignes: HabilitationQuerySet, filtre: FiltreHabilitations) -> HabilitationQuerySet:
    if not filtre.is_valid():
        return lignes
    propre = filtre.cleaned_data
    if propre["niveau"]:
        lignes = lignes.filter(dispositif_niveau=propre["niveau"])
    if propre["etat"]:
        lignes = lignes.actives(request.jour)
    if propre["etat"] == EtatDuJour.SUSPENDUE:
        en_cours = Q(suspensions__au__isnull=True) | Q(suspensions__au__gte=request.jour)
        lignes = lignes.filter(en_cours, suspensions__du__lte=request.jour).distinct()
    if propre["texte"]:
        debut = cle_de_tri(propre["texte"])
        lignes = lignes.filter(Q(numero__istartswith=propre["texte"]) | Q(entite__raison_tri__contains=debut))
    return lignes


def _visibles(acteur: Acteur) -> HabilitationQuerySet:
    return toutes(acteur).avec_faits()


@require_safe
def fiche(request: Requete, pk: int) -> HttpResponse:
    """The sheet of a right: its periods, suspensions, plateformes, letters, and what the INRS can do."""
    return _page(request, objet_ou_404(request, _visibles, pk=pk))


def _page(request: Requete, habilitation: Habilitation, *, statut: int = 200, **formulaires: Any) -> HttpResponse:
    libelle, ton = _etat(habilitation, request)
    contexte = {
        "habilitation": habilitation,
        "etat": libelle,
        "ton": ton,
        "periodes": list(habilitation.periodes.all()),
        "suspensions": list(habilitation.suspensions.all()),
        "a_lever": [s for s in habilitation.suspensions.all() if s.au is None or s.au >= request.jour],
        "plateformes": list(habilitation.plateformes.select_related("commune")),
        "courriers": list(habilitation.courriers.all()),
        "decide": request.acteur.profil == Profil.INRS,
        "form_suspension": FormulaireSuspension(),
        "form_retrait": FormulaireRetrait(),
        "form_prolongation": FormulaireProlongation(),
        "form_levee": FormulaireLevee(),
        **formulaires,
    }
    return render(request, "web/reseau/habilitations/fiche.html", contexte, status=statut)


def _agir(
    request: Requete, pk: int, formulaire: FormulaireForprev, nom: str, acte: Callable[[Habilitation], Courrier]
) -> HttpResponse:
    """Judge the form, do the act, go back to the sheet; a refusal is shown with the form as typed."""
    habilitation = objet_ou_404(request, _visibles, pk=pk)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            courrier = acte(habilitation)
            messages.success(request, f"C’est fait\u00a0: le courrier n°\u00a0{courrier.numero} est envoyé.")
            return redirect("reseau_habilitation", pk)
    return _page(request, habilitation, statut=422, **{nom: formulaire})


def suspendre(request: Requete, pk: int) -> HttpResponse:
    formulaire = FormulaireSuspension(request.POST)

    def acte(habilitation: Habilitation) -> Courrier:
        return mesures.suspendre(
            par=request.acteur, le=request.le, habilitation=habilitation, **formulaire.cleaned_data
        )

    return _agir(request, pk, formulaire, "form_suspension", acte)


def lever(request: Requete, pk: int, suspension_id: int) -> HttpResponse:
    formulaire = FormulaireLevee(request.POST)

    def acte(habilitation: Habilitation) -> Courrier:
        suspension = habilitation.suspensions.filter(pk=suspension_id).select_related("habilitation").first()
        if suspension is None:
            raise Http404
        motif = formulaire.cleaned_data["motif"]
        return mesures.lever(par=request.acteur, le=request.le, suspension=suspension, motif=motif)

    return _agir(request, pk, formulaire, "form_levee", acte)


def retirer(request: Requete, pk: int) -> HttpResponse:
    formulaire = FormulaireRetrait(request.POST)

    def acte(habilitation: Habilitation) -> Courrier:
        propre = formulaire.cleaned_data
        return mesures.retirer(
            par=request.acteur,
            le=request.le,
            habilitation=habilitation,
            date_retrait=propre["jour"],
            motif=propre["motif"],
        )

    return _agir(request, pk, formulaire, "form_retrait", acte)


def prolonger(request: Requete, pk: int) -> HttpResponse:
    formulaire = FormulaireProlongation(request.POST)

    def acte(habilitation: Habilitation) -> Courrier:
        return mesures.prolonger(
            par=request.acteur, le=request.le, habilitation=habilitation, **formulaire.cleaned_data
        )

    return _agir(request, pk, formulaire, "form_prolongation", acte)


@lire_ou_ecrire
def prolonger_tout(request: Requete) -> HttpResponse:
    """`/reseau/habilitations/prolonger/`: every right of a dispositif/niveau; first how many, then the act [HAB-09]."""
    formulaire = FormulaireProlongationDeTout(request.POST or None)
    nombre = None
    if request.method == "POST" and formulaire.is_valid():
        propre = formulaire.cleaned_data
        nombre = mesures.prolongeables(propre["niveau"], le=request.jour, fin=propre["fin"]).count()
        if "confirmer" in request.POST:
            with formulaire.refus_en_erreurs():
                return _tout_prolonger(request, propre)
    contexte = {"formulaire": formulaire, "nombre": nombre}
    statut = 422 if formulaire.errors else 200
    return render(request, "web/reseau/habilitations/prolonger_tout.html", contexte, status=statut)


def _tout_prolonger(request: Requete, propre: dict[str, Any]) -> HttpResponse:
    courriers = mesures.prolonger_tout(par=request.acteur, le=request.le, jour=request.jour, **propre)
    fait = accorder(len(courriers), "habilitation prolongée", "habilitations prolongées")
    messages.success(request, f"{fait}\u00a0: les courriers partent.")
    return redirect("reseau_habilitations")


@require_safe
def courrier(request: Requete, pk: int, courrier_id: int) -> HttpResponse:
    """A letter about the right, as it was sent."""
    lettre = objet_ou_404(request, _visibles, pk=pk).courriers.filter(pk=courrier_id).first()
    if lettre is None:
        raise Http404
    return piece_jointe(files.lire(lettre.fichier), nom=f"Forprev {lettre.numero}.pdf", type_mime="application/pdf")
