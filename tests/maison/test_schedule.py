"""The crontab: every nightly job is planned, and its day is the Paris day of its tick."""

from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django import app

from config.schedule import NUIT, jour_du_tick


@pytest.mark.rule("OPS-06")
@pytest.mark.parametrize(
    ("tick", "jour"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),  # the night of the change to summer time
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),  # and back
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_le_jour_d_un_travail_est_celui_de_paris(tick, jour, settings):
    settings.AUJOURDHUI = None
    assert jour_du_tick(int(tick.timestamp())) == jour


def test_chaque_travail_de_nuit_est_planifie():
    planifies = {tache.task.name for tache in app.periodic_registry.periodic_tasks.values()}
    assert {f"nuit.{tache.name.rpartition('.')[2]}" for _, tache in NUIT} <= planifies


def test_un_travail_de_nuit_transmet_son_jour(mocker_jours):
    tick = int(datetime(2026, 11, 20, 1, 10, tzinfo=UTC).timestamp())
    app.tasks["nuit.supprimer_sessions"].func(timestamp=tick)
    assert mocker_jours == ["2026-11-20"]


@pytest.fixture
def mocker_jours(monkeypatch, settings):
    settings.AUJOURDHUI = None
    jours: list[str] = []
    from config import schedule

    monkeypatch.setattr(schedule.supprimer_sessions, "func", lambda jour: jours.append(jour))
    return jours
