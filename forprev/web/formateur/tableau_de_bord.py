"""The dashboard of a formateur."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from forprev.profils.requete import Requete
from forprev.profils.tableau import Attente, attentes, echeances_formateur, nombre_a_venir
from forprev.web.commun.tableau import Carte, age, derniers_messages, lien_vers, lignes_d_echeances


def tableau_de_bord(request: Requete) -> HttpResponse:
    """The sessions that wait for the trainer's check, those to come, then the ends of certificates [NOT-03]."""
    contexte = {
        "cartes": [carte(attente, request) for attente in attentes(request.acteur, request.jour)],
        "a_venir": nombre_a_venir(request.acteur, request.jour),
        "en_cours": reverse("certification_en_cours"),
        "echeances": lignes_d_echeances(echeances_formateur(request.acteur, request.jour), request.jour),
        **derniers_messages(request),
    }
    return render(request, "web/formateur/tableau_de_bord.html", contexte)


def carte(attente: Attente, request: Requete) -> Carte:
    return Carte(
        nombre=attente.nombre,
        titre="Session à contrôler" if attente.nombre == 1 else "Sessions à contrôler",
        detail=age(attente, request.jour),
        ton="accent",
        **lien_vers(attente, "Contrôler", reverse("certification_a_traiter")),
    )
