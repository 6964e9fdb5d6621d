"""Run the queued jobs of a test in its own thread and transaction."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from procrastinate import utils
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job

PREMIER_A_FAIRE = """
    UPDATE procrastinate_jobs SET status = 'doing'
     WHERE id = (SELECT id FROM procrastinate_jobs
                  WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)
               ORDER BY priority DESC, id LIMIT 1)
 RETURNING id
"""


@pytest.fixture
def executer_taches() -> Callable[..., list[str]]:
    """A function that runs every job due, those queued by jobs included, and returns the names of what it ran.

    `le` is the instant that counts as now (the real one by default). A job's exception goes up to the test.
    """

    def executer(le: datetime | None = None) -> list[str]:
        return list(_executer(le or utils.utcnow()))

    return executer


def _executer(le: datetime) -> Iterator[str]:
    while (pk := _prendre(le)) is not None:
        ligne = ProcrastinateJob.objects.get(pk=pk)
        tache = app.tasks[ligne.task_name]
        contexte = [_contexte(ligne)] if tache.pass_context else []
        tache.func(*contexte, **ligne.args)
        _clore(pk)
        yield ligne.task_name


def _prendre(le: datetime) -> int | None:
    with connection.cursor() as curseur:
        curseur.execute(PREMIER_A_FAIRE, [le.astimezone(UTC)])
        ligne = curseur.fetchone()
    return ligne[0] if ligne else None


def _clore(pk: int) -> None:
    with connection.cursor() as curseur:
        curseur.execute(
            "UPDATE procrastinate_jobs SET status = 'succeeded', attempts = attempts + 1 WHERE id = %s", [pk]
        )


def _contexte(ligne: ProcrastinateJob) -> JobContext:
    travail = Job(
        id=ligne.pk,
        queue=ligne.queue_name,
        lock=ligne.lock,
        queueing_lock=ligne.queueing_lock,
        task_name=ligne.task_name,
        task_kwargs=ligne.args,
        attempts=ligne.attempts,
    )
    return JobContext(app=app, job=travail, start_timestamp=utils.utcnow().timestamp(), abort_reason=lambda: None)
