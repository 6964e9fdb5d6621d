"""Nightly jobs of accounts."""

from procrastinate.contrib.django import app

from forprev.comptes.actions import inscriptions
from forprev.socle import clock


@app.task(queue="nuit")
def effacer_attentes(jour: str) -> None:
    """[ACC-05, ACC-07] Links that ended: their hours are counted, not their day."""
    inscriptions.effacer_attentes(le=clock.maintenant())
