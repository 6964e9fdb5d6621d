"""The tab *Session*: what is wrong, what is missing, and what is said of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forprev.certification.rules.session import (
    FaitHabilitation,
    FaitLieu,
    FaitModele,
    FaitsSession,
    fins_acceptees,
    raisons_fenetre,
    raisons_habilitation,
    raisons_lieu,
    raisons_modele,
    raisons_saisie,
    raisons_session,
    raisons_type_stage,
    raisons_validite,
)
from forprev.certification.states import TypeLieu, TypeStage
from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation, FaitSuspension
from forprev.socle.dates import longue

JOUR = date(2026, 11, 20)
UN_JOUR = timedelta(days=1)
PERIODE = FaitPeriode(date(2024, 3, 1), date(2029, 3, 1), date(2024, 3, 1))
DROIT = FaitHabilitation(1, FaitsHabilitation([PERIODE]))
MODELE = FaitModele(10, 1, "SST-1", date(2015, 1, 1), None, initial=True, mise_a_jour=True)
VANVES = FaitLieu(TypeLieu.FRANCE, code_postal="92170", commune="Vanves")
COMPLETE = FaitsSession(JOUR, TypeStage.INITIAL, DROIT, MODELE, VANVES)


def codes(raisons):
    return [raison.code for raison in raisons]


def texte(raisons):
    (raison,) = raisons
    return raison.texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.rule("SES-03", "SES-04", "SES-05")
def test_a_complete_session_has_nothing_against_it():
    assert raisons_session(COMPLETE, le=JOUR) == []


@pytest.mark.rule("SES-11")
def test_an_empty_session_can_be_saved_and_lists_everything_missing():
    vide = FaitsSession()
    assert raisons_saisie(vide, le=JOUR) == []
    manques = {raison.champ: raison.texte for raison in raisons_session(vide, le=JOUR)}
    assert manques == {
        "date_fin": "La date de fin de session doit être renseignée.",
        "habilitation": "Le dispositif et le niveau doivent être renseignés.",
        "modele": "Le certificat doit être renseigné.",
        "type_lieu": "Le lieu de formation doit être renseigné.",
        "type_stage": "L’identification du stage doit être renseignée.",
    }


@pytest.mark.rule("SES-05", "SES-25")
@pytest.mark.parametrize(
    ("le", "premiere", "derniere"),
    [
        (JOUR, date(2026, 8, 20), date(2027, 2, 20)),
        (date(2027, 2, 28), date(2026, 11, 28), date(2027, 5, 31)),
        (date(2028, 2, 29), date(2027, 11, 29), date(2028, 5, 31)),
        (date(2026, 11, 30), date(2026, 8, 30), date(2027, 2, 28)),
        (date(2026, 8, 31), date(2026, 5, 31), date(2026, 11, 30)),
        (date(2026, 5, 31), date(2026, 3, 1), date(2026, 8, 31)),
    ],
)
def test_a_refused_date_is_told_which_dates_would_do(le, premiere, derniere):
    assert fins_acceptees(le) == (premiere, derniere)
    for bonne in (premiere, derniere):
        assert raisons_fenetre(bonne, le=le) == []
    for mauvaise in (premiere - UN_JOUR, derniere + UN_JOUR):
        dit = texte(raisons_fenetre(mauvaise, le=le))
        assert "de 3 mois avant à 3 mois après sa date de fin" in dit
        acceptees = f"entre le {longue(premiere)} et le {longue(derniere)}".replace("\u00a0", " ")
        assert acceptees in dit


@pytest.mark.rule("SES-05")
@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(-130, 130))
@example(date(2027, 2, 28), 92)
@example(date(2027, 2, 28), -92)
@example(date(2028, 2, 29), -92)
@example(date(2026, 11, 30), 90)
def test_the_dates_said_are_exactly_the_dates_accepted(le, ecart):
    premiere, derniere = fins_acceptees(le)
    candidate = le + timedelta(days=ecart)
    assert (premiere <= candidate <= derniere) == (raisons_fenetre(candidate, le=le) == [])


@pytest.mark.rule("SES-34")
def test_a_session_that_ends_today_can_be_entered_today():
    assert raisons_session(replace(COMPLETE, date_fin=JOUR), le=JOUR) == []


@pytest.mark.rule("SES-05", "SES-25")
def test_the_right_must_be_valid_on_the_end_date_and_the_reason_says_until_when():
    dernier_jour = replace(COMPLETE, date_fin=PERIODE.fin)
    assert raisons_session(dernier_jour, le=PERIODE.fin) == []
    trop_tard = replace(COMPLETE, date_fin=PERIODE.fin + UN_JOUR)
    dit = texte(raisons_saisie(trop_tard, le=PERIODE.fin))
    assert "n’est plus valable au 2 mars 2029 (échéance le 1er mars 2029)" in dit
    assert "Choisissez une date de fin antérieure ou renouvelez" in dit


@pytest.mark.rule("SES-32")
@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"suspensions": [FaitSuspension(date(2026, 11, 1), None)]}, "est suspendue depuis le 1er novembre 2026"),
        ({"retrait_le": date(2026, 11, 1)}, "a été retirée le 1er novembre 2026"),
        ({"renonciation_le": date(2026, 11, 1)}, "a été abandonnée par l’entité le 1er novembre 2026"),
    ],
)
def test_a_right_stopped_blocks_later_end_dates_and_spares_earlier_ones(champs, attendu):
    droit = replace(DROIT, faits=FaitsHabilitation([PERIODE], **champs))
    assert attendu in texte(raisons_habilitation(droit, JOUR))
    assert raisons_habilitation(droit, date(2026, 10, 31)) == []
    assert codes(raisons_validite(replace(COMPLETE, habilitation=droit, date_fin=date(2026, 10, 31)))) == []


@pytest.mark.rule("SES-01", "SES-03")
@pytest.mark.parametrize(
    ("champs", "code", "dit"),
    [
        ({"deleguee": False}, "non_deleguee", "ne vous est pas déléguée"),
        ({"de_l_entite": False}, "habilitation_autre", "n’est pas celle de votre entité"),
    ],
)
def test_a_right_of_somebody_else_is_refused_even_without_a_date(champs, code, dit):
    raisons = raisons_habilitation(replace(DROIT, **champs), None)
    assert codes(raisons) == [code]
    assert dit in texte(raisons)
    assert codes(raisons_saisie(FaitsSession(habilitation=replace(DROIT, **champs)), le=JOUR)) == [code]


@pytest.mark.rule("SES-03")
def test_an_ended_delegation_serves_end_dates_up_to_its_last_day():
    droit = replace(DROIT, delegation_jusqu_au=date(2026, 11, 10))
    assert raisons_habilitation(droit, date(2026, 11, 10)) == []
    assert "Votre délégation a pris fin le 10 novembre 2026" in texte(raisons_habilitation(droit, date(2026, 11, 11)))


@pytest.mark.rule("SES-39")
@pytest.mark.parametrize(("date_fin", "permis"), [(-1, True), (0, True), (1, False)])
def test_a_model_serves_end_dates_up_to_its_last_day(date_fin, permis):
    modele = replace(MODELE, effet_au=JOUR)
    raisons = raisons_modele(replace(COMPLETE, modele=modele, date_fin=JOUR + date_fin * UN_JOUR))
    assert (raisons == []) is permis
    if not permis:
        assert "(en vigueur du 01/01/2015 au 20/11/2026)" in texte(raisons)


@pytest.mark.rule("SES-03")
def test_a_model_not_begun_or_of_another_niveau_is_refused():
    futur = replace(COMPLETE, modele=replace(MODELE, effet_du=JOUR + UN_JOUR))
    assert "(en vigueur du 21/11/2026)" in texte(raisons_modele(futur))
    autre = replace(COMPLETE, modele=replace(MODELE, dispositif_niveau_id=2))
    assert "n’est pas de ce dispositif et de ce niveau" in texte(raisons_modele(autre))


@pytest.mark.rule("SES-03")
@pytest.mark.parametrize("stage", list(TypeStage))
def test_a_model_may_allow_one_kind_of_training_only(stage):
    initial = stage == TypeStage.INITIAL
    permis = replace(MODELE, initial=initial, mise_a_jour=not initial)
    interdit = replace(MODELE, initial=not initial, mise_a_jour=initial)
    assert raisons_type_stage(replace(COMPLETE, type_stage=stage, modele=permis)) == []
    assert codes(raisons_type_stage(replace(COMPLETE, type_stage=stage, modele=interdit))) == ["stage_interdit"]
    assert raisons_type_stage(replace(COMPLETE, type_stage=stage, modele=None)) == []


AVEC_PLATEFORME = replace(DROIT, plateforme_requise=True)
CUVE = FaitLieu(TypeLieu.PLATEFORME, plateforme_nom="Cuve de Meudon", plateforme_utilisable=True)


@pytest.mark.rule("SES-04")
@pytest.mark.parametrize(
    ("lieu", "requise", "attendus"),
    [
        (VANVES, False, []),
        (CUVE, True, []),
        (FaitLieu(TypeLieu.ETRANGER, pays="Belgique", ville="Namur"), False, []),
        (FaitLieu(), False, ["lieu_absent"]),
        (FaitLieu(), True, ["lieu_absent"]),
        (VANVES, True, ["lieu_autre"]),
        (FaitLieu(TypeLieu.ETRANGER, pays="Belgique", ville="Namur"), True, ["lieu_autre"]),
        (CUVE, False, ["lieu_autre"]),
        (replace(CUVE, plateforme_utilisable=None), True, ["plateforme_absente"]),
        (replace(CUVE, plateforme_utilisable=False), True, ["plateforme_inutilisable"]),
        (FaitLieu(TypeLieu.FRANCE, commune="Vanves"), False, ["code_postal_absent"]),
        (FaitLieu(TypeLieu.FRANCE), False, ["code_postal_absent", "ville_absente"]),
        (FaitLieu(TypeLieu.ETRANGER, ville="Namur"), False, ["pays_absent"]),
        (FaitLieu(TypeLieu.ETRANGER, pays="Belgique"), False, ["ville_absente"]),
        # the requirement is dated: without an end date either kind may turn out right
        (VANVES, None, []),
        (CUVE, None, []),
    ],
)
def test_the_place(lieu, requise, attendus):
    session = replace(COMPLETE, habilitation=replace(DROIT, plateforme_requise=requise), lieu=lieu)
    assert codes(raisons_lieu(session)) == attendus


@pytest.mark.rule("SES-04")
def test_a_platform_without_a_right_is_no_place():
    assert codes(raisons_lieu(FaitsSession(lieu=CUVE))) == ["lieu_autre"]


@pytest.mark.rule("SES-04", "SES-39")
def test_a_platform_not_validated_on_the_end_date_is_named():
    session = replace(COMPLETE, habilitation=AVEC_PLATEFORME, lieu=replace(CUVE, plateforme_utilisable=False))
    dit = texte(raisons_lieu(session))
    assert "Cuve de Meudon n’est pas validée pour cette habilitation au 20 novembre 2026" in dit
    assert "habilitation." in texte(raisons_lieu(replace(session, date_fin=None)))


@pytest.mark.rule("SES-11")
def test_saving_refuses_what_is_wrong_and_not_what_is_missing():
    bancale = replace(COMPLETE, modele=None, date_fin=JOUR + timedelta(days=200))
    assert codes(raisons_saisie(bancale, le=JOUR)) == ["hors_fenetre"]
    assert codes(raisons_session(bancale, le=JOUR)) == ["hors_fenetre", "modele_absent"]


@pytest.mark.rule("SES-14")
def test_the_window_of_entry_does_not_bound_generation():
    assert codes(raisons_session(COMPLETE, le=JOUR + timedelta(days=200))) == ["hors_fenetre"]
    assert raisons_validite(COMPLETE) == []
