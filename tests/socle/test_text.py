"""What two spellings of one name share, and what is kept of what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.socle.text import accorder, cle, cle_de_tri, enumerer, nettoyer

CARACTERES = st.characters(exclude_categories=("Cs",))
TEXTES = st.text(CARACTERES, max_size=30)


@pytest.mark.rule("ACC-13")
@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("JÉGOU", "jegou"),
        ("N’Guyen-Le Goff", "NGUYEN LE GOFF"),
        ("N'GUYEN LE-GOFF", "n ’ guyen–le goff"),
        ("Œuvrard", "OEUVRARD"),
        ("Lætitia", "LAETITIA"),
        ("Großmann", "GROSSMANN"),
        ("Łukasz", "lukasz"),
        ("Sørensen", "sorensen"),
        ("François", "Franc\u0327ois"),
        ("Jean  Pierre", "jean-pierre"),
        ("D\u00a0Artagnan", "d’artagnan"),
        ("\ufb01lip", "FILIP"),
        ("Ǿrsted", "orsted"),
        ("Ǽlfric", "aelfric"),
        ("№ 5", "no5"),
        ("ℕadia", "NADIA"),
        ("İpek", "ipek"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(une, autre):
    assert cle(une) == cle(autre) != ""


@pytest.mark.rule("ACC-13")
@pytest.mark.parametrize(
    ("une", "autre"), [("Martin", "Martins"), ("Anne", "Hanne"), ("李", "王"), ("Иванов", "Иванова")]
)
def test_different_names_have_different_keys(une, autre):
    assert cle(une) != cle(autre)
    assert cle(une)


@given(TEXTES)
def test_a_key_is_its_own_key_and_has_no_case(texte):
    assert cle(cle(texte)) == cle(texte)
    assert cle(texte) == cle(texte).casefold()


@given(TEXTES, TEXTES)
def test_spaces_hyphens_and_apostrophes_never_count(debut, fin):
    assert len({cle(f"{debut}{signe}{fin}") for signe in ("", " ", "-", "’", "'", "\u00a0", "\u202f")}) == 1


def test_names_sort_as_french_readers_expect():
    noms = ["Zola", "Évrard", "Dupont-Martin", "Dupont", "Dupontel", "Œuvrard", "Martin"]
    attendus = ["Dupont", "Dupont-Martin", "Dupontel", "Évrard", "Martin", "Œuvrard", "Zola"]
    assert sorted(noms, key=cle_de_tri) == attendus


@pytest.mark.parametrize(
    ("tape", "garde"),
    [
        ("  Jean \t Pierre ", "Jean Pierre"),
        ("L'Hôte", "L’Hôte"),
        ("Franc\u0327ois", "François"),
        ("Du\u200bpont\u202e", "Dupont"),
        ("Le\u00a0Goff", "Le Goff"),
        ("A\r\nB", "A B"),
        ("\x00", ""),
    ],
)
def test_what_is_kept_of_what_was_typed(tape, garde):
    assert nettoyer(tape) == garde


@given(TEXTES)
def test_cleaning_twice_changes_nothing_and_keeps_the_person(texte):
    assert nettoyer(nettoyer(texte)) == nettoyer(texte)
    assert cle(nettoyer(texte)) == cle(texte)


def test_french_agreement_and_lists():
    assert accorder(0, "stagiaire") == "0\u00a0stagiaire"
    assert accorder(1, "jour") == "1\u00a0jour"
    assert accorder(2, "jour") == "2\u00a0jours"
    assert accorder(3, "stagiaire n’a", "stagiaires n’ont") == "3\u00a0stagiaires n’ont"
    assert enumerer([]) == ""
    assert enumerer(["le lieu"]) == "le lieu"
    assert enumerer(["le lieu", "la date", "le formateur"]) == "le lieu, la date et le formateur"
    assert enumerer(["un", "deux"], "ou") == "un ou deux"
