"""Decisions on reference data, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.referentiel import rules
from forprev.referentiel.catalogue import DELAIS, TEXTES, Unite

HIER, AUJOURDHUI, DEMAIN = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)


def codes(raisons: list) -> list[str]:
    return [raison.code for raison in raisons]


@pytest.mark.rule("SES-06")
@pytest.mark.parametrize(
    ("niveau", "existants", "attendus"),
    [
        (1, [1, 2, 3], [2, 3]),
        (2, [1, 2, 3], [3]),
        (3, [1, 2, 3], [3]),
        (1, [1, 2], [2]),
        (2, [1, 2], [2]),
        (1, [1], []),
        (1, [3, 1], [3]),
    ],
)
def test_niveaux_qualifiants(niveau: int, existants: list[int], attendus: list[int]) -> None:
    assert rules.niveaux_qualifiants(niveau, existants) == attendus


@given(st.sampled_from(sorted(DELAIS)), st.integers(-10, 200_000))
def test_une_valeur_est_acceptee_dans_ses_bornes_seulement(code: str, valeur: int) -> None:
    delai = DELAIS[code]
    assert (not rules.valeur_acceptable(delai, valeur)) == (delai.minimum <= valeur <= delai.maximum)


def test_le_refus_dit_les_bornes() -> None:
    [raison] = rules.valeur_acceptable(DELAIS["complements_attente"], 13)
    assert raison.champ == "valeur"
    assert raison.texte.endswith("choisissez une valeur de 1 à 12\u00a0mois.")


def test_un_texte_a_choix() -> None:
    assert rules.texte_acceptable(TEXTES["accessibilite"], "totalement conforme") == []
    assert codes(rules.texte_acceptable(TEXTES["accessibilite"], "conforme")) == ["texte_hors_choix"]
    assert rules.texte_acceptable(TEXTES["assistance_telephone"], "") == []


@pytest.mark.parametrize(
    ("code", "saisi", "attendu"),
    [
        ("assistance_email", "assistance@example.org", []),
        ("assistance_email", "assistance", ["texte_mal_forme"]),
        ("assistance_email", "", []),
        ("forprev1_adresse", "https://ancien.example.org/", []),
        ("forprev1_adresse", "javascript:alert(1)", ["texte_mal_forme"]),
        ("forprev1_dernier_jour", "2027-06-30", []),
        ("forprev1_dernier_jour", "2027-06-31", ["texte_mal_forme"]),
        ("forprev1_dernier_jour", "20270630", ["texte_mal_forme"]),
        ("reprise_date", "", ["texte_vide"]),
        ("assistance_horaires", "Du lundi au vendredi,\nde 9 h à 17 h", ["texte_mal_forme"]),
    ],
)
def test_un_texte_a_la_forme_de_son_genre(code: str, saisi: str, attendu: list[str]) -> None:
    assert codes(rules.texte_acceptable(TEXTES[code], saisi)) == attendu


def test_un_changement_prend_effet_aujourd_hui_ou_plus_tard() -> None:
    assert codes(rules.date_effet_acceptable(HIER, AUJOURDHUI)) == ["effet_passe"]
    assert rules.date_effet_acceptable(AUJOURDHUI, AUJOURDHUI) == []
    assert rules.date_effet_acceptable(DEMAIN, AUJOURDHUI) == []


def test_ce_qui_a_commence_ne_se_retire_pas() -> None:
    assert codes(rules.retrait_acceptable(AUJOURDHUI, AUJOURDHUI)) == ["deja_en_vigueur"]
    assert rules.retrait_acceptable(DEMAIN, AUJOURDHUI) == []


def test_la_suite_commence_apres() -> None:
    assert codes(rules.succession_acceptable(AUJOURDHUI, AUJOURDHUI)) == ["suite_trop_tot"]
    assert rules.succession_acceptable(AUJOURDHUI, DEMAIN) == []


def test_seule_la_derniere_version_d_un_modele_change() -> None:
    assert codes(rules.modele_modifiable(DEMAIN, {"titre"}, relu=True)) == ["modele_suivi"]
    assert codes(rules.modele_modifiable(None, {"titre"}, relu=False)) == ["modele_change"]
    assert codes(rules.modele_modifiable(None, set(), relu=True)) == ["rien_a_changer"]
    assert rules.modele_modifiable(None, {"titre"}, relu=True) == []


@pytest.mark.rule("SES-39")
def test_l_arret_d_un_modele() -> None:
    assert rules.arret_acceptable(AUJOURDHUI, None, None, AUJOURDHUI) == []
    assert rules.arret_acceptable(None, DEMAIN, None, AUJOURDHUI) == []
    assert codes(rules.arret_acceptable(HIER, None, None, AUJOURDHUI)) == ["effet_passe"]
    assert codes(rules.arret_acceptable(DEMAIN, HIER, None, AUJOURDHUI)) == ["deja_termine"]
    assert codes(rules.arret_acceptable(DEMAIN, None, DEMAIN, AUJOURDHUI)) == ["modele_suivi"]


@pytest.mark.rule("SES-17", "RGP-05")
def test_les_bornes_gardent_les_avertissements_dans_l_ordre() -> None:
    """The first warning is always the earliest, whatever is chosen inside the bounds."""
    series = ["session_avertissement", "complements_rappel", "formateur_avertissement", "sans_profil_avertissement"]
    paires = [(DELAIS[f"{s}_1"], DELAIS[f"{s}_2"]) for s in series]
    paires += [(DELAIS["session_avertissement_2"], DELAIS["session_avertissement_3"])]
    paires += [(DELAIS["formateur_relance_2"], DELAIS["formateur_relance_1"])]
    assert [grand.code for grand, petit in paires if grand.minimum <= petit.maximum] == []


def test_les_unites_se_lisent() -> None:
    assert [Unite.JOURS.dire(1), Unite.JOURS.dire(30), Unite.MOIS.dire(12), Unite.ANNEES.dire(10)] == [
        "1\u00a0jour",
        "30\u00a0jours",
        "12\u00a0mois",
        "10\u00a0ans",
    ]
    assert Unite.NOMBRE.dire(50) == "50"
