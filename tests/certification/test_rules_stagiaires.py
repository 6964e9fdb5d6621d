"""The group: each person once, with a believable birth date, in a group of the right size."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forprev.certification.rules.session import FaitModele
from forprev.certification.rules.stagiaires import (
    FaitGroupe,
    FaitStagiaire,
    raisons_age,
    raisons_groupe,
    raisons_identite,
    raisons_place,
    raisons_taille,
)
from forprev.comptes.rules import Triplet

JOUR = date(2026, 11, 20)
UN_JOUR = timedelta(days=1)
NE = date(1992, 2, 29)
PIERRE = FaitStagiaire(Triplet("JÉGOU", "Pierre", NE), ligne="1")
MODELE = FaitModele(10, 1, "SST-1", date(2015, 1, 1), None, initial=True, mise_a_jour=True)


def codes(raisons):
    return [raison.code for raison in raisons]


def ne_le(naissance):
    return replace(PIERRE, triplet=Triplet("JÉGOU", "Pierre", naissance))


@pytest.mark.rule("SES-38")
@pytest.mark.parametrize(
    ("naissance", "attendus"),
    [
        (JOUR, []),
        (JOUR + UN_JOUR, ["naissance_future"]),
        (date(1926, 11, 20), []),
        (date(1926, 11, 19), ["naissance_ancienne"]),
    ],
)
def test_birth_dates_in_the_future_or_over_100_years_ago_are_refused(naissance, attendus):
    raisons = raisons_identite(ne_le(naissance), niveau=1, le=JOUR)
    assert codes(raisons) == attendus
    assert all(r.bloquante and r.champ == "date_naissance" and "vérifiez l’année" in r.texte for r in raisons)


@pytest.mark.rule("SES-38")
@pytest.mark.parametrize(
    ("naissance", "attendus"),
    [(date(1946, 11, 20), []), (date(1946, 11, 19), ["tres_age"]), (date(1930, 1, 1), ["tres_age"])],
)
def test_over_80_on_the_end_date_warns(naissance, attendus):
    raisons = raisons_age(ne_le(naissance), MODELE, date_fin=JOUR, age_eleve=80)
    assert codes(raisons) == attendus
    assert not any(r.bloquante for r in raisons)


@pytest.mark.rule("SES-09", "SES-38")
@pytest.mark.parametrize("bloquant", [False, True])
@pytest.mark.parametrize(("naissance", "jeune"), [(date(2008, 11, 20), False), (date(2008, 11, 21), True)])
def test_under_the_minimum_age_on_the_end_date_warns_or_blocks(naissance, jeune, bloquant):
    modele = replace(MODELE, age_minimum=18, age_bloquant=bloquant)
    raisons = raisons_age(ne_le(naissance), modele, date_fin=JOUR, age_eleve=80)
    assert codes(raisons) == (["trop_jeune"] if jeune else [])
    assert all(r.bloquante is bloquant and "18 ans" in r.texte for r in raisons)


@pytest.mark.rule("SES-38")
def test_a_model_without_minimum_age_has_no_minor():
    assert raisons_age(ne_le(date(2020, 1, 1)), MODELE, date_fin=JOUR, age_eleve=80) == []
    assert raisons_age(ne_le(date(2020, 1, 1)), None, date_fin=JOUR, age_eleve=80) == []


@pytest.mark.rule("SES-08")
@pytest.mark.parametrize(
    ("niveau", "champs", "attendus"),
    [
        (1, {}, []),
        (2, {}, ["email_absent"]),
        (3, {}, ["email_absent"]),
        (2, {"email": "p@example.org"}, []),
        (2, {"personne_id": 7}, []),
    ],
)
def test_an_email_is_needed_above_niveau_1_unless_the_person_is_known(niveau, champs, attendus):
    assert codes(raisons_identite(replace(PIERRE, **champs), niveau=niveau, le=JOUR)) == attendus


@pytest.mark.rule("SES-09", "ACC-13")
@pytest.mark.parametrize(
    ("nom", "prenom", "naissance", "present"),
    [
        ("jegou", "PIERRE", NE, True),
        ("Jé-gou", "pierre ", NE, True),
        ("J’égou", "Pierre", NE, True),
        ("JÉGOU", "Pierre-Yves", NE, False),
        ("JÉGOU", "Pierre", date(1992, 2, 28), False),
        ("PIERRE", "Jégou", NE, False),
    ],
)
def test_one_person_under_another_spelling_is_already_there(nom, prenom, naissance, present):
    nouveau = FaitStagiaire(Triplet(nom, prenom, naissance))
    assert codes(raisons_place(nouveau, [PIERRE], None)) == (["deja_present"] if present else [])


@pytest.mark.rule("SES-09")
def test_one_account_under_two_names_is_already_there():
    mariee = FaitStagiaire(Triplet("LE GOFF", "Pierrette", NE), personne_id=7)
    assert codes(raisons_place(mariee, [replace(PIERRE, personne_id=7)], None)) == ["deja_present"]
    assert codes(raisons_place(replace(mariee, personne_id=8), [replace(PIERRE, personne_id=7)], None)) == []


@pytest.mark.rule("SES-37")
def test_two_stagiaires_cannot_share_an_email():
    un = replace(PIERRE, email="Partage@Example.org")
    autre = FaitStagiaire(Triplet("FONTAINE", "Myriam", NE), email="partage@example.ORG")
    (raison,) = raisons_place(autre, [un], None)
    assert (raison.code, raison.champ) == ("email_deja_present", "email")
    assert "chacun doit avoir le sien" in raison.texte
    sans = FaitStagiaire(Triplet("FONTAINE", "Myriam", NE))
    assert raisons_place(sans, [PIERRE], None) == []


@pytest.mark.rule("SES-07")
@pytest.mark.parametrize(
    "formateur",
    [
        FaitStagiaire(Triplet("jegou", "pierre", NE), personne_id=9),
        FaitStagiaire(Triplet("AUTRE", "Nom", NE), personne_id=7),
    ],
    ids=["same triplet", "same account"],
)
def test_the_trainer_is_never_a_stagiaire(formateur):
    stagiaire = replace(PIERRE, personne_id=7)
    assert codes(raisons_place(stagiaire, [], formateur)) == ["formateur_stagiaire"]
    assert raisons_place(replace(stagiaire, triplet=Triplet("X", "Y", NE), personne_id=1), [], formateur) == []


@pytest.mark.rule("SES-09", "SES-38")
@pytest.mark.parametrize(
    ("nombre", "groupe", "attendu"),
    [
        (0, FaitGroupe(), ("groupe_vide", True)),
        (1, FaitGroupe(), None),
        (3, FaitGroupe(4, 10), ("groupe_taille", False)),
        (4, FaitGroupe(4, 10), None),
        (10, FaitGroupe(4, 10), None),
        (11, FaitGroupe(4, 10), ("groupe_taille", False)),
        (3, FaitGroupe(4, 10, bloquant=True), ("groupe_taille", True)),
        (11, FaitGroupe(4, 10, bloquant=True), ("groupe_taille", True)),
        (3, FaitGroupe(4, None), ("groupe_taille", False)),
        (11, FaitGroupe(None, 10), ("groupe_taille", False)),
        (50, FaitGroupe(), None),
        (51, FaitGroupe(), ("groupe_plafond", True)),
        (13, FaitGroupe(plafond=12), ("groupe_plafond", True)),
    ],
)
def test_the_size_of_the_group_warns_or_blocks_and_the_ceiling_always_blocks(nombre, groupe, attendu):
    raisons = raisons_taille(nombre, groupe)
    assert [(r.code, r.bloquante) for r in raisons] == ([attendu] if attendu else [])


@pytest.mark.rule("SES-09")
@pytest.mark.parametrize(
    ("groupe", "texte"),
    [
        (FaitGroupe(4, 10), "1 stagiaire : le groupe compte habituellement de 4 à 10 personnes."),
        (FaitGroupe(4, None), "1 stagiaire : le groupe compte habituellement 4 personnes au moins."),
        (FaitGroupe(None, 0), "1 stagiaire : le groupe compte habituellement 0 personnes au plus."),
    ],
)
def test_the_size_expected_is_said(groupe, texte):
    assert raisons_taille(1, groupe)[0].texte.replace("\u00a0", " ").replace("\u202f", " ") == texte


@pytest.mark.rule("SES-11")
def test_the_whole_group_is_judged_each_reason_on_its_line():
    groupe = [
        ne_le(JOUR + UN_JOUR),
        FaitStagiaire(Triplet("FONTAINE", "Myriam", NE), email="m@example.org", ligne="2"),
        FaitStagiaire(Triplet("Fontaine", "myriam", NE), email="n@example.org", ligne="3"),
    ]
    raisons = raisons_groupe(
        groupe,
        groupe=FaitGroupe(4, 10),
        niveau=2,
        modele=MODELE,
        formateur=FaitStagiaire(Triplet("Jegou", "Pierre", JOUR + UN_JOUR)),
        date_fin=JOUR,
        le=JOUR,
    )
    assert [(r.code, r.champ) for r in raisons] == [
        ("groupe_taille", "stagiaires"),
        ("naissance_future", "stagiaire-1"),
        ("email_absent", "stagiaire-1"),
        ("formateur_stagiaire", "stagiaire-1"),
        ("deja_present", "stagiaires"),
    ]


@pytest.mark.rule("SES-09")
def test_ages_wait_for_the_end_date():
    ages = [ne_le(date(1930, 1, 1))]
    commun = {"groupe": FaitGroupe(), "niveau": 1, "modele": MODELE, "formateur": None, "le": JOUR}
    assert codes(raisons_groupe(ages, date_fin=None, **commun)) == []
    assert codes(raisons_groupe(ages, date_fin=JOUR, **commun)) == ["tres_age"]
