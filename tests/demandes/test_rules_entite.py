"""The administrative file."""

from datetime import date

import pytest

from forprev.demandes.deadlines import limite_complements, suppression_brouillon
from forprev.demandes.rules.entite import differences, raisons_siret


@pytest.mark.rule("ENT-02")
@pytest.mark.parametrize(
    ("numero", "pris", "attendu"),
    [
        ("73282932000074", False, []),
        ("732 829 320 00074", False, []),
        ("73282932000075", False, ["siret_cle"]),
        ("7328293200007", False, ["siret_forme"]),
        ("7328293200007A", False, ["siret_forme"]),
        ("", False, ["siret_forme"]),
        # La Poste: the sum of the digits, a multiple of 5
        ("35600000049837", False, []),
        ("73282932000074", True, ["siret_pris"]),
    ],
)
def test_a_siret_has_a_valid_key_and_one_entity(numero, pris, attendu):
    raisons = raisons_siret(numero, pris=pris)
    assert [raison.code for raison in raisons] == attendu
    assert {raison.champ for raison in raisons} <= {"siret"}


@pytest.mark.rule("ENT-07", "ENT-09")
def test_only_instructed_fields_make_a_difference():
    avant = {"raison_sociale": "MAIRIE DE VANVES", "siret": "73282932000074", "signataire_nom": "Roussel", "pays": ""}
    apres = {"signataire_nom": "Martin", "siret": "73282932000074", "raison_sociale": "VILLE DE VANVES"}
    [changee] = differences(avant, apres)
    assert (changee.champ, changee.avant, changee.apres) == ("raison_sociale", "MAIRIE DE VANVES", "VILLE DE VANVES")


@pytest.mark.rule("DEM-10")
def test_the_limit_of_complements():
    assert limite_complements(date(2025, 11, 30), mois=3) == date(2026, 2, 28)
    assert suppression_brouillon(date(2024, 2, 29), mois=12) == date(2025, 2, 28)
