"""What a profile may do with an entity it can see."""

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.entites.models import Entite


def peut_gerer(acteur: Acteur, entite: Entite) -> bool:
    """The account of an entity is run by its gestionnaires, not by the former ones who only read [SEC-01, ACC-19]."""
    return acteur.profil == Profil.GESTIONNAIRE and acteur.entite_id == entite.pk and not acteur.lecture_seule
