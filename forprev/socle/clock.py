"""The only place that asks what time it is.

Views, commands and tasks call it and pass the instant down; rules and actions never do.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

PARIS = ZoneInfo("Europe/Paris")


def maintenant() -> datetime:
    """The present instant, aware, in Paris; moved to settings.AUJOURDHUI (demonstration, tests) when that is set."""
    instant = datetime.now(PARIS)
    if not settings.AUJOURDHUI:
        return instant
    return datetime.combine(date.fromisoformat(settings.AUJOURDHUI), instant.time(), PARIS)


def aujourdhui() -> date:
    """The present calendar day in Paris."""
    return jour(maintenant())


def jour(instant: datetime) -> date:
    """The Paris day of an aware instant [OPS-06]."""
    if instant.tzinfo is None:
        raise ValueError("an instant must be aware")
    return instant.astimezone(PARIS).date()


def instant_du(jour_: date, heure: time = time(0)) -> datetime:
    """The aware instant of a Paris day at `heure` (midnight by default)."""
    return datetime.combine(jour_, heure, PARIS)


def fin_du(jour_: date) -> datetime:
    """The first instant that no longer belongs to the Paris day: an end date is included."""
    return instant_du(jour_ + timedelta(days=1))
