"""Identity: numbers, how near two people are, what a password may not be."""

import random
from datetime import date
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forprev.comptes.rules import (
    Proximite,
    Triplet,
    est_numero,
    indices_concordent,
    jour_mois_inverses,
    numero_au_hasard,
    proximite,
    raisons_date_naissance,
    raisons_email,
    raisons_mot_de_passe,
    une_faute,
)

ANNE = Triplet("N’Guyen-Le Goff", "Anne-Laure", date(1980, 2, 11))


@pytest.mark.rule("ACC-01")
@given(st.integers())
def test_un_numero_tire_a_la_forme_dite(graine):
    numero = numero_au_hasard(random.Random(graine))
    assert est_numero(numero)
    assert (len(numero), numero[:3].isupper(), numero[3:].isdigit()) == (8, True, True)


@pytest.mark.rule("ACC-01")
@pytest.mark.parametrize(
    "faux", ["jej46894", "JEJ4689", "JEJ468944", "JE446894", "ÀEJ46894", "JEJ4689４", "JEJ46894\n"]
)
def test_une_autre_forme_n_est_pas_un_numero(faux):
    assert not est_numero(faux)


def distance(gauche: str, droite: str) -> int:
    """The reference: Damerau's distance where a letter is edited once (restricted)."""

    @cache
    def entre(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        couts = [
            entre(i - 1, j) + 1,
            entre(i, j - 1) + 1,
            entre(i - 1, j - 1) + (gauche[i - 1] != droite[j - 1]),
        ]
        if i > 1 and j > 1 and gauche[i - 2 : i] == droite[j - 2 : j][::-1]:
            couts.append(entre(i - 2, j - 2) + 1)
        return min(couts)

    return entre(len(gauche), len(droite))


LETTRES = st.text("abc", max_size=7)


@pytest.mark.rule("ACC-13")
@given(LETTRES, LETTRES)
@example("", "")
@example("", "a")
@example("ab", "ba")
@example("abab", "baba")
@example("aab", "aba")
@example("abc", "acb")
def test_une_faute_est_une_distance_de_un(gauche, droite):
    assert une_faute(gauche, droite) == (distance(gauche, droite) == 1)


@pytest.mark.rule("ACC-13")
@given(LETTRES.filter(bool), st.data())
def test_toute_edition_d_une_lettre_est_une_faute(mot, donnees):
    rang = donnees.draw(st.integers(0, len(mot) - 1))
    for voisin in (mot[:rang] + mot[rang + 1 :], mot[:rang] + "z" + mot[rang:], mot[:rang] + "z" + mot[rang + 1 :]):
        assert une_faute(mot, voisin)
        assert une_faute(voisin, mot)


@pytest.mark.rule("ACC-13")
@pytest.mark.parametrize(
    ("nom", "prenom", "naissance", "attendue"),
    [
        ("nguyen le goff", "ANNE LAURE", date(1980, 2, 11), Proximite.EXACTE),
        ("N'GUYEN LEGOFF", "Anné Laure", date(1980, 2, 11), Proximite.EXACTE),
        ("Nguyen Le Gof", "Anne-Laure", date(1980, 2, 11), Proximite.UNE_LETTRE),
        ("Nguyen Le Goff", "Anne-Laurre", date(1980, 2, 11), Proximite.UNE_LETTRE),
        ("Nguyen Le Gfof", "Anne-Laure", date(1980, 2, 11), Proximite.UNE_LETTRE),
        ("Anne-Laure", "Nguyen Le Goff", date(1980, 2, 11), Proximite.NOM_PRENOM_INVERSES),
        ("Nguyen Le Goff", "Anne-Laure", date(1980, 11, 2), Proximite.JOUR_MOIS_INVERSES),
        ("Nguyen Le Gof", "Anne-Laur", date(1980, 2, 11), None),
        ("Nguyen Le Gof", "Anne-Laure", date(1980, 11, 2), None),
        ("Nguyen Le Goff", "Anne-Laure", date(1980, 2, 12), None),
        ("Anne-Laure", "Nguyen Le Gof", date(1980, 2, 11), None),
    ],
)
def test_combien_deux_triplets_sont_proches(nom, prenom, naissance, attendue):
    autre = Triplet(nom, prenom, naissance)
    assert proximite(ANNE, autre) == attendue
    assert proximite(autre, ANNE) == attendue


@pytest.mark.rule("ACC-13")
def test_l_ordre_des_proximites_est_celui_de_la_regle():
    assert list(Proximite) == [
        Proximite.EXACTE,
        Proximite.UNE_LETTRE,
        Proximite.NOM_PRENOM_INVERSES,
        Proximite.JOUR_MOIS_INVERSES,
    ]
    assert sorted(Proximite) == list(Proximite)


@pytest.mark.parametrize(
    ("jour", "inverse"),
    [(date(1980, 2, 11), date(1980, 11, 2)), (date(1980, 2, 29), None), (date(1980, 12, 12), date(1980, 12, 12))],
)
def test_jour_et_mois_inverses(jour, inverse):
    assert jour_mois_inverses(jour) == inverse


@pytest.mark.rule("SES-38")
@pytest.mark.parametrize(
    ("naissance", "code"),
    [
        (date(2026, 11, 21), "naissance_future"),
        (date(2026, 11, 20), None),
        (date(1926, 11, 20), None),
        (date(1926, 11, 19), "naissance_ancienne"),
    ],
)
def test_une_date_de_naissance_possible(naissance, code):
    raisons = raisons_date_naissance(naissance, le=date(2026, 11, 20))
    assert [raison.code for raison in raisons] == ([code] if code else [])


@pytest.mark.rule("ACC-25")
def test_un_email_pris_est_refuse_sous_son_champ_sans_dire_de_qui():
    [raison] = raisons_email(pris=True)
    assert (raison.champ, raison.bloquante) == ("email", True)
    assert raisons_email(pris=False) == []


@pytest.mark.rule("ACC-23")
@pytest.mark.parametrize(
    ("email_saisi", "numero_saisi", "concordent"),
    [
        ("", "", False),
        ("ANNE.LEFEVRE@autre.fr", "", True),
        ("anne.lefevre@exmple.org", "", True),
        ("anne@example.org", "", False),
        ("anne.lefevre", "", False),
        ("", "jej46894", True),
        ("", "XYZ46894", True),
        ("", "JEJ46849", True),
        ("", "JEJ46800", False),
        ("", "46894", False),
    ],
)
def test_un_proche_n_est_montre_que_si_l_email_ou_le_numero_concorde_en_partie(email_saisi, numero_saisi, concordent):
    faits = {"email": "anne.lefevre@example.org", "numero": "JEJ46894"}
    assert indices_concordent(**faits, email_saisi=email_saisi, numero_saisi=numero_saisi) is concordent


def codes_du_mot_de_passe(mot_de_passe: str) -> list[str]:
    faits = {"email": "anne.legoff@mairie-vanves.fr", "numero": "JEJ46894"}
    return [raison.code for raison in raisons_mot_de_passe(mot_de_passe, ANNE, **faits)]


@pytest.mark.rule("ACC-26")
@pytest.mark.parametrize(
    "mot_de_passe",
    [
        "NguyenLeGoff1980",
        "Anne-Laure11021980",
        "anne.legoff@mairie-vanves.fr",
        "mairievanves2",
        "JEJ46894JEJ46894",
        "11/02/1980 Anne!",
        "ÀNNÉ-LÀÛRE-1980",
        "46894 46894 46894",
        "19800211-azerty",
    ],
)
def test_un_mot_de_passe_fait_des_donnees_de_la_personne_est_refuse(mot_de_passe):
    assert codes_du_mot_de_passe(mot_de_passe) == ["mot_de_passe_personnel"]


@pytest.mark.rule("ACC-26")
@pytest.mark.parametrize("mot_de_passe", ["Motdepasse123456", "azertyuiop!!", "ForprevForprev1", "Bonjour-Soleil!"])
def test_un_mot_de_passe_courant_est_refuse(mot_de_passe):
    assert codes_du_mot_de_passe(mot_de_passe) == ["mot_de_passe_courant"]


@pytest.mark.rule("ACC-26")
@pytest.mark.parametrize(
    "mot_de_passe",
    [
        "quatre saules au bord de l’eau",
        "x!7#Qz_9$Lp-",
        "Anne mange des fraises",
        "!!!!????!!!!",
        "密码密码密码密码密码密码",
    ],
)
def test_le_reste_passe(mot_de_passe):
    assert codes_du_mot_de_passe(mot_de_passe) == []
