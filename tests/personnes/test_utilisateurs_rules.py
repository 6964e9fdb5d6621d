"""Who may be added to an entity, and with which role: facts alone."""

from datetime import date, timedelta

import pytest

from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation, FaitSuspension, raisons_delegation
from forprev.personnes.rules.utilisateurs import (
    raisons_compte,
    raisons_designation,
    raisons_homonymes,
    raisons_identite,
    raisons_role,
)
from tests.fabriques.jour import JOUR

NE_LE = date(1980, 2, 29)
PERIODE = FaitPeriode(date(2024, 3, 1), date(2029, 3, 1), date(2024, 3, 1))
VALIDE = FaitsHabilitation([PERIODE])
UN_JOUR = timedelta(days=1)


def vus(raisons) -> list[tuple[str, str]]:
    return [(raison.code, raison.champ) for raison in raisons]


@pytest.mark.rule("ACC-10", "SES-38")
@pytest.mark.parametrize(
    ("nom", "prenom", "ne_le", "attendus"),
    [
        ("Le Goff", "Maëlle", NE_LE, []),
        ("山田", "太郎", NE_LE, []),
        ("עמית", "נועה", NE_LE, []),
        ("---", "😀", NE_LE, [("nom_sans_lettre", "nom"), ("nom_sans_lettre", "prenom")]),
        ("ﷺ" * 100, "Zoé", NE_LE, [("nom_trop_long", "nom")]),
        ("Le Goff", "Maëlle", JOUR + UN_JOUR, [("naissance_future", "date_naissance")]),
        ("Le Goff", "Maëlle", date(1000, 1, 1), [("naissance_ancienne", "date_naissance")]),
    ],
)
def test_an_identity_is_one(nom, prenom, ne_le, attendus):
    assert vus(raisons_identite(nom=nom, prenom=prenom, date_naissance=ne_le, le=JOUR)) == attendus


@pytest.mark.rule("ACC-29")
@pytest.mark.parametrize(("exactes", "refuse"), [(0, False), (1, False), (2, True), (9, True)])
def test_namesakes_ask_for_the_number(exactes, refuse):
    assert vus(raisons_homonymes(exactes=exactes)) == ([("homonymes", "numero")] if refuse else [])


@pytest.mark.rule("ACC-23")
def test_the_birth_date_meets_the_number_or_the_choice():
    assert raisons_designation(trouvee=True, par_numero=True) == []
    assert vus(raisons_designation(trouvee=False, par_numero=True)) == [("numero_inconnu", "numero")]
    assert vus(raisons_designation(trouvee=False, par_numero=False)) == [("naissance_differente", "date_naissance")]


@pytest.mark.rule("ACC-20")
def test_a_frozen_account_takes_no_role():
    assert raisons_compte(actif=True) == []
    assert vus(raisons_compte(actif=False)) == [("compte_inactif", "")]


SANS_HABILITATION, SANS_LIEN = ("sans_habilitation", "habilitations"), ("lien_non_declare", "lien")


@pytest.mark.rule("ACC-12", "ACC-24")
@pytest.mark.parametrize(
    ("role", "habilitations", "lien", "attendus"),
    [
        ("gestionnaire", 0, False, []),
        ("delegataire", 1, True, []),
        ("delegataire", 0, True, [SANS_HABILITATION]),
        ("delegataire", 2, False, [SANS_LIEN]),
        ("delegataire", 0, False, [SANS_HABILITATION, SANS_LIEN]),
        ("", 1, True, [("role_absent", "role")]),
        ("inrs", 1, True, [("role_absent", "role")]),
        ("demandeur", 1, True, [("role_absent", "role")]),
    ],
)
def test_what_each_role_asks_for(role, habilitations, lien, attendus):
    assert vus(raisons_role(role, habilitations=habilitations, lien=lien)) == attendus


@pytest.mark.rule("ACC-12")
@pytest.mark.parametrize(
    ("faits", "le", "attendu"),
    [
        (VALIDE, JOUR, []),
        (VALIDE, date(2029, 3, 1), []),
        (VALIDE, date(2029, 3, 2), ["habilitation_hors_periode"]),
        (VALIDE, date(2024, 2, 29), ["habilitation_hors_periode"]),
        (FaitsHabilitation([PERIODE], [FaitSuspension(JOUR, None)]), JOUR, ["habilitation_suspendue"]),
        (FaitsHabilitation([PERIODE], [FaitSuspension(JOUR + UN_JOUR, None)]), JOUR, []),
        (FaitsHabilitation([PERIODE], retrait_le=JOUR), JOUR, ["habilitation_close"]),
        (FaitsHabilitation([PERIODE], renonciation_le=JOUR + UN_JOUR), JOUR, []),
    ],
)
def test_a_delegation_asks_for_a_habilitation_active_that_day(faits, le, attendu):
    raisons = raisons_delegation(delegataire=True, inconnues=0, choisies=[("SST / 1", faits)], le=le)
    assert [raison.code for raison in raisons] == attendu
    assert all(raison.champ == "habilitations" and raison.texte.startswith("SST / 1") for raison in raisons)


@pytest.mark.rule("ACC-12")
def test_a_delegation_is_a_delegataires_on_the_entitys_own_habilitation():
    choisies = [("SST / 1", VALIDE)]
    assert vus(raisons_delegation(delegataire=False, inconnues=0, choisies=choisies, le=JOUR)) == [
        ("pas_delegataire", "habilitations")
    ]
    assert vus(raisons_delegation(delegataire=True, inconnues=1, choisies=choisies, le=JOUR)) == [
        ("habilitation_inconnue", "habilitations")
    ]
