"""Who may answer what people ask about their own data."""

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil


def peut_repondre(acteur: Acteur) -> bool:
    """Identities are corrected by the assistance only; it also answers erasure requests [ACC-07, RGP-04]."""
    return acteur.profil == Profil.ASSISTANCE
