"""*Comptes*: who is of the réseau, decided by the INRS alone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from forprev.comptes.models import Personne, RoleReseau
from forprev.comptes.queries import rechercher_doublons
from forprev.comptes.rules import Triplet
from forprev.comptes.states import Profil
from forprev.personnes.actions.comptes import noter_liste_lue
from forprev.personnes.actions.reseau import creer_compte_reseau, donner_role, terminer_role
from forprev.personnes.perms import peut_agir_sur
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import pour
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.reseau.comptes import personne_ou_404
from forprev.web.reseau.comptes_actes import lire_ou_ecrire, refuser_le_sien
from forprev.web.reseau.comptes_formulaires import FormulaireCompteReseau, FormulaireRole
from forprev.web.reseau.comptes_presentation import Badge, badge_du_compte

ONGLET_PROFILS = "?onglet=profils"


@never_cache
@lire_ou_ecrire
@pour(Profil.INRS)
def donner(request: Requete, numero: str) -> HttpResponse:
    """`/comptes/<n°>/roles/nouveau/`."""
    personne = personne_ou_404(numero)
    if not peut_agir_sur(request.acteur, personne.pk):
        return refuser_le_sien(request, personne)
    formulaire = FormulaireRole(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            poste = formulaire.poste
            donner_role(par=request.acteur, personne_id=personne.pk, poste=poste, le=request.le)
            messages.success(request, f"{personne.prenom} {personne.nom.upper()} a maintenant le rôle {poste.libelle}.")
            return _vers_les_profils(personne.numero)
    contexte = {"personne": personne, "formulaire": formulaire}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/comptes/role.html", contexte, status=statut)


@never_cache
@lire_ou_ecrire
@pour(Profil.INRS)
def terminer(request: Requete, numero: str, role_id: int) -> HttpResponse:
    """`/comptes/<n°>/roles/<id>/fin/`."""
    personne = personne_ou_404(numero)
    if not peut_agir_sur(request.acteur, personne.pk):
        return refuser_le_sien(request, personne)
    role = RoleReseau.objects.filter(pk=role_id, personne=personne).select_related("caisse").first()
    if role is None:
        raise Http404
    formulaire = FormulaireForprev(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            terminer_role(par=request.acteur, role_id=role.pk, le=request.le)
            messages.success(request, f"Le rôle {role.get_nature_display()} est retiré, les connexions sont fermées.")
            return _vers_les_profils(personne.numero)
    contexte = {"personne": personne, "role": role, "formulaire": formulaire}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/comptes/role_fin.html", contexte, status=statut)


@never_cache
@lire_ou_ecrire
@pour(Profil.INRS)
def nouveau(request: Requete) -> HttpResponse:
    """`/comptes/nouveau/`: an account of the réseau; people who may be the same are shown first [ACC-13]:
    a list that is read [RGP-07]."""
    formulaire = FormulaireCompteReseau(request.POST if request.method == "POST" else None)
    sosies = _sosies(formulaire) if formulaire.is_valid() else []
    if formulaire.is_valid() and (not sosies or formulaire.cleaned_data["autre_personne"]):
        with formulaire.refus_en_erreurs():
            personne = creer_compte_reseau(
                par=request.acteur, identite=formulaire.identite, poste=formulaire.poste, le=request.le
            )
            messages.success(request, f"Compte {personne.numero} ouvert\u00a0: un lien est parti à {personne.email}.")
            return _vers_les_profils(personne.numero)
    if sosies:
        montrees = [personne.pk for personne, _ in sosies]
        noter_liste_lue(par=request.acteur, montrees=montrees, criteres=["sosies"], le=request.le)
    contexte = {"formulaire": formulaire, "sosies": sosies}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/comptes/nouveau.html", contexte, status=statut)


def _sosies(formulaire: FormulaireCompteReseau) -> list[tuple[Personne, Badge]]:
    """Known people who may be this one, nearest first, with the state of their account."""
    identite = formulaire.identite
    triplet = Triplet(identite.nom, identite.prenom, identite.date_naissance)
    return [(personne, badge_du_compte(personne)) for personne, _ in rechercher_doublons(triplet)]


def _vers_les_profils(numero: str) -> HttpResponse:
    reponse = redirect("compte", numero)
    reponse["Location"] += ONGLET_PROFILS
    return reponse
