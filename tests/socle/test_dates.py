"""Calendar arithmetic: month ends, leap years, how dates are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.socle.dates import avec_jour, courte, dans, longue, plus_mois

JOURS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
MOIS = st.integers(-1200, 1200)


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 11, 20), 3, date(2027, 2, 20)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2028, 5, 31), -3, date(2028, 2, 29)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_months_after_and_before_keep_the_day_or_take_the_last_of_the_month(jour, mois, attendu):
    assert plus_mois(jour, mois) == attendu


@given(JOURS, MOIS)
def test_a_shift_by_months_lands_in_the_right_month_on_the_same_day_or_its_last(jour, mois):
    decale = plus_mois(jour, mois)
    assert (decale.year * 12 + decale.month) - (jour.year * 12 + jour.month) == mois
    if decale.day != jour.day:
        assert decale.day < jour.day
        assert (decale.toordinal() + 1) == date(
            decale.year + decale.month // 12, decale.month % 12 + 1, 1
        ).toordinal(), "not the last day of its month"


@given(JOURS, JOURS, MOIS)
def test_a_shift_by_months_never_changes_the_order_of_two_days(un, autre, mois):
    premier, second = sorted((un, autre))
    assert plus_mois(premier, mois) <= plus_mois(second, mois)


def test_both_ends_of_a_stretch_are_included():
    debut, fin = date(2026, 3, 1), date(2026, 3, 31)
    assert dans(debut, debut, fin)
    assert dans(fin, debut, fin)
    assert not dans(date(2026, 2, 28), debut, fin)
    assert not dans(date(2026, 4, 1), debut, fin)
    assert dans(date(2999, 1, 1), debut, None)
    assert not dans(date(2026, 2, 28), debut, None)


def test_dates_as_french_readers_write_them():
    assert longue(date(2026, 3, 12)) == "12\u00a0mars\u00a02026"
    assert longue(date(2026, 8, 1)) == "1er\u00a0août\u00a02026"
    assert longue(date(2026, 2, 11)) == "11\u00a0février\u00a02026"
    assert avec_jour(date(2026, 11, 20)) == "vendredi\u00a020\u00a0novembre\u00a02026"
    assert courte(date(2026, 3, 2)) == "02/03/2026"
