"""The dashboard of a gestionnaire or a délégataire."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from forprev.certification.states import Etat
from forprev.comptes.states import Profil
from forprev.demandes.queries.tableau import attentes_demandes
from forprev.profils.requete import Requete
from forprev.profils.tableau import Attente, attentes, certifies_par_mois, echeances_entite
from forprev.web.commun.tableau import (
    Carte,
    age,
    cartes_des_demandes,
    derniers_messages,
    lien_vers,
    lignes_d_echeances,
)

# title for one, for several, verb of the link, tone
_CARTES = {
    Etat.EN_VALIDATION_ENTITE: ("Session à générer", "Sessions à générer", "Générer les certificats", "accent"),
    Etat.RETOUR_FORMATEUR: ("Session retournée", "Sessions retournées", "Corriger", "attention"),
    Etat.EN_SAISIE: ("Session en cours de saisie", "Sessions en cours de saisie", "Continuer la saisie", "info"),
}


def tableau_de_bord(request: Requete) -> HttpResponse:
    """What to do first, then the deadlines, then the messages [NOT-03]."""
    par_etat = {attente.etat: attente for attente in attentes(request.acteur, request.jour)}
    gestionnaire = request.acteur.profil == Profil.GESTIONNAIRE
    demandes = attentes_demandes(request.acteur)
    contexte = {
        "cartes": [
            *(carte(par_etat[etat], request) for etat in _CARTES if etat in par_etat),
            *cartes_des_demandes(demandes, request.jour),
        ],
        "echeances": lignes_d_echeances(echeances_entite(request.acteur, request.jour, demandes), request.jour),
        "mois": certifies_par_mois(request.acteur.entite_id or 0, request.jour) if gestionnaire else [],
        "nouvelle_session": reverse("certification_nouvelle"),
        **derniers_messages(request),
    }
    return render(request, "web/entite/tableau_de_bord.html", contexte)


def carte(attente: Attente, request: Requete) -> Carte:
    """The card of one state: « 2 Sessions à générer, la plus ancienne attend depuis 6 jours »."""
    seule, plusieurs, lien, ton = _CARTES[attente.etat]
    return Carte(
        nombre=attente.nombre,
        titre=seule if attente.nombre == 1 else plusieurs,
        detail=age(attente, request.jour),
        ton=ton,
        **lien_vers(attente, lien, f"{reverse('certification_en_cours')}?etat={attente.etat}"),
    )
