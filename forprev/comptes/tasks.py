"""Nightly jobs of accounts."""

from procrastinate.contrib.django import app

from forprev.comptes.actions import connexions, inscriptions
from forprev.socle import clock


@app.task(queue="nuit")
def effacer_attentes(jour: str) -> None:
    """[ACC-05, ACC-07] Links that ended: their hours are counted, not their day."""
    inscriptions.effacer_attentes(le=clock.maintenant())


@app.task(queue="nuit")
def effacer_connexions(jour: str) -> None:
    """[ACC-26] Web sessions that have ended: what they hold of the person goes with them."""
    connexions.effacer_les_finies(le=clock.maintenant())
