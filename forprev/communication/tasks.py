"""Background entry points of communication."""

from datetime import date, datetime

from procrastinate.contrib.django import app

from forprev.communication import actions
from forprev.communication.actions import inscriptions, quotidiens
from forprev.comptes.models import Personne
from forprev.courriels.actions import FILE
from forprev.socle import clock


@app.task(name=actions.TACHE_LIEN, queue=FILE)
def envoyer_lien_mot_de_passe(personne_id: int | None, le: str) -> None:
    """Nobody: nothing to do."""
    for personne in Personne.objects.filter(pk=personne_id):
        actions.envoyer_lien_mot_de_passe(personne=personne, le=datetime.fromisoformat(le))


@app.task(name=inscriptions.TACHE_INSCRIPTION, queue=FILE)
def envoyer_inscription(inscription_id: int, le: str) -> None:
    """[ACC-05]"""
    inscriptions.envoyer_inscription(inscription_id=inscription_id, le=datetime.fromisoformat(le))


@app.task(queue="nuit", lock="envoyer_quotidiens")
def envoyer_quotidiens(jour: str) -> None:
    """[NOT-07]"""
    quotidiens.envoyer_quotidiens(jour=date.fromisoformat(jour), le=clock.maintenant())
