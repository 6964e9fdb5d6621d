"""Spreadsheets: nothing that someone typed computes for the one who opens the file [SEC-04]."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.socle.tableur import csv_francais, neutraliser

pytestmark = pytest.mark.rule("SEC-04")


@pytest.mark.parametrize(
    "texte",
    [
        "=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "﹦1", "﹢1", "﹣1",
        "﹫a", " =1", "\u00a0=1", "\u200b=1", "\u202e=1", "\ufeff=1", "−1", "=cmd|' /C calc'!A0", "⁼1", "₊1",
    ],
)  # fmt: skip
def test_a_text_that_begins_like_a_formula_is_defused(texte):
    assert neutraliser(texte) == f"'{texte}"


@pytest.mark.parametrize("texte", ["", "MARTIN", "N’GUYEN-LE GOFF", "a=b", "1+1", "É", "«=1»", "عمر", "🙂"])
def test_other_texts_are_left_alone(texte):
    assert neutraliser(texte) == texte


@pytest.mark.parametrize("valeur", [-1, 0, -2.5, None, True, date(2026, 1, 1)])
def test_what_is_no_text_is_left_alone(valeur):
    assert neutraliser(valeur) is valeur


@given(st.text())
def test_no_text_comes_out_beginning_like_a_formula(texte):
    assert not neutraliser(texte).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_the_file_opens_in_a_french_spreadsheet():
    contenu = csv_francais(
        ["Nom", "Né le"],
        [
            ["ÉMILE; « Le Grand »", date(1990, 2, 1)],
            ["=1+1", None],
            [Decimal("-2.50"), datetime(2026, 11, 20, 9, 5, tzinfo=UTC)],
            [True, 3.5],
        ],
    )
    assert contenu.startswith(b"\xef\xbb\xbf")
    assert contenu.decode("utf-8-sig") == (
        'Nom;Né le\r\n"ÉMILE; « Le Grand »";01/02/1990\r\n\'=1+1;\r\n-2,50;20/11/2026 10:05\r\noui;3,5\r\n'
    )


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_whatever_is_typed_the_file_keeps_its_shape(lignes):
    lu = list(csv.reader(io.StringIO(csv_francais(["a", "b"], lignes).decode("utf-8-sig")), delimiter=";"))
    assert [len(ligne) for ligne in lu] == [2] * (len(lignes) + 1)


def test_every_export_goes_through_one_door():
    """`csv_francais` alone writes a spreadsheet; whoever serves one uses it."""
    modules = (Path(__file__).resolve().parents[2] / "forprev").rglob("*.py")
    sources = {str(p): p.read_text() for p in modules if p.name != "tableur.py"}
    ecrivain = re.compile(r"csv\.(writer|DictWriter)|openpyxl|xlsxwriter")
    assert [nom for nom, texte in sources.items() if ecrivain.search(texte)] == []
    assert [nom for nom, texte in sources.items() if "text/csv" in texte and "csv_francais" not in texte] == []
