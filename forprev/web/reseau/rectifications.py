"""*Rectifications*: what people ask the assistance to correct [ACC-07]. The INRS reads; only the assistance answers."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.models import Personne
from forprev.comptes.rules import Proximite
from forprev.comptes.states import Profil
from forprev.personnes.actions.comptes import noter_fiche_lue, noter_liste_lue
from forprev.personnes.actions.identites import Correction
from forprev.personnes.actions.rectifications import corriger, phrase_de_cloture, refuser
from forprev.personnes.models import Rectification
from forprev.personnes.perms import peut_repondre_a
from forprev.personnes.queries.rectifications import (
    certificats_a_reemettre,
    effacements_ouverts,
    rectification_a_lire,
    rectifications,
    rectifications_ouvertes,
    sosies,
)
from forprev.profils.requete import Requete
from forprev.socle.text import accorder
from forprev.web.commun.adresses import adresse
from forprev.web.commun.decorators import pour
from forprev.web.commun.identites import initial_d_identite
from forprev.web.commun.listes import lister
from forprev.web.commun.objets import objet_ou_404
from forprev.web.commun.preuves import servir_preuve
from forprev.web.reseau.rectifications_formulaires import (
    FiltreEtat,
    FormulaireCorrection,
    FormulaireRefus,
    version_lue,
)

TRIS = {"deposee": ["deposee_le"], "nom": ["personne__nom_tri", "personne__prenom_cle"], "traitee": ["traitee_le"]}
PROCHE = timedelta(days=7)
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@pour(Profil.ASSISTANCE, Profil.INRS)
def liste(request: Requete) -> HttpResponse:
    """`/rectifications/`: what waits for an answer, oldest first. A list of people leaves one line [RGP-07]."""
    filtre = FiltreEtat(request.GET)
    trouvees = rectifications(request.acteur, traitees=filtre.traitees)
    page = lister(request, trouvees, tris=TRIS, defaut="-traitee" if filtre.traitees else "deposee")
    montrees = [rectification.personne_id for rectification in page.page.object_list]
    noter_liste_lue(par=request.acteur, montrees=montrees, criteres=["rectifications"], le=request.le)
    contexte = {"filtre": filtre, **repere(request), **page.contexte()}
    return render(request, "web/reseau/rectifications/liste.html", contexte)


def repere(request: Requete) -> dict[str, Any]:
    """What both lists show besides their lines: the counts of the two tabs, today, and the day before which a
    deadline is near."""
    return {
        "nb_rectifications": rectifications_ouvertes(),
        "nb_effacements": effacements_ouverts(),
        **jours(request),
    }


def jours(request: Requete) -> dict[str, Any]:
    return {"aujourdhui": request.jour, "bientot": request.jour + PROCHE}


@lire_ou_ecrire
@pour(Profil.ASSISTANCE, Profil.INRS)
def fiche(request: Requete, pk: int) -> HttpResponse:
    """`/rectifications/<pk>/`: old and new values side by side; a POST corrects. Reading is journaled [RGP-07]."""
    lue = _trouver(request, pk)
    if request.method != "POST":
        noter_fiche_lue(par=request.acteur, personne=lue.personne, rubrique="rectification", le=request.le)
        return _page(request, lue, FormulaireCorrection(initial=initial_d_identite(lue.voulue)))
    formulaire = FormulaireCorrection(request.POST)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            correction = corriger(**_reponse_a(request, lue), voulue=formulaire.voulue)
            return _corrigee(request, lue, correction)
    return _deja_close(request, pk) or _page(request, _trouver(request, pk), formulaire)


def _trouver(request: Requete, pk: int) -> Rectification:
    return objet_ou_404(request, rectification_a_lire, pk=pk)


def _reponse_a(request: Requete, lue: Rectification) -> dict[str, Any]:
    """Who answers what, and the version that they read [DEM-16]."""
    version = version_lue(request.POST.get("version", ""))
    return {"par": request.acteur, "le": request.le, "rectification_id": lue.pk, "version": version}


def _deja_close(request: Requete, pk: int) -> HttpResponse | None:
    """Whoever comes second is told who answered, and sees what [DEM-16]."""
    lue = _trouver(request, pk)
    if lue.est_ouverte:
        return None
    messages.error(request, phrase_de_cloture(lue))
    return redirect("rectification", pk)


def _corrigee(request: Requete, lue: Rectification, correction: Correction) -> HttpResponse:
    messages.success(request, _phrase(lue, correction))
    if correction.doublons:
        memes = accorder(correction.doublons, "autre compte a", "autres comptes ont")
        messages.warning(request, f"{memes} maintenant la même identité\u00a0: la paire est dans les doublons.")
    return redirect("rectifications")


def _phrase(lue: Rectification, correction: Correction) -> str:
    phrase = f"L’identité du N°\u00a0Forprev {lue.personne.numero} est corrigée."
    if not correction.certificats:
        return phrase
    return f"{phrase} {accorder(correction.certificats, 'certificat réémis', 'certificats réémis')}."


def _page(request: Requete, lue: Rectification, formulaire: FormulaireCorrection) -> HttpResponse:
    contexte = {
        "rectification": lue,
        "form": formulaire,
        "peut_repondre": lue.est_ouverte and peut_repondre_a(request.acteur, lue.personne_id),
        "lignes": _comparaison(lue),
        "sosies": _sosies(lue) if lue.est_ouverte else [],
        "certificats": certificats_a_reemettre(lue.personne, request.jour),
        **jours(request),
    }
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/rectifications/fiche.html", contexte, status=statut)


def _comparaison(lue: Rectification) -> list[tuple[str, object, object, bool]]:
    """Label, present value, value asked for (before, given, once answered), whether they differ."""
    avant = lue.personne.triplet if lue.est_ouverte else lue.avant
    champs = (("Nom", "nom"), ("Prénom", "prenom"), ("Date de naissance", "date_naissance"))
    valeurs = [(libelle, getattr(avant, nom), getattr(lue.voulue, nom)) for libelle, nom in champs]
    return [(libelle, ancienne, voulue, ancienne != voulue) for libelle, ancienne, voulue in valeurs]


PROXIMITES = {
    Proximite.EXACTE: "Même identité",
    Proximite.UNE_LETTRE: "Une lettre d’écart",
    Proximite.NOM_PRENOM_INVERSES: "Nom et prénom inversés",
    Proximite.JOUR_MOIS_INVERSES: "Jour et mois inversés",
}


def _sosies(lue: Rectification) -> list[tuple[Personne, str, str]]:
    """Who may be the same person, how near, and the address of their sheet [ACC-13]."""
    proches = sosies(lue.voulue, sauf=lue.personne)
    return [(personne, PROXIMITES[rang], adresse("compte", personne.numero)) for personne, rang in proches]


@lire_ou_ecrire
@pour(Profil.ASSISTANCE)
def refus(request: Requete, pk: int) -> HttpResponse:
    """`/rectifications/<pk>/refus/`: with a reason, which the person reads in their profile."""
    lue = _trouver(request, pk)
    formulaire = FormulaireRefus(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            refuser(**_reponse_a(request, lue), reponse=formulaire.cleaned_data["reponse"])
            messages.success(request, f"La demande du N°\u00a0Forprev {lue.personne.numero} est refusée.")
            return redirect("rectifications")
    fermee = _deja_close(request, pk)
    contexte = {"rectification": _trouver(request, pk), "form": formulaire}
    statut = 422 if formulaire.is_bound else 200
    return fermee or render(request, "web/reseau/rectifications/refus.html", contexte, status=statut)


@require_safe
@pour(Profil.ASSISTANCE, Profil.INRS)
def preuve(request: Requete, pk: int) -> HttpResponse:
    """`/rectifications/<pk>/preuve/`: whoever may see the request, and nobody else [RGP-08]."""
    return servir_preuve(_trouver(request, pk))
