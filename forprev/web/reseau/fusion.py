"""*Réunir deux numéros*: choose, look at what will happen, confirm [ACC-14]."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.comptes.models import Personne
from forprev.comptes.states import Profil
from forprev.personnes.actions.comptes import noter_fiche_lue
from forprev.personnes.actions.fusion import Apercu, ApercuPerime, DejaReunis, apercu_de_fusion, reunir
from forprev.personnes.queries.fusion import cote_de_fusion, doublon_de
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import pour
from forprev.web.reseau.fusion_formulaires import FormulaireFusion
from forprev.web.reseau.fusion_presentation import comparaison

LECTEURS = (Profil.ASSISTANCE, Profil.INRS)
RUBRIQUE = "fusion"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@pour(*LECTEURS)
def fusion(request: Requete) -> HttpResponse:
    """`/comptes/fusion/`: two numbers, then what merging them does; a POST of that preview does it.

    Reading it is reading two sheets [RGP-07].
    """
    donnees = request.POST if request.method == "POST" else request.GET
    complet = request.method == "POST" or {"gardee", "absorbee"} <= donnees.keys()
    formulaire = FormulaireFusion(donnees if complet else None, initial=request.GET.dict())
    if not formulaire.is_valid():
        statut = 422 if formulaire.is_bound else 200
        return render(request, "web/reseau/fusion/choix.html", {"formulaire": formulaire}, status=statut)
    if request.method == "POST":
        return _confirmer(request, formulaire)
    return _montrer(request, formulaire)


def _confirmer(request: Requete, formulaire: FormulaireFusion) -> HttpResponse:
    gardee, absorbee = formulaire.paire
    vu = request.POST.get("empreinte", "") or "rien"
    try:
        reunie = reunir(par=request.acteur, le=request.le, gardee=gardee, absorbee=absorbee, vu=vu)
    except DejaReunis as refus:
        messages.error(request, str(refus))
        return redirect("doublons")
    except ApercuPerime as refus:
        messages.warning(request, str(refus))
        return _montrer(request, formulaire, statut=422)
    except Refus:
        return _montrer(request, formulaire, statut=422)
    messages.success(request, _fait(reunie, absorbee))
    return redirect("compte", reunie.numero)


def _fait(gardee: Personne, absorbee: Personne) -> str:
    return (
        f"Les numéros {gardee.numero} et {absorbee.numero} sont réunis\u00a0: les deux ouvrent ce compte, avec son mot "
        "de passe. La personne en est informée par e-mail."
    )


def _montrer(request: Requete, formulaire: FormulaireFusion, *, statut: int = 200) -> HttpResponse:
    """The preview as things are now: whoever confirms it confirms what they read, each time it is read [RGP-07]."""
    gardee, absorbee = formulaire.paire
    for personne in formulaire.paire:
        noter_fiche_lue(par=request.acteur, personne=personne, rubrique=RUBRIQUE, le=request.le)
    apercu = apercu_de_fusion(par=request.acteur, gardee=gardee, absorbee=absorbee, le=request.jour)
    cotes = cote_de_fusion(gardee, request.jour), cote_de_fusion(absorbee, request.jour)
    contexte = {
        "apercu": apercu,
        "lignes": comparaison(*cotes),
        "inverse": adresse_de_fusion(absorbee, gardee),
        "doublon": doublon_de(gardee, absorbee),
        **_confirmation(apercu),
    }
    return render(request, "web/reseau/fusion/apercu.html", contexte, status=statut)


def _confirmation(apercu: Apercu) -> dict[str, Any]:
    return {"gardee": apercu.gardee, "absorbee": apercu.absorbee, "empreinte": apercu.empreinte}


def adresse_de_fusion(gardee: Personne, absorbee: Personne) -> str:
    """The preview of that merge."""
    return f"{reverse('fusion')}?{urlencode({'gardee': gardee.numero, 'absorbee': absorbee.numero})}"
