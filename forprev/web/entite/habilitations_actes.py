"""What a gestionnaire does with a habilitation: read its letters, give it up."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.queries.entite import courriers_lisibles
from forprev.habilitations.actions import vie
from forprev.habilitations.models import HabilitationQuerySet
from forprev.habilitations.queries import toutes
from forprev.profils.requete import Requete
from forprev.socle import files
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev
from forprev.web.commun.objets import objet_ou_404


class FormulaireRenonciation(FormulaireForprev):
    """From which day the right is given up."""

    jour = ChampDate(
        label="Premier jour sans habilitation",
        error_messages={"required": "Choisissez aujourd’hui ou un jour à venir."},
    )

    def __init__(self, data: Any = None, *, le: date) -> None:
        super().__init__(data, initial={"jour": le})


@require_safe
@pour(Profil.GESTIONNAIRE)
def courrier(request: Requete, pk: int, courrier_id: int) -> HttpResponse:
    """A letter of the right, while its tab shows it [DEM-12]."""
    habilitation = objet_ou_404(request, _visibles, pk=pk)
    lisibles = {lettre.pk: lettre for lettre in courriers_lisibles(habilitation, le=request.jour)}
    lettre = lisibles.get(courrier_id)
    if lettre is None:
        raise Http404
    return piece_jointe(files.lire(lettre.fichier), nom=f"Forprev {lettre.numero}.pdf", type_mime="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@pour(Profil.GESTIONNAIRE)
def renoncer(request: Requete, pk: int) -> HttpResponse:
    """`/habilitations/<pk>/renoncer/`: say what is lost, from which day, then give the right up [HAB-10]."""
    habilitation = objet_ou_404(request, _visibles, pk=pk)
    if habilitation.retrait_le or habilitation.renonciation_le:
        return redirect("habilitation", pk)
    formulaire = FormulaireRenonciation(request.POST or None, le=request.jour)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            jour = formulaire.cleaned_data["jour"]
            vie.renoncer(par=request.acteur, le=request.le, habilitation=habilitation, jour=jour)
            messages.success(request, f"Vous avez renoncé à l’habilitation {habilitation.dispositif_niveau}.")
            return redirect("habilitation", pk)
    statut = 422 if request.method == "POST" else 200
    contexte = {"habilitation": habilitation, "formulaire": formulaire}
    return render(request, "web/entite/habilitation_renoncer.html", contexte, status=statut)


def _visibles(acteur: Acteur) -> HabilitationQuerySet:
    return toutes(acteur).avec_faits()
