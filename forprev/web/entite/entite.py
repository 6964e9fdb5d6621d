"""*Mon entité*: what Forprev knows of the organisation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.entites.models import Entite, EntiteQuerySet
from forprev.entites.queries import avec_territoire, gestionnaires
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import pour
from forprev.web.commun.objets import objet_ou_404


@require_safe
@pour(Profil.GESTIONNAIRE)
def mon_entite(request: Requete) -> HttpResponse:
    """`/mon-entite/` [ENT-01, ENT-03, ENT-05, ENT-06]."""
    entite = objet_ou_404(request, _visibles, pk=request.acteur.entite_id)
    contexte = {
        "entite": entite,
        "siret": siret_lisible(entite.siret),
        "gestionnaires": list(gestionnaires(entite)),
        "est_organisme": entite.type == Entite.Type.ORGANISME,
    }
    return render(request, "web/entite/mon_entite.html", contexte)


def _visibles(acteur: Acteur) -> EntiteQuerySet:
    return avec_territoire(Entite.objects.visibles_par(acteur))


def siret_lisible(siret: str) -> str:
    """« 123 456 789 00012 »."""
    morceaux = siret[:3], siret[3:6], siret[6:9], siret[9:]
    return "\u00a0".join(filter(None, morceaux))
