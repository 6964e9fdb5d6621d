"""*Doublons*: pairs of accounts that may be one person [ACC-28, SES-36]."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.models import Doublon
from forprev.personnes.actions.comptes import noter_fiche_lue, noter_liste_lue
from forprev.personnes.actions.doublons import distinguer
from forprev.personnes.queries.fusion import cote_de_fusion, doublons, doublons_ouverts
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import pour
from forprev.web.commun.listes import lister
from forprev.web.reseau.fusion import LECTEURS, RUBRIQUE, adresse_de_fusion
from forprev.web.reseau.fusion_formulaires import FiltreDoublons, FormulaireDistinction
from forprev.web.reseau.fusion_presentation import comparaison, ligne_de_doublon

TRIS = {
    "signale": ["signale_le"],
    "connue": ["connue__nom_tri", "connue__prenom_cle"],
    "nouvelle": ["nouvelle__nom_tri", "nouvelle__prenom_cle"],
    "origine": ["origine", "signale_le"],
    "traite": ["traite_le"],
}


@never_cache
@require_safe
@pour(*LECTEURS)
def liste(request: Requete) -> HttpResponse:
    """`/doublons/`: the oldest first. A list of people leaves one line [RGP-07]."""
    filtre = FiltreDoublons(request.GET)
    page = lister(
        request, doublons(examines=filtre.examines), tris=TRIS, defaut="-traite" if filtre.examines else "signale"
    )
    paires = page.page.object_list
    montrees = [cle for doublon in paires for cle in (doublon.connue_id, doublon.nouvelle_id)]
    noter_liste_lue(par=request.acteur, montrees=montrees, criteres=["doublons"], le=request.le)
    contexte = {
        "filtre": filtre,
        "lignes": [ligne_de_doublon(d, adresse_de_fusion(d.connue, d.nouvelle)) for d in paires],
        "ouverts": doublons_ouverts(),
        "aujourdhui": request.jour,
        **page.contexte(),
    }
    return render(request, "web/reseau/fusion/doublons.html", contexte)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@pour(*LECTEURS)
def distinction(request: Requete, pk: int) -> HttpResponse:
    """`/doublons/<pk>/deux-personnes/`: closed with a reason; a merge made meanwhile leaves no pair: 404."""
    doublon = get_object_or_404(Doublon.objects.select_related(*_COTES), pk=pk)
    formulaire = FormulaireDistinction(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            distinguer(par=request.acteur, le=request.le, doublon_id=pk, motif=formulaire.cleaned_data["motif"])
            messages.success(request, "C’est noté\u00a0: ce sont deux personnes. Cette paire ne sera plus signalée.")
            return redirect("doublons")
    for personne in (doublon.connue, doublon.nouvelle):
        noter_fiche_lue(par=request.acteur, personne=personne, rubrique=RUBRIQUE, le=request.le)
    cotes = cote_de_fusion(doublon.connue, request.jour), cote_de_fusion(doublon.nouvelle, request.jour)
    contexte = {
        "doublon": doublon,
        "formulaire": formulaire,
        "lignes": comparaison(*cotes),
        "retour": adresse_de_fusion(doublon.connue, doublon.nouvelle),
    }
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/fusion/distinction.html", contexte, status=statut)


_COTES = ("connue__caisse_rattachement", "nouvelle__caisse_rattachement")
