"""What a change takes with it, and how it is said [SES-40]."""

from dataclasses import replace
from datetime import date

import pytest

from forprev.certification.rules.changements import consequences, formateur_a_reverifier, niveau_change
from forprev.certification.rules.session import FaitHabilitation, FaitLieu, FaitModele, FaitsSession
from forprev.certification.states import TypeLieu, TypeStage
from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation

pytestmark = pytest.mark.rule("SES-40")

JOUR = date(2026, 11, 20)
DROIT = FaitHabilitation(1, FaitsHabilitation([FaitPeriode(date(2024, 3, 1), date(2029, 3, 1), date(2024, 3, 1))]))
MODELE = FaitModele(10, 1, "SST-1", date(2015, 1, 1), None, initial=True, mise_a_jour=True)
CUVE = FaitLieu(TypeLieu.PLATEFORME, plateforme_nom="Cuve", plateforme_utilisable=True)
COMPLETE = FaitsSession(
    JOUR, TypeStage.MISE_A_JOUR, DROIT, MODELE, FaitLieu(TypeLieu.FRANCE, code_postal="92170", commune="Vanves")
)


def perdus(faits):
    return {consequence.champ: consequence.texte for consequence in consequences(faits)}


def test_what_still_agrees_is_kept():
    assert perdus(COMPLETE) == {}


def test_what_is_missing_is_not_lost():
    assert perdus(FaitsSession()) == {}
    assert perdus(replace(COMPLETE, lieu=FaitLieu(TypeLieu.FRANCE))) == {}


@pytest.mark.parametrize(
    "faits",
    [
        replace(COMPLETE, habilitation=replace(DROIT, dispositif_niveau_id=2)),
        replace(COMPLETE, modele=replace(MODELE, effet_au=date(2026, 1, 1))),
    ],
    ids=["another dispositif", "a date out of its effect"],
)
def test_the_model_goes_with_its_dispositif_or_its_dates(faits):
    assert perdus(faits) == {"modele": "Le certificat a été effacé : il ne convient plus."}


def test_the_kind_of_training_goes_with_the_model_that_allowed_it():
    assert list(perdus(replace(COMPLETE, modele=replace(MODELE, mise_a_jour=False)))) == ["type_stage"]


@pytest.mark.parametrize(
    ("requise", "lieu", "debut"),
    [
        (True, COMPLETE.lieu, "Le lieu a été effacé :"),
        (False, CUVE, "La plateforme a été effacée :"),
        (True, replace(CUVE, plateforme_utilisable=False), "La plateforme a été effacée :"),
    ],
)
def test_the_place_goes_when_it_is_no_longer_the_right_kind_or_usable(requise, lieu, debut):
    faits = replace(COMPLETE, habilitation=replace(DROIT, plateforme_requise=requise), lieu=lieu)
    assert list(perdus(faits)) == ["lieu"]
    assert perdus(faits)["lieu"].startswith(debut)


def test_a_place_waits_for_the_date_that_decides_its_kind():
    assert (
        perdus(replace(COMPLETE, date_fin=None, habilitation=replace(DROIT, plateforme_requise=None), lieu=CUVE)) == {}
    )


@pytest.mark.parametrize(
    ("avant", "apres", "qualifie", "perdu"),
    [
        ((1, JOUR), (1, JOUR), False, False),
        ((1, JOUR), (2, JOUR), True, False),
        ((1, JOUR), (2, JOUR), False, True),
        ((1, JOUR), (1, date(2027, 1, 1)), False, True),
    ],
)
def test_the_trainer_goes_when_a_change_ends_their_eligibility(avant, apres, qualifie, perdu):
    consequence = formateur_a_reverifier(avant, apres, qualifie=qualifie)
    assert bool(consequence) is perdu
    if consequence:
        assert consequence.champ == "formateur"
        assert "n’est plus éligible" in consequence.texte


@pytest.mark.rule("SES-08")
@pytest.mark.parametrize(
    ("avant", "apres", "perdu"),
    [(2, 1, True), (3, 1, True), (None, 1, True), (2, None, False), (1, 1, False), (1, 2, False), (2, 3, False)],
)
def test_emails_go_at_niveau_1(avant, apres, perdu):
    assert bool(niveau_change(avant, apres)) is perdu
