"""How long a habilitation lasts, and when its renewal opens."""

from datetime import date

import pytest

from forprev.habilitations.deadlines import fin_de_periode, ouverture_renouvellement


@pytest.mark.rule("HAB-02")
@pytest.mark.parametrize(
    ("debut", "fin"),
    [
        (date(2021, 3, 1), date(2026, 3, 1)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2029, 2, 28), date(2034, 2, 28)),
        (date(2023, 12, 31), date(2028, 12, 31)),
    ],
)
def test_five_years_to_the_same_day(debut, fin):
    assert fin_de_periode(debut, 5) == fin


def test_a_renewal_opens_twelve_months_before_the_end():
    assert ouverture_renouvellement(date(2026, 3, 1)) == date(2025, 3, 1)
    assert ouverture_renouvellement(date(2028, 2, 29)) == date(2027, 2, 28)
