"""*Je n’arrive pas à me connecter*: the causes in general terms, each with what to do [ACC-18]."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.aide.queries import assistance
from forprev.profils.requete import Requete
from forprev.referentiel.delais import texte, valeur


@require_safe
def connexion_aide(request: Requete) -> HttpResponse:
    """`/connexion/aide/`: nothing in it depends on who reads."""
    contexte = {
        "assistance": assistance(request.jour),
        "forprev1": forprev1(request.jour),
        "contestation_jours": valeur("successeur_contestation", request.jour),
    }
    return render(request, "web/public/acces/connexion_aide.html", contexte)


def forprev1(le: date) -> str:
    """The address of Forprev 1, while it is shown [REP-05]."""
    dernier = texte("forprev1_dernier_jour", le)
    return "" if dernier and le > date.fromisoformat(dernier) else texte("forprev1_adresse", le)
