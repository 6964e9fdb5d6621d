"""The queue of the caisse: *À instruire*, *Toutes*, assignment of many [DEM-15]."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forprev.demandes.actions import instruction
from forprev.demandes.models import Demande, DemandeQuerySet
from forprev.demandes.perms import peut_instruire
from forprev.demandes.queries.reseau import a_instruire, avec_limite, dossiers_de, instructeurs
from forprev.profils.requete import Requete
from forprev.socle import clock
from forprev.socle.text import accorder, cle_de_tri
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.listes import Liste, lister
from forprev.web.reseau.instruction.formulaires import FiltreDossiers, FormulaireAffectation

TRIS = {
    "numero": ["pk"],
    "entite": ["entite__raison_tri"],
    "type": ["type"],
    "dispositif": ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau"],
    "phase": ["phase", "etat_depuis"],
    "age": ["deposee_le"],
    "depuis": ["etat_depuis"],
}
lire_ou_affecter = require_http_methods(["GET", "HEAD", "POST"])


@lire_ou_affecter
def a_traiter(request: Requete) -> HttpResponse:
    """`/instruction/a-instruire/`: what is in the hands of the caisse, the oldest first."""
    return _page(request, a_instruire(request.acteur), titre="À instruire")


@lire_ou_affecter
def toutes(request: Requete) -> HttpResponse:
    """`/instruction/`: every file that the profile may see."""
    return _page(request, dossiers_de(request.acteur), titre="Demandes")


def _page(request: Requete, dossiers: DemandeQuerySet, *, titre: str) -> HttpResponse:
    filtre = FiltreDossiers(request.GET)
    affichee = lister(request, _filtrer(request, avec_limite(dossiers), filtre), tris=TRIS, defaut="depuis")
    formulaire = _affectation(request, affichee)
    if request.method == "POST" and formulaire is not None and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            return _affecter(request, formulaire)
    contexte = {
        "titre": titre,
        "filtre": filtre,
        "criteres": criteres_actifs(request, filtre),
        "lignes": [(demande, _age(demande, request.jour)) for demande in affichee.page.object_list],
        "affectation": formulaire,
        "aujourdhui": request.jour,
        **affichee.contexte(),
    }
    statut = 422 if formulaire is not None and formulaire.errors else 200
    return render(request, "web/reseau/instruction/liste.html", contexte, status=statut)


def _affectation(request: Requete, affichee: Liste[Demande]) -> FormulaireAffectation | None:
    """Only those who instruct give files."""
    if not peut_instruire(request.acteur):
        return None
    numeros = [demande.pk for demande in affichee.page.object_list]
    personnes = list(instructeurs(request.acteur.caisse_id))
    return FormulaireAffectation(request.POST or None, instructeurs=personnes, numeros=numeros)


def _affecter(request: Requete, formulaire: FormulaireAffectation) -> HttpResponse:
    faites = instruction.affecter(
        par=request.acteur,
        le=request.le,
        demandes=[int(numero) for numero in formulaire.cleaned_data["numeros"]],
        a=formulaire.cleaned_data["affectee_a"],
    )
    messages.success(request, f"{accorder(len(faites), 'dossier confié', 'dossiers confiés')}.")
    return redirect(request.get_full_path())


def _age(demande: Demande, le: date) -> int:
    """Days since it was filed."""
    return (le - clock.jour(demande.deposee_le)).days if demande.deposee_le else 0


def _filtrer(request: Requete, dossiers: DemandeQuerySet, filtre: FiltreDossiers) -> DemandeQuerySet:
    if not filtre.is_valid():
        return dossiers
    propre: dict[str, Any] = filtre.cleaned_data
    for champ in ("type", "etat"):
        if propre[champ]:
            dossiers = dossiers.filter(**{champ: propre[champ]})
    if propre["affectation"] == "moi":
        dossiers = dossiers.filter(affectee_a=request.acteur.personne_id)
    if propre["affectation"] == "personne":
        dossiers = dossiers.filter(affectee_a=None)
    return _chercher(dossiers, propre["texte"])


def _chercher(dossiers: DemandeQuerySet, texte: str) -> DemandeQuerySet:
    """By number, or by the beginning of a word of the raison sociale."""
    if not texte:
        return dossiers
    if texte.isdecimal() and len(texte) < 10:
        return dossiers.filter(pk=int(texte))
    debut = cle_de_tri(texte)
    mots = Q(entite__raison_tri__startswith=debut) | Q(entite__raison_tri__contains=f" {debut}")
    return dossiers.filter(mots) if debut else dossiers
