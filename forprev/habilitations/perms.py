"""What a profile may do with a habilitation it can see."""

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.habilitations.models import Habilitation


def peut_gerer(acteur: Acteur, habilitation: Habilitation) -> bool:
    """Its délégataires, and the reasons of a suspension, concern the gestionnaires of its entity [HAB-07, ACC-12]."""
    return acteur.profil == Profil.GESTIONNAIRE and acteur.entite_id == habilitation.entite_id


def peut_renoncer(acteur: Acteur, habilitation: Habilitation) -> bool:
    """A gestionnaire gives a right up; not a former one, who only reads [HAB-10, ACC-19]."""
    return peut_gerer(acteur, habilitation) and not acteur.lecture_seule
