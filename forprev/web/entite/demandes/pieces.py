"""Files and plateformes of a request."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forprev.demandes.actions import pieces, reprises, saisie
from forprev.demandes.models import Demande, Piece, PlateformeDemandee
from forprev.demandes.states import Onglet
from forprev.profils.requete import Requete
from forprev.referentiel.models import Commune
from forprev.referentiel.queries import communes_du_code_postal
from forprev.socle import files
from forprev.socle.raisons import Refus
from forprev.web.commun.choix import ChampCommune, choisir_commune
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.versions import version_postee
from forprev.web.entite.demandes.page import FormulairePiece, PieceRefusee, afficher, ancre, demande_de


@require_POST
def deposer(request: Requete, numero: int, code: str) -> HttpResponse:
    """Give a file for a piece of the tab; `plateforme` names the one it is for [DEM-07, DEM-08]."""
    demande = demande_de(request, numero)
    plateforme = _plateforme(demande, request.POST.get("plateforme", ""))
    onglet = Onglet.TECHNIQUE if plateforme else Onglet.PEDAGOGIQUE
    site = plateforme.pk if plateforme else None
    formulaire = FormulairePiece(request.POST, request.FILES, auto_id=f"id_{ancre(code, site)}_%s")
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            pieces.deposer(
                par=request.acteur,
                le=request.le,
                demande=demande,
                code=code,
                televersement=formulaire.cleaned_data["fichier"],
                plateforme=plateforme,
            )
            messages.success(request, "Le fichier est déposé.")
            return _vers_la_piece(demande, onglet, ancre(code, site))
    return afficher(request, demande, onglet, statut=422, refusee=PieceRefusee(code, site, formulaire))


def _vers_la_piece(demande: Demande, onglet: str, ici: str) -> HttpResponse:
    return redirect(f"{reverse('demande_onglet', args=[demande.pk, onglet])}#{ici}")


@require_POST
def reprendre(request: Requete, numero: int, code: str) -> HttpResponse:
    """*Reprendre la pièce précédente*: the files of the last granted request, given again [DEM-19]."""
    demande = demande_de(request, numero)
    plateforme = _plateforme(demande, request.POST.get("plateforme", ""))
    try:
        reprises.reprendre(par=request.acteur, le=request.le, demande=demande, code=code, plateforme=plateforme)
    except Refus as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, "La pièce précédente est reprise.")
    onglet = Onglet.TECHNIQUE if plateforme else Onglet.PEDAGOGIQUE
    return _vers_la_piece(demande, onglet, ancre(code, plateforme.pk if plateforme else None))


@require_POST
def retirer(request: Requete, numero: int, piece_id: int) -> HttpResponse:
    """Take a file back while it can be."""
    demande = demande_de(request, numero)
    piece = _piece(demande, piece_id)
    try:
        pieces.retirer(par=request.acteur, le=request.le, demande=demande, piece=piece)
    except Refus as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, "Le fichier est retiré.")
    if demande.est_administrative:
        return redirect("demande_entite", numero)
    return redirect("demande_onglet", numero, Onglet.TECHNIQUE if piece.plateforme_id else Onglet.PEDAGOGIQUE)


@require_safe
def telecharger(request: Requete, numero: int, piece_id: int) -> HttpResponse:
    """The file, after the same check as its page [RGP-08]."""
    piece = _piece(demande_de(request, numero), piece_id)
    return piece_jointe(files.lire(piece.fichier), nom=piece.nom, type_mime=piece.type_mime)


@require_safe
def courrier(request: Requete, numero: int, courrier_id: int) -> HttpResponse:
    """The letter of the decision, readable in the request [DEM-12]."""
    lettre = demande_de(request, numero).courriers.filter(pk=courrier_id).first()
    if lettre is None:
        raise Http404
    return piece_jointe(files.lire(lettre.fichier), nom=f"Forprev {lettre.numero}.pdf", type_mime="application/pdf")


def _piece(demande: Demande, cle: int) -> Piece:
    piece = demande.pieces.filter(pk=cle).first()
    if piece is None:
        raise Http404
    return piece


def _plateforme(demande: Demande, cle: str) -> PlateformeDemandee | None:
    if not cle:
        return None
    trouvee = demande.plateformes.filter(pk=int(cle)).first() if cle.isdecimal() and len(cle) < 10 else None
    if trouvee is None:
        raise Http404
    return trouvee


class FormulairePlateforme(FormulaireForprev):
    """A plateforme and its address [DEM-08]."""

    nom = forms.CharField(label="Nom de la plateforme", max_length=120)
    adresse = forms.CharField(label="Adresse", max_length=200)
    code_postal = forms.CharField(label="Code postal", max_length=5)
    commune = ChampCommune(label="Ville")

    def __init__(self, data: Any = None, *, plateforme: PlateformeDemandee | None = None) -> None:
        super().__init__(data, initial=_initial(plateforme) if plateforme else None)
        champ = self.fields["commune"]
        assert isinstance(champ, ChampCommune)
        champ.proposer(self._communes(), lambda commune: commune.nom)

    def _communes(self) -> list[Commune]:
        code = str(self["code_postal"].value() or "").strip()
        return communes_du_code_postal(code) if code else []

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if propre.get("code_postal") and not propre.get("commune") and "commune" not in self.errors:
            choisir_commune(self, propre, self._communes())
        return propre

    def saisie(self) -> saisie.SaisiePlateforme:
        return saisie.SaisiePlateforme(**{nom: self.cleaned_data[nom] for nom in self.fields})


def _initial(plateforme: PlateformeDemandee) -> dict[str, Any]:
    return {nom: getattr(plateforme, nom) for nom in ("nom", "adresse", "code_postal")} | {
        "commune": plateforme.commune_id
    }


@require_http_methods(["GET", "HEAD", "POST"])
def plateforme(request: Requete, numero: int, plateforme_id: int | None = None) -> HttpResponse:
    """Add a plateforme, or change one of the request's own."""
    demande = demande_de(request, numero)
    ligne = _plateforme(demande, str(plateforme_id)) if plateforme_id is not None else None
    formulaire = FormulairePlateforme(request.POST or None, plateforme=ligne)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            saisie.ecrire_plateforme(
                par=request.acteur,
                le=request.le,
                demande=demande,
                version=version_postee(request),
                saisie=formulaire.saisie(),
                plateforme=ligne,
            )
            messages.success(request, "La plateforme est enregistrée.")
            return redirect("demande_onglet", numero, Onglet.TECHNIQUE)
    contexte = {"demande": demande, "formulaire": formulaire, "plateforme": ligne}
    statut = 422 if request.method == "POST" else 200
    return render(request, "web/entite/demandes/plateforme.html", contexte, status=statut)


@require_http_methods(["GET", "HEAD", "POST"])
def retirer_plateforme(request: Requete, numero: int, plateforme_id: int) -> HttpResponse:
    """Ask, then take a plateforme and its pieces out of the request."""
    demande = demande_de(request, numero)
    ligne = _plateforme(demande, str(plateforme_id))
    if request.method != "POST" or ligne is None:
        return render(request, "web/entite/demandes/plateforme_retirer.html", {"demande": demande, "plateforme": ligne})
    try:
        saisie.retirer_plateforme(
            par=request.acteur, le=request.le, demande=demande, version=version_postee(request), plateforme=ligne
        )
    except Refus as refus:
        messages.warning(request, str(refus))
    return redirect("demande_onglet", numero, Onglet.TECHNIQUE)
