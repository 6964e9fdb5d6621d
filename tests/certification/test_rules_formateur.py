"""*Lancer la vérification*: four lines, each failing alone."""

from datetime import date, timedelta

import pytest

from forprev.certification.rules.formateur import FaitFormateur, controles, raisons_formateur
from forprev.certificats.rules import FaitCertificat

SST_2, PRAP_2 = 2, 7
JOUR = date(2026, 11, 20)
UN_JOUR = timedelta(days=1)
QUALIFIANT = FaitCertificat(SST_2, 20, date(2023, 11, 20), JOUR)


def lignes(*certificats, qualifiants=frozenset({SST_2}), date_fin=JOUR, connu=True):
    return controles(FaitFormateur(1, certificats) if connu else None, qualifiants=qualifiants, date_fin=date_fin)


def verdicts(resultat):
    return [ligne.reussi for ligne in resultat]


def dit(resultat):
    (raison,) = raisons_formateur(resultat)
    return raison.texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.rule("SES-06")
def test_four_successes_say_until_when():
    resultat = lignes(QUALIFIANT)
    assert verdicts(resultat) == [True] * 4
    assert raisons_formateur(resultat) == []
    assert resultat[-1].texte.replace("\u00a0", " ").replace("\u202f", " ") == "Jusqu’au 20 novembre 2026."
    assert [ligne.libelle for ligne in resultat] == [
        "La personne est connue de Forprev",
        "Elle a été certifiée comme formateur",
        "Elle détient un certificat qui qualifie pour ce dispositif et ce niveau",
        "Ce certificat est valable à la date de fin de session",
    ]


@pytest.mark.rule("SES-06", "SES-25")
@pytest.mark.parametrize(
    ("resultat", "attendus", "pourquoi"),
    [
        (lignes(connu=False), [False, None, None, None], "vérifiez le numéro"),
        (lignes(), [True, False, None, None], "Aucun certificat de formateur n’est enregistré"),
        (
            lignes(FaitCertificat(PRAP_2, 70, date(2023, 1, 1), None)),
            [True, True, False, None],
            "concernent d’autres dispositifs",
        ),
        (
            lignes(FaitCertificat(SST_2, 20, date(2023, 11, 20), JOUR - UN_JOUR)),
            [True, True, True, False],
            "valable jusqu’au 19 novembre 2026 inclus",
        ),
    ],
    ids=["unknown", "never certified", "not qualified", "expired the day before"],
)
def test_each_check_fails_alone_and_says_why(resultat, attendus, pourquoi):
    assert verdicts(resultat) == attendus
    assert pourquoi in dit(resultat)


@pytest.mark.rule("SES-06")
@pytest.mark.parametrize(
    ("certificat", "reussi", "pourquoi"),
    [
        (FaitCertificat(SST_2, 20, date(2023, 1, 1), None), True, "Sans fin de validité."),
        (FaitCertificat(SST_2, 20, date(2023, 1, 1), JOUR), True, "Jusqu’au"),
        (FaitCertificat(SST_2, 20, JOUR, date(2029, 1, 1)), True, "Jusqu’au"),
        (FaitCertificat(SST_2, 20, JOUR + UN_JOUR, None), False, "délivré le 21 novembre 2026"),
        (FaitCertificat(SST_2, 20, date(2023, 1, 1), None, JOUR), False, "révoqué le 20 novembre 2026"),
        (FaitCertificat(SST_2, 20, date(2023, 1, 1), None, JOUR + UN_JOUR), True, "Sans fin"),
    ],
)
def test_the_certificate_must_be_valid_on_the_end_date(certificat, reussi, pourquoi):
    resultat = lignes(certificat)
    assert verdicts(resultat) == [True, True, True, reussi]
    assert pourquoi in resultat[-1].texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.rule("SES-06")
def test_one_valid_certificate_among_others_is_enough():
    expire = FaitCertificat(SST_2, 20, date(2018, 1, 1), date(2021, 1, 1))
    ailleurs = FaitCertificat(PRAP_2, 70, date(2018, 1, 1), date(2021, 1, 1))
    assert verdicts(lignes(ailleurs, expire, QUALIFIANT)) == [True] * 4
    assert verdicts(lignes(ailleurs, expire)) == [True, True, True, False]


@pytest.mark.rule("SES-06", "SES-25")
def test_what_cannot_be_asked_yet_is_not_a_failure():
    sans_date, sans_niveau = lignes(QUALIFIANT, date_fin=None), lignes(QUALIFIANT, qualifiants=None)
    assert verdicts(sans_date) == [True, True, True, None]
    assert "date de fin" in sans_date[-1].texte
    assert verdicts(sans_niveau) == [True, True, None, None]
    assert "dispositif et le niveau" in sans_niveau[2].texte
    assert raisons_formateur(sans_date) == raisons_formateur(sans_niveau) == []


@pytest.mark.rule("SES-06")
def test_a_niveau_for_which_nothing_qualifies_has_no_trainer():
    assert verdicts(lignes(QUALIFIANT, qualifiants=frozenset())) == [True, True, False, None]
