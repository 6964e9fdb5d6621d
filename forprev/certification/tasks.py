"""Background and nightly jobs of certification sessions."""

from datetime import date

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from forprev.certification.actions import acces, fins, generation, remplacement
from forprev.socle import clock


# Waits of 30 s more each time: a fault that lasts a day is caught up within the hour that follows it.
@app.task(
    name=generation.TACHE_PRODUCTION, queue=generation.FILE, retry=RetryStrategy(max_attempts=100, linear_wait=30)
)
def produire_certificats(generation_id: int) -> None:
    """[SES-15] Run again after a crash, it finishes what was begun."""
    generation.produire(generation_id=generation_id, le=clock.maintenant())


@app.task(
    name=remplacement.TACHE_FICHIERS, queue=generation.FILE, retry=RetryStrategy(max_attempts=100, linear_wait=30)
)
def refaire_les_fichiers(generation_id: int) -> None:
    """[CER-14] Run again, it draws the same files."""
    generation.redessiner(generation_id=generation_id)


@app.task(queue="nuit")
def supprimer_sessions(jour: str) -> None:
    """[SES-16, SES-17]"""
    fins.purger(jour=date.fromisoformat(jour), le=clock.maintenant())


@app.task(queue="nuit")
def relancer_generations(jour: str) -> None:
    """[SES-15, RGP-02] A generation whose job was given up is asked for again: its session is never purged before."""
    generation.relancer(le=clock.maintenant())


@app.task(queue="nuit")
def signaler_acces_non_remis(jour: str) -> None:
    """[SES-37]"""
    acces.signaler_non_remis(le=clock.maintenant())


@app.task(queue="nuit", lock="avertir_suppressions")
def avertir_suppressions(jour: str) -> None:
    """[SES-17]"""
    fins.avertir(jour=date.fromisoformat(jour), le=clock.maintenant())
