"""Who signs the certificates, named by the INRS."""

import base64
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from forprev.comptes.states import Profil
from forprev.profils.requete import Requete
from forprev.referentiel.actions import nommer_signataire, terminer_fonction
from forprev.referentiel.models import Signataire
from forprev.socle.dates import longue
from forprev.web.commun.decorators import pour
from forprev.web.commun.listes import lister
from forprev.web.reseau.referentiel import TONS, lire_ou_ecrire, saisie, statut
from forprev.web.reseau.referentiel_forms import FormulaireFin, FormulaireSignataire

TRIS = {"nom": ["nom", "prenom"], "du": ["du"]}


@require_safe
@pour(Profil.INRS)
def signataires(request: Requete) -> HttpResponse:
    """`/referentiel/signataires/`: past, present and to come [CER-01]."""
    liste = lister(request, Signataire.objects.all(), tris=TRIS, defaut="-du")
    lignes = [(s, s.etat(request.jour), image(s)) for s in liste.page.object_list]
    en_fonction = Signataire.objects.en_fonction(request.jour).exists()
    contexte = {"lignes": lignes, "en_fonction": en_fonction, "tons": TONS, **liste.contexte()}
    return render(request, "web/reseau/referentiel/signataires.html", contexte)


@lire_ou_ecrire
@pour(Profil.INRS)
def nouveau(request: Requete) -> HttpResponse:
    """`/referentiel/signataires/nouveau/`: whoever is in office ends the day before [CER-01]."""
    formulaire = FormulaireSignataire(saisie(request), request.FILES or None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            faits = dict(formulaire.cleaned_data)
            nomme = nommer_signataire(image=faits.pop("signature"), par=request.acteur, le=request.le, **faits)
            messages.success(request, f"{nomme} signe les certificats à partir du {longue(nomme.du)}.")
            return redirect("referentiel_signataires")
    contexte = {
        "formulaire": formulaire,
        "en_place": Signataire.objects.en_fonction(request.jour).first(),
    }
    return render(request, "web/reseau/referentiel/signataire_nouveau.html", contexte, status=statut(formulaire))


@lire_ou_ecrire
@pour(Profil.INRS)
def fin(request: Requete, pk: int) -> HttpResponse:
    """`/referentiel/signataires/<pk>/fin/`: the last day in office."""
    signataire = get_object_or_404(Signataire, pk=pk)
    formulaire = FormulaireFin(saisie(request), initial={"au": signataire.au})
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            dernier_jour = formulaire.cleaned_data["au"]
            terminer_fonction(signataire=signataire, dernier_jour=dernier_jour, par=request.acteur, le=request.le)
            messages.success(request, _phrase_fin(signataire, dernier_jour))
            return redirect("referentiel_signataires")
    contexte = {"signataire": signataire, "formulaire": formulaire}
    return render(request, "web/reseau/referentiel/signataire_fin.html", contexte, status=statut(formulaire))


def _phrase_fin(signataire: Signataire, dernier_jour: date | None) -> str:
    if dernier_jour is None:
        return f"{signataire} n’a plus de dernier jour en fonction."
    return f"{signataire} signe les certificats jusqu’au {longue(dernier_jour)} inclus."


def image(signataire: Signataire) -> str:
    """The picture inside the page: it is small, and an address of its own would need a door of its own."""
    if not signataire.signature:
        return ""
    return f"data:{signataire.signature_type};base64,{base64.b64encode(bytes(signataire.signature)).decode()}"
