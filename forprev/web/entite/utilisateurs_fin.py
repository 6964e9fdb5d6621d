"""Another role for a user, or none any more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from forprev.comptes.states import Profil
from forprev.entites.actions.membres import PlusMembre
from forprev.entites.models import Membre
from forprev.personnes.actions.utilisateurs import SaisieRole, changer_role, retirer_utilisateur
from forprev.personnes.queries.utilisateurs import (
    deja_retire,
    est_dernier_gestionnaire,
    habilitations_a_deleguer,
    nombre_de_sessions,
)
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import pour
from forprev.web.entite.utilisateurs_fiche import membre_de
from forprev.web.entite.utilisateurs_formulaires import FormulaireDelegataire
from forprev.web.entite.utilisateurs_nouveau import lire_ou_ecrire

GESTIONNAIRE, DELEGATAIRE = Membre.Role.GESTIONNAIRE, Membre.Role.DELEGATAIRE


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def changer(request: Requete, pk: int) -> HttpResponse:
    """`/utilisateurs/<pk>/role/`: délégataire to gestionnaire, or the contrary [ACC-11, ACC-24].

    The form names the role wanted: sent twice, it does not turn the person back.
    """
    membre = membre_de(request, pk)
    voulu = request.POST.get("vers") or _autre(membre)
    if voulu == DELEGATAIRE:
        return _vers_delegataire(request, membre)
    return _vers_gestionnaire(request, membre)


def _autre(membre: Membre) -> Membre.Role:
    """A former gestionnaire who still reads can only be one again [ACC-19]."""
    simple_gestionnaire = membre.role == GESTIONNAIRE and membre.lecture_jusqu_au is None
    return DELEGATAIRE if simple_gestionnaire else GESTIONNAIRE


def _vers_gestionnaire(request: Requete, membre: Membre) -> HttpResponse:
    if request.method == "POST" and request.POST.get("vers") == GESTIONNAIRE:
        try:
            changer_role(par=request.acteur, le=request.le, membre=membre, role=SaisieRole(GESTIONNAIRE.value))
        except PlusMembre as parti:
            messages.error(request, str(parti))
            return redirect("utilisateurs")
        except Refus as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, f"{membre.personne.nom_complet} est gestionnaire.")
        return redirect("utilisateur", membre.pk)
    return render(request, "web/entite/utilisateurs/nommer.html", {"membre": membre})


def _vers_delegataire(request: Requete, membre: Membre) -> HttpResponse:
    proposees = habilitations_a_deleguer(request.acteur, request.jour)
    formulaire = FormulaireDelegataire(request.POST if request.method == "POST" else None, proposees=proposees)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            changer_role(par=request.acteur, le=request.le, membre=membre, role=formulaire.saisie())
            messages.success(request, f"{membre.personne.nom_complet} est délégataire.")
            soi = membre.personne_id == request.acteur.personne_id
            return redirect("tableau_de_bord") if soi else redirect("utilisateur", membre.pk)
    contexte = {"formulaire": formulaire, "a_cocher": proposees, **_perte(request, membre)}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/entite/utilisateurs/destituer.html", contexte, status=statut)


def _perte(request: Requete, membre: Membre) -> dict[str, Any]:
    """What the end of the role would cost, to be said before."""
    return {
        "membre": membre,
        "soi": membre.personne_id == request.acteur.personne_id,
        "dernier": est_dernier_gestionnaire(membre),
        "sessions": nombre_de_sessions(membre, request.jour),
    }


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Asks, then ends the role [ACC-11, ACC-24, SES-33]. The second of two clicks finds it done."""
    if request.method == "POST" and deja_retire(request.acteur, pk):
        return redirect("utilisateurs")
    membre = membre_de(request, pk)
    if request.method != "POST":
        return render(request, "web/entite/utilisateurs/retirer.html", _perte(request, membre))
    # Whoever left has no *Utilisateurs* any more: the dashboard opens under another of their profiles.
    suite = "tableau_de_bord" if membre.personne_id == request.acteur.personne_id else "utilisateurs"
    nom = membre.personne.nom_complet
    try:
        retirer_utilisateur(par=request.acteur, le=request.le, membre=membre)
    except Refus as refus:
        messages.error(request, str(refus))
        return redirect("utilisateur", pk)
    except Membre.DoesNotExist:
        return redirect("utilisateurs")
    messages.success(request, f"{nom}\u00a0: retiré(e) des utilisateurs de l’entité.")
    return redirect(suite)
