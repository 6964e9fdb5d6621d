"""Delays and short texts of the reference data, edited by the INRS: a new value from a day on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from forprev.comptes.states import Profil
from forprev.profils.requete import Requete
from forprev.referentiel.actions import modifier_texte, modifier_valeur, retirer_valeur
from forprev.referentiel.catalogue import DELAIS, TEXTES
from forprev.referentiel.models import ValeurReference
from forprev.referentiel.queries import suivi_delai, suivi_delais, suivi_texte, suivi_textes
from forprev.socle.dates import longue
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import pour
from forprev.web.reseau.referentiel import lire_ou_ecrire, saisie, statut
from forprev.web.reseau.referentiel_forms import FormulaireTexte, FormulaireValeur


@require_safe
@pour(Profil.INRS)
def delais(request: Requete) -> HttpResponse:
    """`/referentiel/delais/`: every delay by family, then the short texts."""
    familles = [(famille.value, famille.name.lower(), suivis) for famille, suivis in suivi_delais(request.jour).items()]
    contexte = {"familles": familles, "textes": suivi_textes(request.jour)}
    return render(request, "web/reseau/referentiel/delais.html", contexte)


@lire_ou_ecrire
@pour(Profil.INRS)
def delai(request: Requete, code: str) -> HttpResponse:
    """`/referentiel/delais/<code>/`: its values, past and to come, and a new one inside its bounds."""
    if code not in DELAIS:
        raise Http404
    formulaire = FormulaireValeur(saisie(request), delai=DELAIS[code])
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            ligne = modifier_valeur(code=code, par=request.acteur, le=request.le, **formulaire.cleaned_data)
            messages.success(request, f"La nouvelle valeur vaut à partir du {longue(ligne.du)}.")
            return redirect("referentiel_delai", code)
    contexte = {"suivi": suivi_delai(code, request.jour), "formulaire": formulaire}
    return render(request, "web/reseau/referentiel/delai.html", contexte, status=statut(formulaire))


@require_POST
@pour(Profil.INRS)
def retirer(request: Requete, pk: int) -> HttpResponse:
    """`/referentiel/valeurs/<pk>/retrait/`: take back a value not yet in force."""
    valeur = get_object_or_404(ValeurReference, pk=pk)
    code = valeur.code
    try:
        retirer_valeur(valeur=valeur, par=request.acteur, le=request.le)
        messages.success(request, "La valeur à venir est retirée.")
    except Refus as refus:
        messages.error(request, str(refus))
    return redirect("referentiel_delai", code)


@lire_ou_ecrire
@pour(Profil.INRS)
def texte(request: Requete, code: str) -> HttpResponse:
    """`/referentiel/textes/<code>/`: its contents, past and to come, and a new one."""
    if code not in TEXTES:
        raise Http404
    formulaire = FormulaireTexte(saisie(request), texte=TEXTES[code])
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            ligne = modifier_texte(code=code, par=request.acteur, le=request.le, **formulaire.cleaned_data)
            messages.success(request, f"Le nouveau texte vaut à partir du {longue(ligne.du)}.")
            return redirect("referentiel_texte", code)
    contexte = {"suivi": suivi_texte(code, request.jour), "formulaire": formulaire}
    return render(request, "web/reseau/referentiel/texte.html", contexte, status=statut(formulaire))
