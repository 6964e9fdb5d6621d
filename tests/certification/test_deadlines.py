"""The windows of a session, at month ends and leap years included."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forprev.certification.deadlines import (
    dernier_jour_sans_certificat,
    dernier_telechargement,
    fenetre_de_saisie,
    fenetre_des_fins,
    seuil_atteint,
)
from forprev.socle.dates import plus_mois

SEUILS = (60, 30, 7)
UN_JOUR = timedelta(days=1)
JOURS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.rule("SES-05")
@pytest.mark.parametrize(
    ("date_fin", "premier", "dernier"),
    [
        (date(2026, 11, 20), date(2026, 8, 20), date(2027, 2, 20)),
        (date(2026, 11, 30), date(2026, 8, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 5, 31), date(2026, 11, 30)),
        (date(2026, 5, 31), date(2026, 2, 28), date(2026, 8, 31)),
        (date(2028, 5, 31), date(2028, 2, 29), date(2028, 8, 31)),
        (date(2028, 2, 29), date(2027, 11, 29), date(2028, 5, 29)),
        (date(2027, 2, 28), date(2026, 11, 28), date(2027, 5, 28)),
    ],
)
def test_three_months_before_and_after_the_end_date(date_fin, premier, dernier):
    assert fenetre_de_saisie(date_fin) == (premier, dernier)


@pytest.mark.rule("SES-03")
def test_rights_are_offered_around_today():
    assert fenetre_des_fins(date(2026, 11, 30)) == (date(2026, 8, 30), date(2027, 2, 28))
    assert fenetre_des_fins(date(2028, 2, 29)) == (date(2027, 11, 29), date(2028, 5, 29))


@pytest.mark.rule("SES-16")
def test_files_are_open_through_the_fifteenth_day():
    assert dernier_telechargement(date(2026, 11, 20)) == date(2026, 12, 5)
    assert dernier_telechargement(date(2028, 2, 20)) == date(2028, 3, 6)


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize(
    ("date_fin", "enregistree", "dernier"),
    [
        (date(2026, 11, 20), date(2026, 9, 1), date(2027, 2, 20)),
        (date(2026, 9, 1), date(2026, 11, 20), date(2027, 2, 20)),
        (None, date(2026, 11, 30), date(2027, 2, 28)),
        (date(2026, 11, 30), date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2027, 11, 1), date(2028, 2, 29)),
    ],
)
def test_without_certificates_a_session_lasts_three_months_after_the_later_of_the_two(date_fin, enregistree, dernier):
    assert dernier_jour_sans_certificat(date_fin, enregistree) == dernier


@pytest.mark.rule("SES-17")
@given(JOURS, JOURS)
def test_later_of_the_two_is_the_later_of_both_limits(date_fin, enregistree):
    limites = plus_mois(date_fin, 3), plus_mois(enregistree, 3)
    assert dernier_jour_sans_certificat(date_fin, enregistree) == max(limites)


@pytest.mark.rule("SES-05", "SES-17")
@given(JOURS)
def test_a_session_can_be_entered_until_its_last_day(date_fin):
    """It is never deleted while it could still be submitted."""
    assert dernier_jour_sans_certificat(date_fin, fenetre_de_saisie(date_fin)[0]) == fenetre_de_saisie(date_fin)[1]


FIN = date(2027, 2, 20)


def jours_avant(n):
    return FIN - timedelta(days=n)


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize(
    ("reste", "seuil"),
    [(61, None), (60, 60), (59, 60), (31, 60), (30, 30), (29, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, None)],
)
def test_the_warning_due_is_the_latest_passed(reste, seuil):
    """A night missed, or several, is caught up with the latest alone [NOT-11]."""
    assert seuil_atteint(FIN, depuis=jours_avant(90), le=jours_avant(reste), seuils=SEUILS) == seuil


@pytest.mark.rule("SES-17")
@pytest.mark.parametrize(
    ("premiere_sauvegarde", "reste", "seuil"),
    [(45, 44, None), (45, 30, 30), (20, 19, None), (20, 7, 7), (5, 4, None), (60, 60, 60), (59, 59, None)],
)
def test_warnings_past_when_first_saved_are_skipped(premiere_sauvegarde, reste, seuil):
    assert seuil_atteint(FIN, depuis=jours_avant(premiere_sauvegarde), le=jours_avant(reste), seuils=SEUILS) == seuil


@given(JOURS)
@example(date(2028, 2, 29))
@example(date(2026, 11, 30))
def test_the_window_holds_the_end_date_itself(date_fin):
    premier, dernier = fenetre_de_saisie(date_fin)
    assert premier < date_fin < dernier
