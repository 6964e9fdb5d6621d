"""Which Paris day an instant belongs to: midnight, changes of hour, the day set for a demonstration."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from forprev.socle.clock import PARIS, aujourdhui, fin_du, instant_du, jour, maintenant


@pytest.mark.parametrize(
    ("instant", "attendu"),
    [
        (datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 7, 14, 21, 59, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), date(2026, 7, 15)),
        # the night of 29 March 2026 has 23 hours, that of 25 October 25
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_day_changes_at_midnight_in_paris_whatever_the_season(instant, attendu):
    assert jour(instant) == attendu


def test_a_naive_instant_is_no_instant():
    with pytest.raises(ValueError, match="aware"):
        jour(datetime(2026, 11, 20, 12))  # noqa: DTZ001 - the very thing refused


@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)), st.times())
def test_a_day_holds_its_instants_up_to_its_end_excluded(le, heure):
    assert jour(instant_du(le, heure)) == le
    assert jour(fin_du(le)) == le + timedelta(days=1)
    assert jour(fin_du(le).astimezone(UTC) - timedelta(microseconds=1)) == le


def test_days_of_23_and_25_hours():
    longueurs = [
        (fin_du(d).astimezone(UTC) - instant_du(d).astimezone(UTC)) for d in (date(2026, 3, 29), date(2026, 10, 25))
    ]
    assert longueurs == [timedelta(hours=23), timedelta(hours=25)]


def test_the_present_is_in_paris():
    with time_machine.travel(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), tick=False):
        assert maintenant() == datetime(2026, 11, 21, 0, 30, tzinfo=PARIS)
        assert aujourdhui() == date(2026, 11, 21)


def test_the_present_can_be_moved_to_another_day(settings):
    settings.AUJOURDHUI = "2026-02-28"
    with time_machine.travel(datetime(2030, 6, 1, 8, 15, tzinfo=UTC), tick=False):
        assert maintenant() == datetime.combine(date(2026, 2, 28), time(10, 15), PARIS)
        assert aujourdhui() == date(2026, 2, 28)
