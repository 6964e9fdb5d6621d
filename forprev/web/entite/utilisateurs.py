"""`/utilisateurs/`: who acts for the entity."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forprev.comptes.states import Profil
from forprev.personnes.queries.utilisateurs import (
    habilitations_deleguees,
    nombre_gestionnaires,
    rechercher,
    utilisateurs,
)
from forprev.profils.requete import Requete
from forprev.web.commun.decorators import pour
from forprev.web.commun.listes import lister
from forprev.web.entite.utilisateurs_criteres import FormulaireCriteres, adresse_simple

TRIS = {
    "nom": ["personne__nom_tri", "personne__prenom_cle"],
    "prenom": ["personne__prenom_cle", "personne__nom_tri"],
    "naissance": ["personne__date_naissance"],
    "email": ["personne__email"],
    "numero": ["personne__numero"],
    "role": ["role", "personne__nom_tri"],
}


@require_safe
@pour(Profil.GESTIONNAIRE)
def liste(request: Requete) -> HttpResponse:
    """Every gestionnaire and délégataire, narrowed by criteria that combine [ACC-10, ACC-11]."""
    suite = adresse_simple(request.GET)
    if suite is not None:
        return redirect(reverse("utilisateurs") + suite)
    formulaire = FormulaireCriteres(request.GET, habilitations_deleguees(request.acteur))
    trouves = rechercher(utilisateurs(request.acteur, request.jour), formulaire.criteres)
    contexte = {
        "formulaire": formulaire,
        "seul": nombre_gestionnaires(request.acteur.entite_id) == 1,
        **lister(request, trouves, tris=TRIS, defaut="nom").contexte(),
    }
    return render(request, "web/entite/utilisateurs/liste.html", contexte)
