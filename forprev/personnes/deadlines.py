"""Time limits of what a person asks about their own data."""

from datetime import date

from forprev.socle.dates import plus_mois

REPONSE_MOIS = 1


def limite_de_reponse(deposee_le: date) -> date:
    """The last day (included) to answer a rectification or an erasure request: one month [ACC-07, RGP-04]."""
    return plus_mois(deposee_le, REPONSE_MOIS)
