"""Background and nightly jobs of certification sessions."""

from datetime import date

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from forprev.certification.actions import fins, generation
from forprev.socle import clock


@app.task(
    name=generation.TACHE_PRODUCTION, queue=generation.FILE, retry=RetryStrategy(max_attempts=50, exponential_wait=2)
)
def produire_certificats(generation_id: int) -> None:
    """[SES-15] Run again after a crash, it finishes what was begun."""
    generation.produire(generation_id=generation_id, le=clock.maintenant())


@app.task(queue="nuit")
def supprimer_sessions(jour: str) -> None:
    """[SES-16, SES-17]"""
    fins.purger(jour=date.fromisoformat(jour), le=clock.maintenant())


@app.task(queue="nuit")
def avertir_suppressions(jour: str) -> None:
    """[SES-17]"""
    fins.avertir(jour=date.fromisoformat(jour), le=clock.maintenant())
