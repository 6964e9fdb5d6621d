"""The reference data, edited by the INRS: first page, models of certificate."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.states import Profil
from forprev.profils.requete import Requete
from forprev.referentiel.actions import arreter_modele, modifier_modele
from forprev.referentiel.models import ModeleCertificat
from forprev.referentiel.queries import apercu, modeles_pour_liste
from forprev.socle.dates import longue
from forprev.web.commun.decorators import pour
from forprev.web.commun.listes import lister
from forprev.web.reseau.referentiel_forms import FiltreModeles, FormulaireArret, FormulaireModele

TONS = {"En vigueur": "succes", "À venir": "info", "Terminé": "neutre", "En fonction": "succes"}
TRIS = {
    "dispositif": ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau", "effet_du"],
    "libelle": ["libelle_court", "effet_du"],
    "validite": ["validite_mois"],
    "du": ["effet_du"],
}
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@pour(Profil.INRS)
def accueil(request: Requete) -> HttpResponse:
    """`/referentiel/`."""
    return render(request, "web/reseau/referentiel/accueil.html", {"apercu": apercu(request.jour)})


@require_safe
@pour(Profil.INRS)
def modeles(request: Requete) -> HttpResponse:
    """`/referentiel/modeles/`: every version of every model."""
    filtre = FiltreModeles(request.GET or {"etat": "vigueur"})
    liste = lister(request, modeles_pour_liste(**filtre.criteres, le=request.jour), tris=TRIS, defaut="dispositif")
    lignes = [(modele, modele.etat(request.jour)) for modele in liste.page.object_list]
    contexte = {"filtre": filtre, "lignes": lignes, "tons": TONS, **liste.contexte()}
    return render(request, "web/reseau/referentiel/modeles.html", contexte)


@require_safe
@pour(Profil.INRS)
def modele(request: Requete, pk: int) -> HttpResponse:
    """`/referentiel/modeles/<pk>/`: what it says, its versions, what a refresher of it prolongs."""
    lu = _modele(pk)
    versions = ModeleCertificat.objects.versions_de(lu.racine).order_by("-effet_du", "-id")
    contexte = {
        "modele": lu,
        "etat": lu.etat(request.jour),
        "tons": TONS,
        "versions": [(version, version.etat(request.jour)) for version in versions],
        "prolonges": _prolonges(lu),
        "modifiable": _modifiable(request, lu),
    }
    return render(request, "web/reseau/referentiel/modele.html", contexte)


@lire_ou_ecrire
@pour(Profil.INRS)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """`/referentiel/modeles/<pk>/modifier/`: a change from a day on [CER-09, DEM-16]."""
    lu = _modele(pk)
    formulaire = FormulaireModele(saisie(request), modele=lu)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            version = modifier_modele(
                modele=lu,
                du=formulaire.cleaned_data["du"],
                par=request.acteur,
                le=request.le,
                lue=request.POST.get("version", ""),
                **formulaire.champs,
            )
            messages.success(request, f"Le modèle change à partir du {longue(version.effet_du)}.")
            return redirect("referentiel_modele", version.pk)
    contexte = {"modele": lu, "formulaire": formulaire}
    return render(request, "web/reseau/referentiel/modifier.html", contexte, status=statut(formulaire))


@lire_ou_ecrire
@pour(Profil.INRS)
def arreter(request: Requete, pk: int) -> HttpResponse:
    """`/referentiel/modeles/<pk>/arret/`: the last day of a model, or none again [SES-39]."""
    lu = _modele(pk)
    formulaire = FormulaireArret(saisie(request), initial={"effet_au": lu.effet_au})
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            dernier_jour = formulaire.cleaned_data["effet_au"]
            arreter_modele(modele=lu, dernier_jour=dernier_jour, par=request.acteur, le=request.le)
            messages.success(request, _phrase_arret(dernier_jour))
            return redirect("referentiel_modele", lu.pk)
    contexte = {"modele": lu, "formulaire": formulaire}
    return render(request, "web/reseau/referentiel/arreter.html", contexte, status=statut(formulaire))


def saisie(request: Requete) -> QueryDict | None:
    """What was sent, even when nothing was filled; None for a page just opened."""
    return request.POST if request.method == "POST" else None


def statut(formulaire: forms.Form) -> int:
    """422 for a form that comes back with its errors, which htmx swaps."""
    return 422 if formulaire.is_bound else 200


def _modele(pk: int) -> ModeleCertificat:
    return get_object_or_404(ModeleCertificat.objects.select_related("dispositif_niveau__dispositif"), pk=pk)


def _prolonges(modele: ModeleCertificat) -> list[str]:
    """The short labels of what a refresher prolongs, each once; nothing for a model without refresher [SES-35]."""
    if not modele.mac:
        return []
    prolonges = ModeleCertificat.objects.prolonges_par(modele).order_by("id")
    return list(dict.fromkeys(prolonge.libelle_court for prolonge in prolonges))


def _modifiable(request: Requete, modele: ModeleCertificat) -> bool:
    """The last version of a model that has not ended."""
    suivi = ModeleCertificat.objects.filter(suite_de=modele).exists()
    return not suivi and modele.etat(request.jour) != "Terminé"


def _phrase_arret(dernier_jour: date | None) -> str:
    if dernier_jour is None:
        return "Le modèle n’a plus de dernier jour."
    return f"Le modèle reste utilisable pour les sessions terminées jusqu’au {longue(dernier_jour)} inclus."
