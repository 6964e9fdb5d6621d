"""What the réseau may do to an account: the rules alone."""

from datetime import datetime, timedelta

import pytest

from forprev.comptes.states import Profil
from forprev.personnes.rules import comptes as rules
from forprev.personnes.rules.comptes import EtatCompte, etat_du_compte
from tests.fabriques.jour import INSTANT


def codes(raisons) -> list[str]:
    return [raison.code for raison in raisons]


def il_y_a(minutes: int) -> datetime:
    return INSTANT - timedelta(minutes=minutes)


@pytest.mark.rule("ACC-20")
@pytest.mark.parametrize(
    ("faits", "etat"),
    [
        ({"actif": True, "conteste": False, "deja_entree": True}, EtatCompte.ACTIF),
        ({"actif": True, "conteste": False, "deja_entree": False}, EtatCompte.JAMAIS_CONNECTE),
        ({"actif": False, "conteste": False, "deja_entree": True}, EtatCompte.FERME),
        ({"actif": False, "conteste": True, "deja_entree": False}, EtatCompte.GELE),
        ({"actif": True, "conteste": True, "deja_entree": False}, EtatCompte.GELE),
    ],
)
def test_the_state_of_an_account(faits, etat):
    assert etat_du_compte(**faits) == etat
    assert etat in rules.LIBELLES_COMPTE


@pytest.mark.rule("SEC-01")
def test_nobody_acts_on_their_own_account_nor_without_the_right():
    assert codes(rules.raisons_d_agir(autorise=False, soi_meme=False)) == ["compte_interdit"]
    assert codes(rules.raisons_d_agir(autorise=True, soi_meme=True)) == ["compte_le_sien"]
    assert codes(rules.raisons_d_agir(autorise=True, soi_meme=False)) == []
    assert codes(rules.raisons_d_administrer(autorise=False, soi_meme=False)) == ["role_interdit"]
    assert codes(rules.raisons_d_administrer(autorise=True, soi_meme=True)) == ["compte_le_sien"]


@pytest.mark.rule("ACC-04")
@pytest.mark.parametrize(
    ("etat", "envois", "attendus"),
    [
        (EtatCompte.ACTIF, [], []),
        (EtatCompte.JAMAIS_CONNECTE, [], []),
        (EtatCompte.GELE, [], ["compte_gele"]),
        (EtatCompte.FERME, [], ["compte_ferme"]),
        (EtatCompte.ACTIF, [0.5], ["lien_a_l_instant"]),
        (EtatCompte.ACTIF, [1, 30], []),
        (EtatCompte.ACTIF, [1, 30, 59], ["liens_trop_nombreux"]),
        (EtatCompte.ACTIF, [1, 30, 60], []),
        (EtatCompte.ACTIF, [-5, -6, -7], []),
    ],
)
def test_a_link_is_sent_three_times_an_hour_at_most(etat, envois, attendus):
    raisons = rules.raisons_de_lien(etat, [il_y_a(minutes) for minutes in envois], le=INSTANT)

    assert codes(raisons) == attendus


@pytest.mark.rule("ACC-25")
@pytest.mark.parametrize(
    ("faits", "attendus"),
    [
        ({"jamais_utilise": True, "du_reseau": False, "par_l_inrs": False}, []),
        ({"jamais_utilise": False, "du_reseau": False, "par_l_inrs": True}, ["email_d_autrui"]),
        ({"jamais_utilise": True, "du_reseau": True, "par_l_inrs": False}, ["email_du_reseau"]),
        ({"jamais_utilise": True, "du_reseau": True, "par_l_inrs": True}, []),
    ],
)
def test_the_email_of_a_known_person_is_theirs_to_change(faits, attendus):
    assert codes(rules.raisons_de_corriger_l_email(**faits)) == attendus


@pytest.mark.parametrize(
    ("profil", "faits", "attendus"),
    [
        (Profil.INRS, {}, []),
        (Profil.INSTRUCTEUR, {"caisse": True}, []),
        (Profil.INSTRUCTEUR, {}, ["role_sans_caisse"]),
        (Profil.COMMISSION, {"caisse": True}, ["role_avec_caisse"]),
        (Profil.ASSISTANCE, {"deja_tenu": True}, ["role_deja_tenu"]),
        (Profil.ASSISTANCE, {"etat": EtatCompte.GELE}, ["role_compte_ferme"]),
        (Profil.ASSISTANCE, {"etat": EtatCompte.FERME}, ["role_compte_ferme"]),
    ],
)
def test_a_role_is_given_once_to_an_open_account(profil, faits, attendus):
    assert (
        codes(rules.raisons_de_role(profil, **{"etat": EtatCompte.ACTIF, "deja_tenu": False, "caisse": False, **faits}))
        == attendus
    )


def test_the_last_inrs_stays():
    assert codes(rules.raisons_de_fin_de_role(Profil.INRS, autres_inrs=0)) == ["dernier_inrs"]
    assert codes(rules.raisons_de_fin_de_role(Profil.INRS, autres_inrs=1)) == []
    assert codes(rules.raisons_de_fin_de_role(Profil.ASSISTANCE, autres_inrs=0)) == []
    assert codes(rules.raisons_de_premier_administrateur(presents=1, encore=False)) == ["deja_un_inrs"]
    assert codes(rules.raisons_de_premier_administrateur(presents=1, encore=True)) == []
    assert codes(rules.raisons_de_premier_administrateur(presents=0, encore=False)) == []


def test_what_is_taken_away_must_be_there():
    assert codes(rules.raisons_de_retirer_le_facteur(actif=False)) == ["sans_facteur"]
    assert codes(rules.raisons_de_retirer_le_facteur(actif=True)) == []
    assert codes(rules.raisons_de_retablir(EtatCompte.ACTIF)) == ["compte_pas_gele"]
    assert codes(rules.raisons_de_retablir(EtatCompte.GELE)) == []
