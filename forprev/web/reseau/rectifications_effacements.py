"""Requests to be erased, answered by the assistance; the INRS reads [RGP-04]."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from forprev.comptes.states import Profil
from forprev.personnes.actions.comptes import noter_fiche_lue, noter_liste_lue
from forprev.personnes.actions.demandes_effacement import accepter, phrase_de_cloture, refuser
from forprev.personnes.actions.effacement import raisons_d_effacement
from forprev.personnes.models import DemandeEffacement
from forprev.personnes.perms import peut_repondre_a
from forprev.personnes.queries.rectifications import effacement_a_lire, effacements
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison, Refus
from forprev.web.commun.adresses import adresse
from forprev.web.commun.decorators import pour
from forprev.web.commun.listes import lister
from forprev.web.commun.objets import objet_ou_404
from forprev.web.reseau.rectifications import TRIS, jours, lire_ou_ecrire, repere
from forprev.web.reseau.rectifications_formulaires import FiltreEtat, FormulaireRefus


@require_safe
@pour(Profil.ASSISTANCE, Profil.INRS)
def liste(request: Requete) -> HttpResponse:
    """`/effacements/`: what waits for an answer, oldest first. A list of people leaves one line [RGP-07]."""
    filtre = FiltreEtat(request.GET)
    trouvees = effacements(request.acteur, traitees=filtre.traitees)
    page = lister(request, trouvees, tris=TRIS, defaut="-traitee" if filtre.traitees else "deposee")
    montrees = [demande.personne_id for demande in page.page.object_list]
    noter_liste_lue(par=request.acteur, montrees=montrees, criteres=["effacements"], le=request.le)
    contexte = {"filtre": filtre, **repere(request), **page.contexte()}
    return render(request, "web/reseau/rectifications/effacements.html", contexte)


@require_safe
@pour(Profil.ASSISTANCE, Profil.INRS)
def fiche(request: Requete, pk: int) -> HttpResponse:
    """`/effacements/<pk>/`: who asks, since when, what stands in the way. Reading is journaled [RGP-07]."""
    lue = _trouver(request, pk)
    noter_fiche_lue(par=request.acteur, personne=lue.personne, rubrique="effacement", le=request.le)
    contexte = {
        "demande": lue,
        "peut_repondre": lue.est_ouverte and peut_repondre_a(request.acteur, lue.personne_id),
        "raisons": raisons_d_effacement(personne=lue.personne, le=request.jour) if lue.est_ouverte else [],
        "compte": adresse("compte", lue.personne.numero),
        **jours(request),
    }
    return render(request, "web/reseau/rectifications/effacement.html", contexte)


def _trouver(request: Requete, pk: int) -> DemandeEffacement:
    return objet_ou_404(request, effacement_a_lire, pk=pk)


def _deja_close(request: Requete, pk: int) -> HttpResponse | None:
    """Whoever comes second is told [DEM-16]; None while the request is open."""
    lue = effacement_a_lire(request.acteur).filter(pk=pk).first()
    if lue and lue.est_ouverte:
        return None
    messages.error(request, phrase_de_cloture(lue))
    return redirect("effacement", pk) if lue else redirect("effacements")


@lire_ou_ecrire
@pour(Profil.ASSISTANCE)
def refus(request: Requete, pk: int) -> HttpResponse:
    """`/effacements/<pk>/refus/`: with a reason, which the person reads in their profile."""
    lue = _trouver(request, pk)
    formulaire = FormulaireRefus(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            reponse = formulaire.cleaned_data["reponse"]
            refuser(par=request.acteur, demande_id=lue.pk, reponse=reponse, le=request.le)
            messages.success(request, f"La demande du N°\u00a0Forprev {lue.personne.numero} est refusée.")
            return redirect("effacements")
    contexte = {"demande": lue, "form": formulaire}
    statut = 422 if formulaire.is_bound else 200
    page = _deja_close(request, pk)
    return page or render(request, "web/reseau/rectifications/effacement_refus.html", contexte, status=statut)


@lire_ou_ecrire
@pour(Profil.ASSISTANCE)
def accord(request: Requete, pk: int) -> HttpResponse:
    """`/effacements/<pk>/accord/`: after a confirmation that says what is lost, the account is erased."""
    lue = effacement_a_lire(request.acteur).filter(pk=pk).first()
    if lue is None or not lue.est_ouverte:
        return _deja_close(request, pk) or redirect("effacements")
    refusees: tuple[Raison, ...] = ()
    if request.method == "POST":
        try:
            accepter(par=request.acteur, demande_id=pk, le=request.le)
        except Refus as refus:
            refusees = refus.raisons
        else:
            messages.success(request, "Le compte est effacé. La personne est prévenue à sa dernière adresse.")
            return redirect("effacements")
    contexte = {"demande": lue, "raisons": refusees or raisons_d_effacement(personne=lue.personne, le=request.jour)}
    statut = 422 if refusees else 200
    return render(request, "web/reseau/rectifications/effacement_accord.html", contexte, status=statut)
