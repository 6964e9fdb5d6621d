"""What an identity may become, and by when one answers: facts alone."""

from datetime import date

import pytest

from forprev.comptes.rules import Triplet
from forprev.personnes.deadlines import limite_de_reponse
from forprev.personnes.rules.rectifications import (
    raisons_changement,
    raisons_depot,
    raisons_identite,
    raisons_motif,
)
from forprev.personnes.states import EFFACEMENT, RECTIFICATION, Action, EtatEffacement, EtatRectification
from tests.fabriques.jour import JOUR

NEE = date(1980, 2, 29)


def codes(raisons):
    return [(raison.code, raison.champ) for raison in raisons]


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(
    ("deposee", "limite"),
    [
        (date(2026, 11, 16), date(2026, 12, 16)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_the_answer_is_due_within_one_month(deposee, limite):
    assert limite_de_reponse(deposee) == limite


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(
    "nom", ["N’Guyen-Le Goff", "Ó", "محمد", "山田", "Da Silva", "Ā" * 100, "d’Été", "Müller (Diop)"]
)
def test_letters_of_any_script_make_a_name(nom):
    assert raisons_identite(Triplet(nom, "Zoé", NEE), le=JOUR) == []


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(
    ("nom", "prenom", "attendus"),
    [
        ("", "Zoé", [("sans_lettre", "nom")]),
        ("---", "Zoé", [("sans_lettre", "nom")]),
        ("😀", "Zoé", [("sans_lettre", "nom")]),
        ("Durand 😀", "Zoé", [("symbole", "nom")]),
        ("Durand", "Zoé♥", [("symbole", "prenom")]),
        ("<b>", "1234", [("symbole", "nom"), ("sans_lettre", "prenom")]),
    ],
)
def test_pictures_and_signs_make_none(nom, prenom, attendus):
    assert codes(raisons_identite(Triplet(nom, prenom, NEE), le=JOUR)) == attendus


@pytest.mark.rule("ACC-07", "SES-38")
@pytest.mark.parametrize(
    ("naissance", "code"),
    [
        (date(2026, 11, 21), "naissance_future"),
        (date(1926, 11, 19), "naissance_ancienne"),
        (date(1, 1, 1), "naissance_ancienne"),
    ],
)
def test_a_birth_date_is_possible(naissance, code):
    assert codes(raisons_identite(Triplet("Durand", "Zoé", naissance), le=JOUR)) == [(code, "date_naissance")]


@pytest.mark.rule("ACC-07")
def test_the_same_values_change_nothing_but_an_accent_does():
    actuelle = Triplet("Durand", "Zoe", NEE)
    assert codes(raisons_changement(actuelle, Triplet("Durand", "Zoe", NEE))) == [("rien_ne_change", "")]
    assert raisons_changement(actuelle, Triplet("Durand", "Zoé", NEE)) == []
    assert raisons_changement(actuelle, Triplet("DURAND", "Zoe", NEE)) == []


def test_one_open_request_and_a_reason():
    assert codes(raisons_depot(deja_ouverte=True)) == [("rectification_ouverte", "")]
    assert raisons_depot(deja_ouverte=False) == []
    assert codes(raisons_motif(" \n ")) == [("motif_absent", "motif")]
    assert raisons_motif("Une faute de frappe.") == []


@pytest.mark.rule("ACC-07", "RGP-04")
def test_an_answer_is_given_once():
    for table, etats in ((RECTIFICATION, EtatRectification), (EFFACEMENT, EtatEffacement)):
        ouvert, *clos = etats
        assert {ligne.action for ligne in table if ouvert in ligne.de} == {ligne.action for ligne in table}
        assert not any(table.actions(etat, partie) for etat in clos for partie in ("personne", "assistance"))
    assert RECTIFICATION.trouver(Action.COMPLETER, "DEPOSEE").vers == "DEPOSEE"
