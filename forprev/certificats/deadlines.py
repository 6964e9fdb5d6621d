"""Time limits of certificates."""

from datetime import date

from forprev.socle.dates import plus_mois

ALERTES_MOIS = (9, 6)
OBSOLETE_MOIS = 12


def fin_de_validite(debut: date, mois: int | None) -> date | None:
    """Last day (included) of a certificate counted from `debut`; None when the model has no validity [SES-22]."""
    return None if mois is None else plus_mois(debut, mois)


def fin_d_obsolescence(fin: date) -> date:
    """The day from which an ended trainer certificate no longer keeps the account: 1 year after [ACC-17]."""
    return plus_mois(fin, OBSOLETE_MOIS)
