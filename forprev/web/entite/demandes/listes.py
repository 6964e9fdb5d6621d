"""*Mes demandes en cours*, *Mes demandes à traiter*."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.demandes.models import Demande, DemandeQuerySet
from forprev.demandes.perms import peut_demander
from forprev.demandes.queries.entite import demandes_de
from forprev.demandes.states import LIBELLES_MAINS
from forprev.profils.requete import Requete
from forprev.web.commun.listes import lister

TRIS = {
    "numero": ["pk"],
    "type": ["type"],
    "dispositif": ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau"],
    "depot": ["deposee_le"],
    "modification": ["modifiee_le"],
    "etat": ["etat"],
}


@require_safe
def en_cours(request: Requete) -> HttpResponse:
    """`/demandes/`: the open ones; `?vue=toutes` adds those that have ended [DEM-26]."""
    toutes = request.GET.get("vue") == "toutes"
    demandes = demandes_de(request.acteur)
    return _page(request, demandes if toutes else demandes.ouvertes(), vue="toutes" if toutes else "en_cours")


@require_safe
def a_traiter(request: Requete) -> HttpResponse:
    """`/demandes/a-traiter/`: those in the hands of the entity."""
    return _page(request, demandes_de(request.acteur).a_traiter(request.acteur), vue="a_traiter")


def _page(request: Requete, demandes: DemandeQuerySet, *, vue: str) -> HttpResponse:
    affichee = lister(request, demandes, tris=TRIS, defaut="-modification")
    contexte = {
        "vue": vue,
        "lignes": [(demande, _mains(demande)) for demande in affichee.page.object_list],
        "peut_demander": peut_demander(request.acteur),
        **affichee.contexte(),
    }
    return render(request, "web/entite/demandes/liste.html", contexte)


def _mains(demande: Demande) -> str:
    return LIBELLES_MAINS[demande.mains].removeprefix("de ") if demande.mains else ""
