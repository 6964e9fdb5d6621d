"""The process that runs the queue.

An app declares its jobs in its `tasks.py`, a few lines each, calling actions::

    from procrastinate.contrib.django import app

    @app.task(queue="courriels")
    def expedier(courriel: int) -> None: ...

    @app.periodic(cron="5 3 * * *")          # cron is in UTC; `timestamp` is the tick that was due
    @app.task(queue="nuit", queueing_lock="purger")
    def purger(timestamp: int) -> None: ...

and queues one with `expedier.defer(courriel=courriel.pk)`, inside the transaction of the change it follows: a rollback
takes the job back too. A job is a lot of work, not a row; run twice, it must change nothing the second time.
With `queueing_lock` a duplicate raises `AlreadyEnqueued`: defer it in an inner `atomic()` of its own.

Why not the package's own worker command: it swaps the connector of the application that tasks defer with, so that a job
queued inside a running task would no longer belong to that task's transaction. Here a second application fetches jobs
over the asynchronous connection while the first keeps Django's.
"""

import asyncio
import contextlib
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import cast

from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector

journal = logging.getLogger(__name__)

# A periodic job missed while everything was down is caught up within this delay [OPS-03].
RATTRAPAGE = timedelta(hours=26)
SANS_NOUVELLES = timedelta(seconds=30)
RONDE = timedelta(seconds=10)
# A job that kills its worker each time must end up among the failed ones, not run for ever.
ESSAIS_MAXIMUM = 100

# One statement: a row that another worker has just taken again no longer matches, and is left alone.
RELANCER_ORPHELINS = """
    UPDATE procrastinate_jobs
       SET status = (CASE WHEN attempts < %(essais)s THEN 'todo' ELSE 'failed' END)::procrastinate_job_status,
           attempts = attempts + 1,
           scheduled_at = now()
     WHERE status = 'doing'
       AND (worker_id IS NULL OR worker_id IN (
               SELECT id FROM procrastinate_workers WHERE last_heartbeat < now() - %(delai)s * interval '1 second'))
 RETURNING id
"""


def application_du_worker() -> DjangoApp:
    """The application that fetches jobs: the tasks of the global one, over a connection of its own."""
    connecteur = cast(DjangoConnector, app.connector)
    application = DjangoApp(
        connector=connecteur.get_worker_connector(),
        periodic_defaults={"max_delay": RATTRAPAGE.total_seconds()},
    )
    application.tasks = app.tasks
    application.periodic_registry = app.periodic_registry
    return application


def lancer(simultanes: int = 2, attendre: bool = True) -> None:
    """Run jobs until SIGTERM or SIGINT, or until none is left when `attendre` is False.

    A signal lets the running jobs finish: they are short.
    """
    asyncio.run(_travailler(simultanes, attendre))


async def relancer_orphelins(application: DjangoApp) -> int:
    """Queue again the jobs of workers that have given no sign for a while, and return how many [OPS-03]."""
    lignes = await application.connector.execute_query_all_async(
        RELANCER_ORPHELINS, essais=ESSAIS_MAXIMUM, delai=int(SANS_NOUVELLES.total_seconds())
    )
    return len(lignes)


async def _travailler(simultanes: int, attendre: bool) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(simultanes, thread_name_prefix="tache"))
    application = application_du_worker()
    async with application.open_async():
        ronde = asyncio.create_task(_faire_des_rondes(application))
        try:
            await application.run_worker_async(
                concurrency=simultanes,
                wait=attendre,
                fetch_job_polling_interval=1.0,
                stalled_worker_timeout=SANS_NOUVELLES.total_seconds(),
                delete_jobs="successful",
            )
        finally:
            ronde.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ronde


async def _faire_des_rondes(application: DjangoApp) -> None:
    while True:
        try:
            if combien := await relancer_orphelins(application):
                journal.warning("jobs of dead workers queued again: %s", combien)
        except Exception:
            journal.exception("cannot look for the jobs of dead workers")
        await asyncio.sleep(RONDE.total_seconds())
