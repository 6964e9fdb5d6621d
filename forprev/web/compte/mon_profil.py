"""*Mon profil*, *Informations*: who Forprev knows [ACC-06, ACC-07]."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.identites import choisir_caisse
from forprev.comptes.models import ChangementEmail, Personne
from forprev.profils.requete import Requete
from forprev.web.commun.adresses import adresse
from forprev.web.commun.decorators import connecte
from forprev.web.compte.mon_profil_formulaires import FormulaireCaisse, caisse_de
from forprev.web.compte.premiere_connexion import est_formateur


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@connecte
def mon_profil(request: Requete) -> HttpResponse:
    """`/mon-profil/`: identity, e-mail, and a formateur's caisse, which a POST changes."""
    personne = request.acteur.personne
    formulaire = FormulaireCaisse(request.POST or None, initial={"caisse": caisse_de(personne)})
    if request.method == "POST":
        if not est_formateur(request):
            raise PermissionDenied
        if formulaire.is_valid():
            with formulaire.refus_en_erreurs():
                choisir_caisse(par=request.acteur, code=formulaire.cleaned_data["caisse"], le=request.le)
                messages.success(request, "Votre caisse de rattachement est enregistrée.")
                return redirect("mon_profil")
    contexte = informations(request, personne) | {"form": formulaire, "formateur": est_formateur(request)}
    return render(request, "web/compte/mon_profil.html", contexte, status=422 if request.method == "POST" else 200)


def informations(request: Requete, personne: Personne) -> dict[str, Any]:
    """What the page reads of the person."""
    return {
        "personne": personne,
        "autres_numeros": list(personne.autres_numeros.values_list("numero", flat=True)),
        "changement": ChangementEmail.objects.valables(request.le).filter(personne=personne).first(),
        "rectification": adresse("rectification_demander"),
        "assistance": settings.ADRESSE_ASSISTANCE,
    }
