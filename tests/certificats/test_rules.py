"""How long a certificate is valid, and which one a refresher prolongs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.certificats.deadlines import fin_d_obsolescence, fin_de_validite
from forprev.certificats.rules import FaitCertificat, est_prolonge, validite

SST_2, PRAP_IBC_2, PRAP_2S_2, AMIANTE_1, CATEC_1 = 1, 2, 3, 4, 5
DEBUT, FIN = date(2023, 11, 30), date(2026, 11, 30)
JOUR = timedelta(days=1)


def certificat(fin=FIN, delivre_le=DEBUT, **champs):
    return FaitCertificat(**{"dispositif_niveau_id": SST_2, "modele_id": 10} | champs, delivre_le=delivre_le, fin=fin)


def recyclage(le, *anterieurs, mois=36):
    return validite(delivre_le=le, mois=mois, mise_a_jour=True, anterieurs=anterieurs)


@pytest.mark.rule("SES-22")
@pytest.mark.parametrize(
    ("le", "fin"),
    [
        (FIN - timedelta(days=300), date(2029, 11, 30)),
        (FIN - JOUR, date(2029, 11, 30)),
        (FIN, date(2029, 11, 30)),
        (FIN + JOUR, date(2029, 12, 1)),
        (FIN + timedelta(days=400), date(2031, 1, 4)),
    ],
)
def test_a_refresher_on_or_before_the_end_keeps_the_anniversary_a_later_one_does_not(le, fin):
    assert recyclage(le, certificat()) == fin


@pytest.mark.rule("SES-22")
def test_an_initial_training_never_looks_at_an_earlier_certificate():
    assert validite(delivre_le=FIN - JOUR, mois=36, mise_a_jour=False, anterieurs=[certificat()]) == date(2029, 11, 29)


@pytest.mark.rule("SES-22")
def test_none_known_to_forprev_counts_from_the_end_date():
    assert recyclage(date(2026, 11, 20)) == date(2029, 11, 20)


@pytest.mark.rule("SES-22")
def test_the_latest_of_several_certificates_counts():
    ancien = certificat(fin=date(2023, 5, 2), delivre_le=date(2020, 5, 2))
    assert recyclage(date(2026, 1, 15), ancien, certificat()) == date(2029, 11, 30)
    assert recyclage(date(2026, 1, 15), certificat(), ancien) == date(2029, 11, 30)


@pytest.mark.rule("SES-22")
def test_a_certificate_issued_after_the_refresher_is_not_prolonged_by_it():
    """Two sessions entered in disorder: the one that ended first prolongs what existed when it ended."""
    plus_tard = certificat(delivre_le=date(2026, 6, 1), fin=date(2029, 6, 1))
    assert recyclage(date(2026, 5, 20), plus_tard, certificat()) == date(2029, 11, 30)
    assert recyclage(date(2026, 5, 20), plus_tard) == date(2029, 5, 20)


@pytest.mark.rule("SES-22")
def test_a_revoked_certificate_is_not_prolonged_from_the_day_of_the_revocation():
    revoque = certificat(revoque_le=date(2026, 3, 1))
    assert recyclage(date(2026, 3, 1), revoque) == date(2029, 3, 1)
    assert recyclage(date(2026, 2, 28), revoque) == date(2029, 11, 30)


@pytest.mark.rule("SES-22")
def test_a_certificate_without_end_is_not_an_anniversary():
    assert recyclage(date(2026, 3, 1), certificat(fin=None)) == date(2029, 3, 1)
    assert recyclage(date(2026, 3, 1), certificat(), mois=None) is None
    assert fin_de_validite(date(2026, 3, 1), None) is None


@pytest.mark.rule("SES-22")
def test_validity_from_29_february_ends_on_the_28th():
    assert fin_de_validite(date(2028, 2, 29), 24) == date(2030, 2, 28)
    assert recyclage(date(2026, 1, 1), certificat(fin=date(2028, 2, 29))) == date(2031, 2, 28)


@pytest.mark.rule("SES-22")
@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 1500)), max_size=4),
    st.integers(1, 60),
)
def test_a_refresher_never_shortens_and_never_gives_more_than_the_anniversary(le, certificats, mois):
    anterieurs = [certificat(delivre_le=debut, fin=debut + timedelta(days=n)) for debut, n in certificats]
    fin = recyclage(le, *anterieurs, mois=mois)
    assert fin >= fin_de_validite(le, mois)
    assert fin <= fin_de_validite(max([le, *(c.fin for c in anterieurs)]), mois)


def prolonge(ancien, dispositif_niveau_id, modele_id, predecesseurs=()):
    return est_prolonge(
        ancien,
        dispositif_niveau_id=dispositif_niveau_id,
        modele_id=modele_id,
        predecesseurs=frozenset(predecesseurs),
    )


@pytest.mark.rule("SES-35")
def test_same_dispositif_and_niveau_whatever_the_model():
    assert prolonge(certificat(modele_id=10), SST_2, 11)
    assert not prolonge(certificat(dispositif_niveau_id=PRAP_IBC_2), SST_2, 10)


@pytest.mark.rule("SES-35")
def test_prap_ibc_and_prap_2s_never_prolong_each_other():
    assert not prolonge(certificat(dispositif_niveau_id=PRAP_IBC_2), PRAP_2S_2, 30)
    assert not prolonge(certificat(dispositif_niveau_id=PRAP_2S_2), PRAP_IBC_2, 20)


@pytest.mark.rule("SES-35")
def test_a_model_that_names_its_predecessors_prolongs_those_and_itself_alone():
    encadrant, operateur, cumul = 41, 42, 43
    de = {"dispositif_niveau_id": AMIANTE_1}
    assert prolonge(certificat(modele_id=operateur, **de), AMIANTE_1, operateur, [cumul])
    assert prolonge(certificat(modele_id=cumul, **de), AMIANTE_1, operateur, [cumul])
    assert not prolonge(certificat(modele_id=encadrant, **de), AMIANTE_1, operateur, [cumul])


@pytest.mark.rule("SES-35")
def test_one_catec_refresher_prolongs_surveillant_and_intervenant():
    surveillant, intervenant = 51, 52
    for ancien in (surveillant, intervenant):
        assert prolonge(certificat(dispositif_niveau_id=CATEC_1, modele_id=ancien), CATEC_1, surveillant, [intervenant])


@pytest.mark.rule("SES-06")
@pytest.mark.parametrize(
    ("le", "valide"),
    [(DEBUT - JOUR, False), (DEBUT, True), (FIN, True), (FIN + JOUR, False)],
)
def test_valid_from_issue_to_its_end_included(le, valide):
    assert certificat().est_valide(le=le) is valide
    assert certificat(fin=None).est_valide(le=le) is (le >= DEBUT)
    assert not certificat(revoque_le=le).est_valide(le=le)
    assert certificat(revoque_le=le + JOUR).est_valide(le=le) is valide


def test_a_certificate_ended_keeps_the_account_one_year():
    assert fin_d_obsolescence(date(2026, 11, 20)) == date(2027, 11, 20)
    assert fin_d_obsolescence(date(2028, 2, 29)) == date(2029, 2, 28)
