"""Requests: so far, the draft that a demandeur has begun."""

from collections.abc import Sequence
from datetime import date

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.profils.acces.explication import Explication

SUITE = (
    "Complétez-la et soumettez-la\u00a0: la caisse l’instruit, et vous devenez gestionnaire quand la première "
    "habilitation est accordée."
)


def brouillons(_personne: Personne, acteurs: Sequence[Acteur], _le: date) -> list[Explication]:
    """An entity that its demandeur has not submitted opens nothing yet."""
    return [
        Explication(
            f"Gestionnaire · {acteur.entite_nom}",
            "Votre demande est en brouillon\u00a0: elle n’a pas encore été soumise.",
            SUITE,
        )
        for acteur in acteurs
        if acteur.profil == Profil.DEMANDEUR
    ]
