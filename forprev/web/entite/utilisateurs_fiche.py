"""The page of a user, and what a gestionnaire does there: describe, attach, detach."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.entites.actions.membres import PlusMembre
from forprev.entites.models import Membre, MembreQuerySet
from forprev.entites.perms import peut_gerer
from forprev.habilitations.models import Delegation, Habilitation
from forprev.habilitations.queries import etat_du_jour
from forprev.personnes.actions.utilisateurs import (
    decrire_utilisateur,
    detacher_habilitation,
    rattacher_habilitations,
)
from forprev.personnes.queries.utilisateurs import (
    delegations,
    est_dernier_gestionnaire,
    habilitations_a_deleguer,
    nombre_de_sessions,
    utilisateurs,
)
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.socle.text import accorder
from forprev.web.commun.decorators import pour
from forprev.web.commun.objets import objet_ou_404
from forprev.web.entite.habilitations import EtatAffiche
from forprev.web.entite.utilisateurs_formulaires import FormulaireDelegataire, FormulaireDescription
from forprev.web.entite.utilisateurs_nouveau import lire_ou_ecrire


def membre_de(request: Requete, pk: int) -> Membre:
    """The user of that key in the entity of the active profile; 404 elsewhere [SEC-01]."""

    def visibles(acteur: Acteur) -> MembreQuerySet:
        return utilisateurs(acteur, request.jour)

    return objet_ou_404(request, visibles, pk=pk)


@require_safe
@pour(Profil.GESTIONNAIRE)
def fiche(request: Requete, pk: int) -> HttpResponse:
    """`/utilisateurs/<pk>/`: role, since when, legal link, delegations [ACC-12, ACC-24]."""
    membre = membre_de(request, pk)
    gere = peut_gerer(request.acteur, membre.entite)
    contexte = {
        "membre": membre,
        "gere": gere,
        "soi": membre.personne_id == request.acteur.personne_id,
        "dernier": est_dernier_gestionnaire(membre),
        **(_delegations(request, membre, gere=gere) if membre.role == Membre.Role.DELEGATAIRE else {}),
    }
    return render(request, "web/entite/utilisateurs/fiche.html", contexte)


def _delegations(request: Requete, membre: Membre, *, gere: bool) -> dict[str, Any]:
    lignes = delegations(membre)
    return {
        "lignes": [(d, EtatAffiche(etat_du_jour(d.habilitation.faits, request.jour))) for d in lignes],
        "a_cocher": _a_cocher(request, lignes) if gere else [],
        "formulaire": FormulaireDelegataire(),
    }


def _a_cocher(request: Requete, lignes: list[Delegation]) -> list[Habilitation]:
    attachees = {ligne.habilitation_id for ligne in lignes}
    return [h for h in habilitations_a_deleguer(request.acteur, request.jour) if h.pk not in attachees]


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def habilitations(request: Requete, pk: int) -> HttpResponse:
    """*Rechercher une habilitation*: attach a délégataire to more of them [ACC-12]."""
    membre = membre_de(request, pk)
    proposees = _a_cocher(request, delegations(membre))
    deja = habilitations_a_deleguer(request.acteur, request.jour)
    formulaire = FormulaireDelegataire(request.POST if request.method == "POST" else None, proposees=deja)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            choisies = formulaire.cleaned_data["habilitations"]
            nouvelles = rattacher_habilitations(
                par=request.acteur, le=request.le, membre=membre, habilitations=choisies
            )
            if nouvelles:
                compte = accorder(len(nouvelles), "habilitation rattachée", "habilitations rattachées")
                messages.success(request, f"{compte}.")
            return redirect("utilisateur", pk)
    contexte = {
        "formulaire": formulaire,
        "a_cocher": proposees,
        "retour": reverse("utilisateur", args=[pk]),
        "nom": membre.personne.nom_complet,
    }
    gabarit = "web/entite/utilisateurs/habilitations.html"
    return render(request, gabarit, contexte, status=422 if formulaire.is_bound else 200)


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def detacher(request: Requete, pk: int, delegation_id: int) -> HttpResponse:
    """Asks, then ends one delegation [SES-33]."""
    membre = membre_de(request, pk)

    def visibles(acteur: Acteur) -> Any:
        siennes = Delegation.objects.filter(membre__in=utilisateurs(acteur, request.jour))
        return siennes.select_related("membre__entite", "habilitation__dispositif_niveau__dispositif")

    delegation = objet_ou_404(request, visibles, pk=delegation_id, membre=membre)
    if delegation.terminee_le is not None:
        return redirect("utilisateur", pk)
    if request.method == "POST":
        return _detacher(request, delegation)
    contexte = {
        "membre": membre,
        "delegation": delegation,
        "sessions": nombre_de_sessions(membre, request.jour, delegation.habilitation_id),
        "derniere": len(delegations(membre)) == 1,
    }
    return render(request, "web/entite/utilisateurs/detacher.html", contexte)


def _detacher(request: Requete, delegation: Delegation) -> HttpResponse:
    try:
        detacher_habilitation(par=request.acteur, le=request.le, delegation=delegation)
    except PlusMembre as parti:
        messages.error(request, str(parti))
        return redirect("utilisateurs")
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, f"{delegation.habilitation.dispositif_niveau}\u00a0: habilitation détachée.")
    return redirect("utilisateur", delegation.membre_id)


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def description(request: Requete, pk: int) -> HttpResponse:
    """The description of a délégataire, a site name for instance [ACC-12]."""
    membre = membre_de(request, pk)
    saisie = request.POST if request.method == "POST" else None
    formulaire = FormulaireDescription(saisie, initial={"description": membre.description})
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            decrire_utilisateur(
                par=request.acteur,
                le=request.le,
                membre=membre,
                description=formulaire.cleaned_data["description"],
            )
            messages.success(request, "Description enregistrée.")
            return redirect("utilisateur", pk)
    contexte = {"membre": membre, "formulaire": formulaire}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/entite/utilisateurs/description.html", contexte, status=statut)
