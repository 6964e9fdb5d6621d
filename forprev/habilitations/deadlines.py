"""Time limits of habilitations."""

from datetime import date

from forprev.socle.dates import plus_mois

ALERTES_MOIS = (12, 6)
RENOUVELLEMENT_MOIS = 12
PERMANENTE = date(2100, 12, 31)


def fin_de_periode(debut: date, annees: int) -> date:
    """Last day (included) of a right that starts on `debut`: same day `annees` years later [HAB-02]."""
    return plus_mois(debut, 12 * annees)


def ouverture_renouvellement(fin: date) -> date:
    """First day on which a renewal can be requested [DEM-14]."""
    return plus_mois(fin, -RENOUVELLEMENT_MOIS)
