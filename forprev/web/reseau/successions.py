"""Successors that a caisse appoints when no gestionnaire of an entity can act any more [ACC-19]."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from forprev.comptes.states import Profil
from forprev.entites.models import Membre, Succession
from forprev.entites.queries import gestionnaires
from forprev.entites.states import LIBELLES_SUCCESSION, ActionSuccession, EtatSuccession
from forprev.personnes.actions.successions import (
    chercher_successeur,
    faits_decision,
    nommer,
    raisons_de_nommer,
    refuser,
)
from forprev.personnes.rules.successions import raisons_decision
from forprev.profils.requete import Requete
from forprev.socle import files
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.listes import lister
from forprev.web.commun.objets import objet_ou_404

TONS = {EtatSuccession.DEMANDEE: "attention", EtatSuccession.NOMMEE: "succes", EtatSuccession.REFUSEE: "neutre"}
TRIS = {"date": ["demandee_le"], "numero": ["pk"], "entite": ["entite__raison_tri"], "etat": ["etat", "demandee_le"]}


class FiltreSuccessions(FormulaireForprev):
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous"), *((etat.value, libelle) for etat, libelle in LIBELLES_SUCCESSION.items())],
    )

    @property
    def etat_voulu(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("etat", ""))


class ChampPartants(forms.ModelMultipleChoiceField):
    """The gestionnaires in place, to tick; named as the caisse knows them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Membre) -> str:
        return f"{obj.personne.nom_complet}, N°\u00a0{obj.personne.numero}"


class FormulaireNommer(FormulaireForprev):
    partants = ChampPartants(label="Gestionnaires qui ne peuvent plus agir", queryset=None, required=False)

    def __init__(self, *args: Any, succession: Succession, **kwargs: Any) -> None:
        en_place = gestionnaires(succession.entite) if succession.entite else Membre.objects.none()
        kwargs.setdefault("initial", {"partants": en_place})
        super().__init__(*args, **kwargs)
        self.fields["partants"].queryset = en_place  # type: ignore[attr-defined]


class FormulaireRefuser(FormulaireForprev):
    motif = forms.CharField(label="Motif du refus", max_length=2000, widget=forms.Textarea({"rows": 4}))


@require_safe
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def liste(request: Requete) -> HttpResponse:
    """`/reseau/successions/`: the requests of the caisse; those to examine unless the address asks for others."""
    filtre = FiltreSuccessions({"etat": EtatSuccession.DEMANDEE.value, **request.GET.dict()})
    lignes = _visibles(request).filter(**({"etat": filtre.etat_voulu} if filtre.etat_voulu else {}))
    page = lister(request, lignes, tris=TRIS, defaut="date")
    contexte = {"filtre": filtre, "criteres": criteres_actifs(request, filtre), "tons": TONS, **page.contexte()}
    return render(request, "web/reseau/successions/liste.html", contexte)


@require_safe
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def fiche(request: Requete, pk: int) -> HttpResponse:
    """`/reseau/successions/<n>/`: the file, its letters, and the decision."""
    return _fiche(request, _succession(request, pk))


@require_safe
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def lettre(request: Requete, pk: int, lettre_pk: int) -> HttpResponse:
    """A letter, behind the same check as its file [RGP-08]."""
    deposee = get_object_or_404(_succession(request, pk).lettres, pk=lettre_pk)
    try:
        contenu = files.lire(deposee.chemin)
    except FileNotFoundError as erreur:
        raise Http404 from erreur
    return piece_jointe(contenu, nom=deposee.nom_fichier, type_mime=deposee.type_mime)


@require_POST
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def nomination(request: Requete, pk: int) -> HttpResponse:
    """*Nommer*."""
    succession = _succession(request, pk)
    formulaire = FormulaireNommer(request.POST, succession=succession)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            partants = [membre.pk for membre in formulaire.cleaned_data["partants"]]
            nommer(par=request.acteur, succession_id=pk, partants=partants, le=request.le)
            messages.success(request, f"{succession.successeur_nomme} est gestionnaire. Chacun en est prévenu.")
            return redirect("reseau_succession", pk)
    return _fiche(request, _succession(request, pk), nommer=formulaire)


@require_POST
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def refus(request: Requete, pk: int) -> HttpResponse:
    """*Refuser*, with a reason."""
    _succession(request, pk)
    formulaire = FormulaireRefuser(request.POST)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            refuser(par=request.acteur, succession_id=pk, motif=formulaire.cleaned_data["motif"], le=request.le)
            messages.success(request, "La demande est refusée. La personne qui l’a faite en est prévenue.")
            return redirect("reseau_succession", pk)
    return _fiche(request, _succession(request, pk), refuser=formulaire)


def _visibles(request: Requete) -> Any:
    return Succession.objects.visibles_par(request.acteur).select_related("entite__commune__departement__caisse")


def _succession(request: Requete, pk: int) -> Succession:
    def visibles(acteur: Any) -> Any:
        succession = Succession.objects.visibles_par(acteur)
        return succession.select_related("entite__commune__departement__caisse", "successeur", "decidee_par")

    return objet_ou_404(request, visibles, pk=pk)


def _fiche(request: Requete, succession: Succession, **envoyes: FormulaireForprev) -> HttpResponse:
    """The file as it now stands; with the form that was refused, if any."""
    faits = faits_decision(request.acteur, succession)
    contexte = {
        "succession": succession,
        "ton": TONS[EtatSuccession(succession.etat)],
        "lettres": succession.lettres.order_by("deposee_le", "pk"),
        "contestations": succession.contestations.select_related("personne"),
        "trouve": chercher_successeur(succession),
        "nommees": _nommees_depuis(succession),
        "empechements": raisons_decision(faits, ActionSuccession.REFUSER),
        "raisons": raisons_de_nommer(succession, request.jour),
        "nommer": envoyes.get("nommer") or FormulaireNommer(succession=succession),
        "refuser": envoyes.get("refuser") or FormulaireRefuser(),
    }
    return render(request, "web/reseau/successions/fiche.html", contexte, status=422 if envoyes else 200)


def _nommees_depuis(succession: Succession) -> Any:
    """Another successor appointed for the same entity since this was asked: the caisse should know."""
    autres = Succession.objects.filter(entite=succession.entite_id, etat=EtatSuccession.NOMMEE)
    return autres.exclude(pk=succession.pk).filter(decidee_le__gte=succession.demandee_le).order_by("decidee_le", "pk")
