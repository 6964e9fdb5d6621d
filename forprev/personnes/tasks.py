"""Nightly jobs about people."""

from datetime import date

from procrastinate.contrib.django import app

from forprev.personnes.actions import successions
from forprev.socle import clock


@app.task(queue="nuit")
def terminer_lectures(jour: str) -> None:
    """[ACC-19]"""
    successions.terminer_lectures(jour=date.fromisoformat(jour), le=clock.maintenant())
