"""*+ Nouvelle demande*: what can be asked for, and opening it."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forprev.demandes.actions import saisie
from forprev.demandes.models import Demande
from forprev.demandes.queries.entite import a_plateformes, propositions
from forprev.demandes.states import TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.profils.requete import Requete
from forprev.referentiel.models import DispositifNiveau
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.versions import cle_postee


class FormulaireOuverture(FormulaireForprev):
    """No field: it carries the refusals of what was clicked."""


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request: Requete) -> HttpResponse:
    """`/demandes/nouvelle/`: habilitation, renouvellement, ajout de plateforme, mise à jour administrative [DEM-05]."""
    entite = Entite.objects.get(pk=request.acteur.entite_id or 0)
    if entite.validee_le is None:
        return redirect("nouvelle_entite")
    formulaire = FormulaireOuverture(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            return redirect("demande", _ouvrir(request).pk)
    offertes = propositions(entite, le=request.jour)
    contexte = {
        "formulaire": formulaire,
        "nouvelles": [p for p in offertes if p.type == TypeDemande.HABILITATION],
        "renouvellements": [p for p in offertes if p.type == TypeDemande.RENOUVELLEMENT],
        "plateformes": a_plateformes(entite, le=request.jour),
        "cle": uuid.uuid4(),
    }
    return render(request, "web/entite/demandes/nouvelle.html", contexte, status=422 if formulaire.errors else 200)


def _ouvrir(request: Requete) -> Demande:
    """Open what the button names: a dispositif/niveau, a habilitation to renew, or one to extend."""
    cle = cle_postee(request)
    if niveau := request.POST.get("niveau", ""):
        return saisie.ouvrir(
            par=request.acteur, le=request.le, dispositif_niveau=_parmi(DispositifNiveau, niveau), cle_de_saisie=cle
        )
    genre = "renouveler" if "renouveler" in request.POST else "ajouter"
    habilitation = _habilitation(request, request.POST.get(genre, ""))
    ouvrir = saisie.ouvrir_renouvellement if genre == "renouveler" else saisie.ouvrir_plateforme
    return ouvrir(par=request.acteur, le=request.le, habilitation=habilitation, cle_de_saisie=cle)


def _parmi(modele: type[DispositifNiveau], cle: str) -> DispositifNiveau:
    trouve = modele.objects.filter(pk=int(cle)).first() if cle.isdecimal() and len(cle) < 10 else None
    if trouve is None:
        raise Http404
    return trouve


def _habilitation(request: Requete, cle: str) -> Habilitation:
    visibles = Habilitation.objects.visibles_par(request.acteur).avec_faits()
    trouvee = visibles.filter(pk=int(cle)).first() if cle.isdecimal() and len(cle) < 10 else None
    if trouvee is None:
        raise Http404
    return trouvee
