"""On which days a habilitation is valid, and what is said on the others."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.habilitations.rules import (
    FaitPeriode,
    FaitsHabilitation,
    FaitSuspension,
    est_valide,
    raisons_invalidite,
    valide_au_moins_un_jour,
)

DEBUT, FIN = date(2021, 3, 1), date(2026, 3, 1)
VEILLE = timedelta(days=1)


def droit(**changes):
    return FaitsHabilitation(**{"periodes": [FaitPeriode(DEBUT, FIN, DEBUT)]} | changes)


def dit(faits, le):
    (raison,) = raisons_invalidite(faits, le=le)
    assert raison.bloquante
    assert raison.champ == "date_fin"
    return raison.code, raison.texte.replace("\u00a0", " ")


@pytest.mark.rule("HAB-03")
@pytest.mark.parametrize("le", [DEBUT, date(2024, 2, 29), FIN])
def test_valid_from_the_first_day_to_the_last_included(le):
    assert raisons_invalidite(droit(), le=le) == []
    assert est_valide(droit(), le=le)


@pytest.mark.rule("HAB-03", "SES-05")
def test_expired_one_day_before():
    code, texte = dit(droit(), FIN + VEILLE)
    assert code == "habilitation_hors_periode"
    assert "n’est plus valable au 2 mars 2026 (échéance le 1er mars 2026)" in texte
    assert "renouvelez" in texte


@pytest.mark.rule("HAB-03")
def test_not_begun():
    assert "elle commence le 1er mars 2021" in dit(droit(), DEBUT - VEILLE)[1]
    assert dit(droit(periodes=[]), DEBUT)[1] == "Cette habilitation n’est pas valable au 1er mars 2021."


@pytest.mark.rule("HAB-03")
def test_first_and_last_day_of_a_suspension_are_suspended():
    faits = droit(suspensions=[FaitSuspension(date(2024, 5, 10), date(2024, 6, 10))])
    assert est_valide(faits, le=date(2024, 5, 9))
    assert est_valide(faits, le=date(2024, 6, 11))
    for jour in (date(2024, 5, 10), date(2024, 6, 10)):
        code, texte = dit(faits, jour)
        assert code == "habilitation_suspendue"
        assert "suspendue depuis le 10 mai 2024, jusqu’au 10 juin 2024 inclus" in texte


@pytest.mark.rule("HAB-03")
def test_a_suspension_without_a_last_day_runs_until_lifted():
    faits = droit(suspensions=[FaitSuspension(date(2024, 5, 10), None)])
    assert est_valide(faits, le=date(2024, 5, 9))
    assert "jusqu’à nouvel ordre" in dit(faits, FIN)[1]


@pytest.mark.rule("HAB-03")
@pytest.mark.parametrize(("champ", "mot"), [("retrait_le", "retirée"), ("renonciation_le", "abandonnée par l’entité")])
def test_from_the_day_it_is_withdrawn_or_given_up_nothing_is_valid(champ, mot):
    faits = droit(**{champ: date(2024, 5, 10)})
    assert est_valide(faits, le=date(2024, 5, 9))
    for jour in (date(2024, 5, 10), FIN):
        code, texte = dit(faits, jour)
        assert code == "habilitation_close"
        assert f"a été {mot} le 10 mai 2024" in texte


@pytest.mark.rule("HAB-08")
def test_a_late_renewal_leaves_a_gap_from_the_old_end_to_the_eve_of_the_meeting():
    seance = date(2026, 4, 15)
    faits = droit(
        periodes=[FaitPeriode(DEBUT, FIN, DEBUT), FaitPeriode(FIN + VEILLE, date(2031, 3, 1), accordee_le=seance)]
    )
    assert est_valide(faits, le=FIN)
    for jour in (FIN + VEILLE, seance - VEILLE):
        assert "a pris fin le 1er mars 2026 et ne reprend que le 15 avril 2026" in dit(faits, jour)[1]
    assert est_valide(faits, le=seance)
    assert est_valide(faits, le=date(2031, 3, 1))
    assert not est_valide(faits, le=date(2031, 3, 2))


@pytest.mark.rule("HAB-08")
def test_a_renewal_granted_in_time_leaves_no_gap():
    suite = FaitPeriode(FIN + VEILLE, date(2031, 3, 1), accordee_le=date(2026, 1, 12))
    faits = droit(periodes=[FaitPeriode(DEBUT, FIN, DEBUT), suite])
    assert all(est_valide(faits, le=FIN + timedelta(days=n)) for n in range(-3, 4))
    assert suite.compte_du == FIN + VEILLE


ORIGINE = date(2026, 2, 20)
JOURS = st.integers(0, 60).map(lambda n: ORIGINE + timedelta(days=n))
PARFOIS = st.none() | JOURS


@st.composite
def _periodes(draw):
    bornes = sorted(draw(st.lists(JOURS, min_size=2, max_size=6, unique=True)))
    return [FaitPeriode(du, au, draw(JOURS)) for du, au in zip(bornes[::2], bornes[1::2], strict=False)]


@st.composite
def _suspensions(draw):
    du = draw(JOURS)
    au = draw(PARFOIS)
    return FaitSuspension(du, au if au is None or au >= du else du)


FAITS = st.builds(
    FaitsHabilitation,
    periodes=_periodes(),
    suspensions=st.lists(_suspensions(), max_size=3),
    retrait_le=PARFOIS,
    renonciation_le=PARFOIS,
)


def _valide_selon_le_texte(faits, le):
    """HAB-03 written again from the specification, day by day."""
    compte = any(max(p.debut, p.accordee_le) <= le <= p.fin for p in faits.periodes)
    avant = all(fin is None or le < fin for fin in (faits.retrait_le, faits.renonciation_le))
    suspendu = any(s.du <= le and (s.au is None or le <= s.au) for s in faits.suspensions)
    return compte and avant and not suspendu


@pytest.mark.rule("HAB-03", "HAB-08")
@given(FAITS, JOURS)
def test_validity_is_the_text_of_the_rule(faits, le):
    assert est_valide(faits, le=le) == _valide_selon_le_texte(faits, le)
    assert len(raisons_invalidite(faits, le=le)) == (0 if _valide_selon_le_texte(faits, le) else 1)


@pytest.mark.rule("SES-03")
@given(FAITS, JOURS, st.integers(-1, 60))
def test_valid_on_at_least_one_day_is_what_trying_every_day_finds(faits, du, longueur):
    au = du + timedelta(days=longueur)
    un_par_un = any(_valide_selon_le_texte(faits, du + timedelta(days=n)) for n in range(longueur + 1))
    assert valide_au_moins_un_jour(faits, du=du, au=au) == un_par_un
