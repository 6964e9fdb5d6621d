"""Nightly jobs about requests."""

from datetime import date

from procrastinate.contrib.django import app

from forprev.demandes.actions import echeances
from forprev.socle import clock


@app.task(queue="nuit", lock="rappeler_complements")
def rappeler_complements(jour: str) -> None:
    """[DEM-10]"""
    echeances.rappeler(jour=date.fromisoformat(jour), le=clock.maintenant())


@app.task(queue="nuit", lock="avertir_brouillons")
def avertir_brouillons(jour: str) -> None:
    """Drafts to be deleted in so many days."""
    echeances.avertir_brouillons(jour=date.fromisoformat(jour), le=clock.maintenant())


@app.task(queue="nuit")
def supprimer_brouillons(jour: str) -> None:
    """Drafts left untouched."""
    echeances.supprimer_brouillons(jour=date.fromisoformat(jour), le=clock.maintenant())
