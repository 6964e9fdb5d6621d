"""*Mon entité*: what Forprev knows of the organisation, and what of it changes at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.queries.entite import fiche_ouverte
from forprev.entites.actions.informations import changer_publication, changer_signataire
from forprev.entites.models import Entite, EntiteQuerySet
from forprev.entites.perms import peut_gerer
from forprev.entites.queries import avec_territoire, gestionnaires
from forprev.profils.requete import Requete
from forprev.socle import files
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.objets import objet_ou_404
from forprev.web.entite.demandes.presentation import siret_lisible
from forprev.web.entite.entite_formulaires import FormulairePublication, FormulaireSignataireSeul


@require_safe
@pour(Profil.GESTIONNAIRE)
def mon_entite(request: Requete) -> HttpResponse:
    """`/mon-entite/` [ENT-01, ENT-03, ENT-05, ENT-06, ENT-08]."""
    entite = _entite(request)
    contexte = {
        "entite": entite,
        "siret": siret_lisible(entite.siret),
        "gestionnaires": list(gestionnaires(entite)),
        "est_organisme": entite.type == Entite.Type.ORGANISME,
        "gere": peut_gerer(request.acteur, entite),
        "ouverte": fiche_ouverte(request.acteur),
    }
    return render(request, "web/entite/mon_entite.html", contexte)


@require_safe
@pour(Profil.GESTIONNAIRE)
def attestation(request: Requete) -> HttpResponse:
    """`/mon-entite/attestation/`: the attestation URSSAF in force, after the same check as its page [ENT-04]."""
    entite = _entite(request)
    if not entite.urssaf_fichier:
        raise Http404
    return piece_jointe(files.lire(entite.urssaf_fichier), nom=entite.urssaf_nom, type_mime=entite.urssaf_type)


@require_http_methods(["GET", "HEAD", "POST"])
@pour(Profil.GESTIONNAIRE)
def signataire(request: Requete) -> HttpResponse:
    """`/mon-entite/signataire/`: another signataire, at once [ENT-05, ENT-07]."""
    entite = _entite(request)
    formulaire = FormulaireSignataireSeul(request.POST or None, entite=entite)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            changer_signataire(par=request.acteur, le=request.le, signataire=formulaire.saisie())
            messages.success(request, "Le signataire est enregistré.")
            return redirect("mon_entite")
    return _page(request, "signataire", entite, formulaire)


@require_http_methods(["GET", "HEAD", "POST"])
@pour(Profil.GESTIONNAIRE)
def publication(request: Requete) -> HttpResponse:
    """`/mon-entite/publication/`: what the public directory shows of an organisme de formation, at once [ENT-06]."""
    entite = _entite(request)
    if entite.type != Entite.Type.ORGANISME:
        raise Http404
    formulaire = FormulairePublication(request.POST or None, entite=entite)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            changer_publication(par=request.acteur, le=request.le, publication=formulaire.saisie())
            messages.success(request, "Les données publiées sont enregistrées.")
            return redirect("mon_entite")
    return _page(request, "publication", entite, formulaire)


def _entite(request: Requete) -> Entite:
    return objet_ou_404(request, _visibles, pk=request.acteur.entite_id)


def _visibles(acteur: Acteur) -> EntiteQuerySet:
    return avec_territoire(Entite.objects.visibles_par(acteur))


def _page(request: Requete, nom: str, entite: Entite, formulaire: FormulaireForprev) -> HttpResponse:
    contexte = {"entite": entite, "formulaire": formulaire}
    statut = 422 if request.method == "POST" else 200
    return render(request, f"web/entite/mon_entite_{nom}.html", contexte, status=statut)
