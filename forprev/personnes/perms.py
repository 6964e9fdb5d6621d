"""Who may open accounts, act on them, and answer what people ask about their own data."""

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil


def peut_repondre(acteur: Acteur) -> bool:
    """Identities are corrected by the assistance only; it also answers erasure requests [ACC-07, RGP-04]."""
    return acteur.profil == Profil.ASSISTANCE


def peut_repondre_a(acteur: Acteur, personne_id: int) -> bool:
    """Nobody answers their own request: another person of the assistance does."""
    return peut_repondre(acteur) and acteur.personne_id != personne_id


def peut_voir_les_comptes(acteur: Acteur) -> bool:
    """The assistance and the INRS find people and open their sheets; caisses and commission do not [SEC-01]."""
    return acteur.profil in (Profil.ASSISTANCE, Profil.INRS)


def peut_agir_sur(acteur: Acteur, personne_id: int) -> bool:
    """Whoever sees accounts acts on them, but never on their own."""
    return peut_voir_les_comptes(acteur) and acteur.personne_id != personne_id


def peut_donner_des_roles(acteur: Acteur) -> bool:
    """The INRS alone says who is of the réseau."""
    return acteur.profil == Profil.INRS
