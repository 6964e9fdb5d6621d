"""The worker: jobs belong to transactions, missed and orphaned ones come back."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.db import connection, connections, transaction
from procrastinate import utils
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext

from forprev.socle.worker import ESSAIS_MAXIMUM, application_du_worker, relancer_orphelins


class Echec(Exception):  # noqa: N818
    pass


@pytest.fixture
def taches() -> Iterator[dict[str, list[object]]]:
    """Three jobs known to the global application for one test, and what they saw."""
    vu: dict[str, list[object]] = {"simple": [], "en_chaine": []}
    avant = set(app.tasks)

    @app.task(name="essai.simple")
    def simple(valeur: int) -> None:
        vu["simple"].append(valeur)

    @app.task(name="essai.en_chaine", pass_context=True)
    def en_chaine(contexte: JobContext, tomber: bool) -> None:
        """Queue another job, then fail or not, in one transaction."""
        vu["en_chaine"].append(contexte.job.task_name)
        with transaction.atomic():
            simple.defer(valeur=7)
            if tomber:
                raise Echec

    yield vu
    for nom in set(app.tasks) - avant:
        del app.tasks[nom]


@pytest.fixture
def lancer_worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run the worker command until the queue is empty, in a thread: its own loop, its own connections, closed after."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setattr(app, "periodic_registry", type(app.periodic_registry)(), raising=False)

    def lancer() -> None:
        def dans_le_fil() -> None:
            call_command("worker", une_fois=True)
            connections.close_all()

        with ThreadPoolExecutor(1) as fil:
            fil.submit(dans_le_fil).result(timeout=60)

    return lancer


def differer(nom: str, **arguments: object) -> int:
    return app.configure_task(nom).defer(**arguments)


def etats() -> dict[str, str]:
    return dict(ProcrastinateJob.objects.values_list("task_name", "status"))


@pytest.mark.django_db
def test_une_tache_suit_sa_transaction(
    taches: dict[str, list[object]], executer_taches: Callable[..., list[str]]
) -> None:
    with pytest.raises(Echec):
        _differer_puis_tomber()
    differer("essai.simple", valeur=2)

    assert executer_taches() == ["essai.simple"]
    assert taches["simple"] == [2]
    assert executer_taches() == []


@transaction.atomic
def _differer_puis_tomber() -> None:
    differer("essai.simple", valeur=1)
    raise Echec


@pytest.mark.django_db
def test_le_coureur_des_tests_attend_l_heure(
    taches: dict[str, list[object]], executer_taches: Callable[..., list[str]]
) -> None:
    demain = utils.utcnow() + timedelta(days=1)
    app.configure_task("essai.simple", schedule_at=demain).defer(valeur=3)

    assert executer_taches() == []
    assert executer_taches(le=demain) == ["essai.simple"]


@pytest.mark.django_db
def test_le_coureur_des_tests_suit_les_chaines(
    taches: dict[str, list[object]], executer_taches: Callable[..., list[str]]
) -> None:
    differer("essai.en_chaine", tomber=False)
    assert executer_taches() == ["essai.en_chaine", "essai.simple"]
    assert taches == {"simple": [7], "en_chaine": ["essai.en_chaine"]}


@pytest.mark.rule("OPS-03")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("tomber", "simple"), [(False, [7]), (True, [])])
def test_une_tache_differee_par_une_tache_suit_sa_transaction(
    taches: dict[str, list[object]], lancer_worker: Callable[[], None], tomber: bool, simple: list[int]
) -> None:
    """What the stock worker command gets wrong: the inner job must vanish with the transaction that queued it."""
    differer("essai.en_chaine", tomber=tomber)
    lancer_worker()
    assert taches["en_chaine"] == ["essai.en_chaine"]
    assert taches["simple"] == simple
    assert etats() == ({"essai.en_chaine": "failed"} if tomber else {})


@pytest.mark.rule("OPS-03")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("silence", "essais", "attendu"),
    [(60, 0, "todo"), (60, ESSAIS_MAXIMUM, "failed"), (5, 0, "doing"), (None, 0, "todo")],
    ids=["worker muet", "tâche qui tue", "worker vivant", "worker oublié"],
)
def test_taches_orphelines(taches: dict[str, list[object]], silence: int | None, essais: int, attendu: str) -> None:
    differer("essai.simple", valeur=1)
    _faire_prendre_par_un_worker(silence, essais)

    async def ronde() -> None:
        application = application_du_worker()
        async with application.open_async():
            await relancer_orphelins(application)

    with ThreadPoolExecutor(1) as fil:
        fil.submit(async_to_sync(ronde)).result(timeout=60)
    assert etats() == {"essai.simple": attendu}


@pytest.mark.rule("OPS-03")
@pytest.mark.django_db(transaction=True)
def test_une_tache_orpheline_finit_par_etre_faite(
    taches: dict[str, list[object]], lancer_worker: Callable[[], None]
) -> None:
    differer("essai.simple", valeur=1)
    _faire_prendre_par_un_worker(60, 0)
    lancer_worker()
    lancer_worker()
    assert taches["simple"] == [1]


def _faire_prendre_par_un_worker(silence: int | None, essais: int) -> None:
    """Leave the only job as a worker leaves it that was killed `silence` seconds after its last sign."""
    with connection.cursor() as curseur:
        worker = None
        if silence is not None:
            curseur.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " SELECT now() - make_interval(secs => %s) RETURNING id",
                [silence],
            )
            worker = curseur.fetchone()[0]
        curseur.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s", [worker, essais]
        )


@pytest.mark.rule("OPS-03")
def test_rattrapage_des_taches_periodiques() -> None:
    application = application_du_worker()
    assert application.periodic_defaults == {"max_delay": 26 * 3600}
    assert application.tasks is app.tasks
    assert application.connector is not app.connector
