"""The tab *Rôle* of `/utilisateurs/nouveau/`, and the page behind *Rattacher une habilitation*."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forprev.comptes.states import Profil
from forprev.entites.actions.membres import DejaMembre
from forprev.entites.models import Membre
from forprev.habilitations.models import Habilitation
from forprev.personnes.actions.utilisateurs import ajouter_utilisateur
from forprev.personnes.queries.utilisateurs import habilitations_a_deleguer
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import pour
from forprev.web.entite.utilisateurs_brouillon import Brouillon, garder, lire, oublier, terminer
from forprev.web.entite.utilisateurs_formulaires import FormulaireDelegataire, FormulaireRole
from forprev.web.entite.utilisateurs_nouveau import lire_ou_ecrire

AIDES = {
    "gestionnaire": "Tient le compte de l’entité, ses utilisateurs et toutes ses sessions.",
    "delegataire": "Déclare des sessions sur les habilitations choisies, et ne voit que les siennes.",
}
PERDU = "Cette saisie n’est plus disponible\u00a0: recommencez-la, rien n’a été enregistré."


def _brouillon(request: Requete, cle: UUID) -> Brouillon | HttpResponse:
    """The draft; or where to go when it has made its user, or is gone."""
    brouillon = lire(request, cle)
    if brouillon is None:
        messages.warning(request, PERDU)
        return redirect("utilisateur_nouveau")
    return redirect("utilisateur", brouillon.fait) if brouillon.fait else brouillon


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def role(request: Requete, cle: UUID) -> HttpResponse:
    """The tab *Rôle* [ACC-10, ACC-12]."""
    brouillon = _brouillon(request, cle)
    if isinstance(brouillon, HttpResponse):
        return brouillon
    proposees = habilitations_a_deleguer(request.acteur, request.jour)
    _elaguer(brouillon, proposees)
    if request.method != "POST":
        initial = {"role": brouillon.role, "description": brouillon.description, "lien": brouillon.lien}
        return _page(request, FormulaireRole(initial=initial, proposees=proposees), brouillon, proposees)
    if "abandonner" in request.POST:
        oublier(request, cle)
        return redirect("utilisateurs")
    formulaire = FormulaireRole(request.POST, proposees=proposees)
    _retenir(request, brouillon, formulaire)
    if {"rattacher", "ok", "detacher"} & request.POST.keys():
        return _habilitations(request, brouillon, formulaire, proposees)
    return _enregistrer(request, brouillon, formulaire, proposees)


def _elaguer(brouillon: Brouillon, proposees: list[Habilitation]) -> None:
    """Forget the habilitations that have ended since they were ticked."""
    actives = {habilitation.pk for habilitation in proposees}
    brouillon.habilitations = [pk for pk in brouillon.habilitations if pk in actives]


def _retenir(request: Requete, brouillon: Brouillon, formulaire: FormulaireRole) -> None:
    """What was typed outlives a trip to the other pages, complete or not."""
    formulaire.is_valid()
    propre = formulaire.cleaned_data
    brouillon.role = propre.get("role", "")
    brouillon.description = propre.get("description", "")
    brouillon.lien = propre.get("lien", False)
    garder(request, brouillon)


def _habilitations(
    request: Requete, brouillon: Brouillon, formulaire: FormulaireRole, proposees: list[Habilitation]
) -> HttpResponse:
    """*Rattacher une habilitation*, its *OK*, and the bin of a line: nothing else is judged yet."""
    if "detacher" in request.POST:
        brouillon.habilitations = [pk for pk in brouillon.habilitations if str(pk) != request.POST["detacher"]]
    elif "habilitations" in formulaire.errors:
        return _page(request, formulaire, brouillon, proposees)
    else:
        brouillon.role = Membre.Role.DELEGATAIRE.value
        ajoutees = formulaire.cleaned_data["habilitations"] if "ok" in request.POST else []
        brouillon.habilitations = list(dict.fromkeys([*brouillon.habilitations, *ajoutees]))
    garder(request, brouillon)
    if "rattacher" in request.POST:
        return redirect("utilisateur_nouveau_habilitations", brouillon.cle)
    return redirect(_adresse_du_tableau(brouillon))


def _adresse_du_tableau(brouillon: Brouillon) -> str:
    return reverse("utilisateur_nouveau_role", args=[brouillon.cle]) + "#habilitations"


def _enregistrer(
    request: Requete, brouillon: Brouillon, formulaire: FormulaireRole, proposees: list[Habilitation]
) -> HttpResponse:
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            try:
                membre = ajouter_utilisateur(
                    par=request.acteur,
                    le=request.le,
                    identite=brouillon.identite,
                    role=brouillon.saisie_role,
                    cle=brouillon.cle,
                )
            except DejaMembre as deja:
                return _page(request, formulaire, brouillon, proposees, deja=deja.membre)
            terminer(request, brouillon, membre.pk)
            messages.success(request, _phrase(membre, nouvelle=brouillon.personne_id is None))
            return redirect("utilisateur", membre.pk)
    return _page(request, formulaire, brouillon, proposees)


def _phrase(membre: Membre, *, nouvelle: bool) -> str:
    ajoute = f"{membre.personne.nom_complet}\u00a0: ajouté(e) comme {membre.get_role_display().lower()}."
    if not nouvelle:
        return ajoute
    return f"{ajoute} Un e-mail lui est envoyé pour définir son mot de passe."


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def habilitations(request: Requete, cle: UUID) -> HttpResponse:
    """*Rechercher une habilitation*, as a page: what the dialog does where there is no script [ACC-12]."""
    brouillon = _brouillon(request, cle)
    if isinstance(brouillon, HttpResponse):
        return brouillon
    proposees = habilitations_a_deleguer(request.acteur, request.jour)
    formulaire = FormulaireDelegataire(request.POST if request.method == "POST" else None, proposees=proposees)
    if formulaire.is_valid():
        choisies = formulaire.cleaned_data["habilitations"]
        brouillon.habilitations = list(dict.fromkeys([*brouillon.habilitations, *choisies]))
        garder(request, brouillon)
        return redirect(_adresse_du_tableau(brouillon))
    contexte = {
        "formulaire": formulaire,
        "a_cocher": [h for h in proposees if h.pk not in brouillon.habilitations],
        "retour": _adresse_du_tableau(brouillon),
        "nom": brouillon.nom_complet,
    }
    gabarit = "web/entite/utilisateurs/habilitations.html"
    return render(request, gabarit, contexte, status=422 if formulaire.is_bound else 200)


def _page(
    request: Requete,
    formulaire: FormulaireRole,
    brouillon: Brouillon,
    proposees: list[Habilitation],
    deja: Membre | None = None,
) -> HttpResponse:
    contexte = {
        "formulaire": formulaire,
        "brouillon": brouillon,
        "deja": deja,
        "aides": AIDES,
        "attachees": [h for h in proposees if h.pk in brouillon.habilitations],
        "a_cocher": [h for h in proposees if h.pk not in brouillon.habilitations],
        "onglet": "role",
    }
    a_corriger = bool(formulaire.is_bound and formulaire.errors) or deja
    return render(request, "web/entite/utilisateurs/role.html", contexte, status=422 if a_corriger else 200)
