"""Who may look for people."""

from forprev.comptes.models import Acteur
from forprev.comptes.states import PROFILS_RESEAU


def peut_rechercher_des_personnes(acteur: Acteur) -> bool:
    """An entity, before entering somebody, and the réseau; never a formateur nor someone without profile [ACC-23]."""
    return acteur.est_de_l_entite or acteur.profil in PROFILS_RESEAU
