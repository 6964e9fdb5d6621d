"""What a decision gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.demandes.rules.decision import (
    numero_habilitation,
    periode_renouvelee,
    premiere_periode,
    raisons_conflit,
    raisons_debut,
    raisons_motif,
)
from forprev.demandes.states import Decision
from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation, est_valide


@pytest.mark.rule("DEM-23", "HAB-02")
@pytest.mark.parametrize(
    ("seance", "debut", "attendu"),
    [
        (date(2026, 3, 12), None, (date(2026, 3, 12), date(2031, 3, 12))),
        (date(2026, 3, 12), date(2026, 4, 1), (date(2026, 4, 1), date(2031, 4, 1))),
        (date(2024, 2, 29), None, (date(2024, 2, 29), date(2029, 2, 28))),
    ],
)
def test_a_first_habilitation_starts_with_its_meeting_or_later(seance, debut, attendu):
    periode = premiere_periode(seance=seance, annees=5, debut=debut)
    assert (periode.debut, periode.fin, periode.accordee_le) == (*attendu, seance)


@pytest.mark.rule("DEM-23")
def test_never_before_its_meeting():
    seance = date(2026, 3, 12)
    assert [r.code for r in raisons_debut(date(2026, 3, 11), seance=seance)] == ["debut_avant_seance"]
    assert raisons_debut(seance, seance=seance) == raisons_debut(None, seance=seance) == []


@pytest.mark.rule("DEM-14", "HAB-02")
@pytest.mark.parametrize(
    ("ancienne_fin", "fin"),
    [(date(2026, 3, 12), date(2031, 3, 12)), (date(2029, 2, 28), date(2034, 2, 28))],
)
def test_a_renewal_keeps_the_anniversary(ancienne_fin, fin):
    periode = periode_renouvelee(ancienne_fin=ancienne_fin, seance=ancienne_fin - timedelta(days=40), annees=5)
    assert (periode.debut, periode.fin) == (ancienne_fin + timedelta(days=1), fin)


@pytest.mark.rule("DEM-14", "HAB-08")
@given(st.integers(min_value=-300, max_value=300))
def test_the_days_between_the_old_end_and_a_late_meeting_are_valid_for_nothing(retard):
    fin = date(2026, 3, 12)
    seance = fin + timedelta(days=retard)
    suivante = periode_renouvelee(ancienne_fin=fin, seance=seance, annees=5)
    faits = FaitsHabilitation(
        [
            FaitPeriode(date(2021, 3, 12), fin, date(2021, 3, 12)),
            FaitPeriode(suivante.debut, suivante.fin, suivante.accordee_le),
        ]
    )
    invalides = [jour for n in range(1, 400) if not est_valide(faits, le=(jour := fin + timedelta(days=n)))]
    assert invalides == [fin + timedelta(days=n) for n in range(1, max(retard, 1))]
    assert est_valide(faits, le=fin)


@pytest.mark.rule("HAB-01")
def test_the_number_of_a_new_habilitation():
    ecrit = numero_habilitation(rang=30171, annee=2020, code="SST", niveau=2, type_entite="C")
    assert ecrit == "H30171/2020/SST-2/C/00"
    assert numero_habilitation(rang=7, annee=2026, code="PRAPIBC", niveau=1, type_entite="O").startswith("H00007/")
    with pytest.raises(ValueError, match="100000"):
        numero_habilitation(rang=100_000, annee=2026, code="SST", niveau=1, type_entite="O")


@pytest.mark.rule("DEM-11")
@pytest.mark.parametrize("decision", [Decision.DEFAVORABLE, Decision.AJOURNEE])
def test_reasons_are_given_for_what_is_not_favourable(decision):
    assert [r.champ for r in raisons_motif(decision, "  ")] == ["motif"]
    assert raisons_motif(decision, "Programme incomplet.") == raisons_motif(Decision.FAVORABLE, "") == []


@pytest.mark.rule("DEM-27")
def test_nobody_decides_for_their_own_entity():
    assert [r.code for r in raisons_conflit(tient_un_profil=True)] == ["conflit"]
    assert raisons_conflit(tient_un_profil=False) == []
