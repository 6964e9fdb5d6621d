"""When a mail that could not leave is tried again."""

from datetime import timedelta

PREMIERS_DELAIS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
DELAI_SUIVANT = timedelta(hours=1)
ESSAIS_HORAIRES = 48


def delai_avant_nouvel_essai(essais: int) -> timedelta | None:
    """How long to wait after the `essais`-th failed try; None when there is no other try [NOT-05].

    1, 5, 15, 60 minutes, then every hour for 48 hours. Raises ValueError before the first try.
    """
    if essais < 1:
        raise ValueError("no try was made yet")
    if essais <= len(PREMIERS_DELAIS):
        return PREMIERS_DELAIS[essais - 1]
    return DELAI_SUIVANT if essais <= len(PREMIERS_DELAIS) + ESSAIS_HORAIRES else None
