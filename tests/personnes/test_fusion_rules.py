"""[ACC-14] When two numbers may become one person."""

from dataclasses import replace

import pytest

from forprev.personnes.rules.fusion import (
    FaitCompte,
    FaitRole,
    FaitSessionReunie,
    FaitsFusion,
    plus_haut,
    raisons_fusion,
    raisons_meme_personne,
)
from tests.fabriques.jour import JOUR, il_y_a

GARDEE, ABSORBEE = FaitCompte("JEJ46894"), FaitCompte("KAB00012")
FAITS = FaitsFusion(GARDEE, ABSORBEE)
SESSION = FaitSessionReunie(
    "Session n°\u00a0125 (SST / 2, X)",
    True,
    en_generation=False,
    formateur=False,
    lignes=1,
    conservee_jusqu_au=JOUR,
)


def codes(faits: FaitsFusion) -> list[str]:
    return [raison.code for raison in raisons_fusion(faits)]


@pytest.mark.rule("ACC-14")
def test_two_open_accounts_that_never_meet_are_merged():
    assert raisons_fusion(FAITS) == []
    assert raisons_fusion(replace(FAITS, sessions=(SESSION, replace(SESSION, formateur=True, lignes=0)))) == []


@pytest.mark.rule("ACC-14", "SES-09")
def test_nobody_is_twice_in_an_open_session():
    ouverte = replace(SESSION, lignes=2)
    (raison,) = raisons_fusion(replace(FAITS, sessions=(ouverte,)))

    assert raison.texte == (
        "Session n°\u00a0125 (SST / 2, X)\u00a0: la personne y figurerait deux fois. L’entité doit d’abord retirer "
        "l’un des deux stagiaires."
    )
    assert codes(replace(FAITS, sessions=(replace(ouverte, ouverte=False),))) == []


@pytest.mark.rule("ACC-14", "SES-07")
@pytest.mark.parametrize(
    ("ouverte", "suite"),
    [
        (True, "L’entité doit d’abord changer le formateur ou retirer le stagiaire."),
        (False, "Elle sera supprimée après le 20\u00a0novembre\u00a02026\u00a0: réunissez-les ensuite."),
    ],
)
def test_a_trainer_never_becomes_their_own_stagiaire(ouverte, suite):
    (raison,) = raisons_fusion(replace(FAITS, sessions=(replace(SESSION, formateur=True, ouverte=ouverte),)))

    assert raison.code == "formateur_stagiaire"
    assert raison.texte.endswith(f"le formateur deviendrait son propre stagiaire. {suite}")


@pytest.mark.rule("ACC-14", "SES-15")
def test_nothing_moves_while_certificates_are_being_made():
    assert codes(replace(FAITS, sessions=(replace(SESSION, en_generation=True, lignes=2),))) == ["generation"]


@pytest.mark.rule("ACC-14")
def test_every_session_that_forbids_is_listed():
    deux = replace(SESSION, lignes=2)
    sessions = (deux, replace(deux, formateur=True), SESSION, replace(deux, en_generation=True))

    assert codes(replace(FAITS, sessions=sessions)) == ["deux_fois", "formateur_stagiaire", "generation"]


@pytest.mark.rule("ACC-14")
def test_an_unknown_relation_forbids_and_is_named():
    (raison,) = raisons_fusion(replace(FAITS, inconnues=("demandes.Demande.deposee_par",)))

    assert raison.code == "relation_inconnue"
    assert "demandes.Demande.deposee_par" in raison.texte


@pytest.mark.parametrize(
    ("gardee", "absorbee", "attendus"),
    [
        ({"actif": False}, {}, ["garde_ferme"]),
        ({}, {"actif": False}, []),
        ({"actif": False, "conteste": True}, {}, ["conteste"]),
        ({}, {"actif": False, "conteste": True}, ["conteste"]),
        ({"rectification_ouverte": True}, {}, []),
        ({}, {"rectification_ouverte": True}, ["rectification_ouverte"]),
        ({"effacement_demande": True}, {"effacement_demande": True}, ["effacement_demande", "effacement_demande"]),
    ],
)
def test_what_an_account_waits_for_is_settled_first(gardee, absorbee, attendus):
    assert codes(replace(FAITS, gardee=replace(GARDEE, **gardee), absorbee=replace(ABSORBEE, **absorbee))) == attendus


@pytest.mark.rule("ACC-14", "SEC-01")
def test_only_the_inrs_gives_a_role_of_the_reseau_by_a_merge():
    tenu = replace(ABSORBEE, roles_reseau=frozenset({("inrs", "")}))
    faits = replace(FAITS, absorbee=tenu)

    assert codes(faits) == ["role_reseau"]
    assert codes(replace(faits, auteur_inrs=True)) == []
    assert codes(replace(faits, gardee=replace(GARDEE, roles_reseau=tenu.roles_reseau))) == []


def test_the_same_account_twice_is_no_merge():
    assert [r.code for r in raisons_meme_personne("JEJ46894", "JEJ46894")] == ["meme_numero"]
    assert [r.code for r in raisons_meme_personne("JEJ46894", "KAB00012")] == ["meme_personne"]


@pytest.mark.rule("ACC-14")
@pytest.mark.parametrize(
    ("gauche", "droite", "retenu"),
    [
        (FaitRole("delegataire"), FaitRole("gestionnaire"), FaitRole("gestionnaire")),
        (FaitRole("gestionnaire"), FaitRole("demandeur"), FaitRole("gestionnaire")),
        (FaitRole("demandeur"), FaitRole("delegataire"), FaitRole("delegataire")),
        (FaitRole("gestionnaire", JOUR), FaitRole("delegataire"), FaitRole("delegataire")),
        (FaitRole("gestionnaire", JOUR), FaitRole("gestionnaire"), FaitRole("gestionnaire")),
        (
            FaitRole("gestionnaire", il_y_a(3).date()),
            FaitRole("gestionnaire", JOUR),
            FaitRole("gestionnaire", JOUR),
        ),
    ],
)
def test_roles_in_one_entity_become_the_higher(gauche, droite, retenu):
    assert plus_haut(gauche, droite) == plus_haut(droite, gauche) == retenu


def test_of_two_equal_roles_the_kept_one_stays():
    gauche = FaitRole("delegataire")

    assert plus_haut(gauche, FaitRole("delegataire")) is gauche
