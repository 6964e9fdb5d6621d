"""How long a web session lives."""

from datetime import datetime, timedelta

DUREE_CONNEXION = timedelta(hours=12)
INACTIVITE_RESEAU = timedelta(minutes=30)


def fin_de_connexion(ouverte_le: datetime, vue_le: datetime, *, reseau: bool) -> datetime:
    """When a web session ends: 12 h after it was opened, or for the réseau 30 min after its last use [ACC-26]."""
    absolue = ouverte_le + DUREE_CONNEXION
    return min(absolue, vue_le + INACTIVITE_RESEAU) if reseau else absolue
