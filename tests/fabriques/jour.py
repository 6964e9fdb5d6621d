"""The day on which the world of the tests is seen."""

from datetime import date, datetime, time, timedelta

from forprev.socle.clock import instant_du

JOUR = date(2026, 11, 20)
INSTANT = instant_du(JOUR, time(10, 30))


def il_y_a(jours: int) -> datetime:
    """The instant of the tests, `jours` days earlier (later when negative)."""
    return instant_du(JOUR - timedelta(days=jours), time(10, 30))
