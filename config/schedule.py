"""Everything that runs by itself, as one list. Times are UTC; a job receives the Paris day of its tick [OPS-06].

Each job takes its day, may be run twice, and catches up by itself what missed nights left: it looks for what is due on
or before its day, never for what falls due exactly on it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from forprev.certification.tasks import (
    avertir_suppressions,
    relancer_generations,
    signaler_acces_non_remis,
    supprimer_sessions,
)
from forprev.communication.tasks import envoyer_quotidiens
from forprev.comptes.tasks import effacer_attentes, effacer_connexions
from forprev.demandes.tasks import avertir_brouillons, rappeler_complements, supprimer_brouillons
from forprev.personnes.tasks import terminer_lectures
from forprev.socle import clock

NUIT = (
    # (minute hour, job): after 02:00 in Paris in winter as in summer, the purge first
    ("10 1 * * *", supprimer_sessions),
    ("15 1 * * *", effacer_attentes),
    ("18 1 * * *", effacer_connexions),
    ("20 1 * * *", terminer_lectures),
    ("25 1 * * *", supprimer_brouillons),
    ("30 1 * * *", avertir_suppressions),
    ("35 1 * * *", rappeler_complements),
    ("40 1 * * *", avertir_brouillons),
    ("50 1 * * *", relancer_generations),
    ("0 2 * * *", signaler_acces_non_remis),
    # read at breakfast, after all that the night tells
    ("30 4 * * *", envoyer_quotidiens),
)


def jour_du_tick(timestamp: int) -> date:
    """The Paris day of a tick; the day of the demonstration when one is set."""
    return clock.aujourdhui() if settings.AUJOURDHUI else clock.jour(datetime.fromtimestamp(timestamp, UTC))


def _planifier(cron: str, tache: Callable[..., None]) -> None:
    nom = f"nuit.{tache.name.rpartition('.')[2]}"  # type: ignore[attr-defined]

    @app.periodic(cron=cron)
    @app.task(name=nom, queue="nuit", queueing_lock=nom, lock=nom)
    def tick(timestamp: int) -> None:
        tache(jour=jour_du_tick(timestamp).isoformat())


for _cron, _tache in NUIT:
    _planifier(_cron, _tache)
