"""PDF by typst: fonts, text that can always be printed, sizes that fit, one compiler for all."""

import io
import re
import threading
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from forprev.socle import pdf, polices
from forprev.socle.zip import archive
from tests.certificats.faits import NOMS_RARES

TOUT = st.text(st.characters(exclude_categories=()), max_size=40)


# --- fonts -----------------------------------------------------------------------------------------------------------


def test_every_font_is_named_to_the_templates_in_the_same_order():
    nommees = re.findall(r'"([^"]+)"', (polices.DOSSIER / "polices.typ").read_text(encoding="utf-8"))
    assert nommees == [_famille(chemin) for chemin in polices.polices()]
    assert {chemin.name for chemin in polices.DOSSIER.glob("*.ttf")} == {c.name for c in polices.polices()[1:]}


def _famille(chemin: Path) -> str:
    with TTFont(chemin, lazy=True) as police:
        assert "glyf" in police, "TrueType outlines only"
        return police["name"].getDebugName(16) or police["name"].getDebugName(1)


# --- what can be printed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nom", [" ".join(parties) for parties in NOMS_RARES])
def test_names_of_every_script_are_printed_as_typed(nom):
    assert polices.imprimable(nom) == (nom, True)


@pytest.mark.parametrize(
    ("saisi", "imprime", "fidele"),
    [
        ("Jean\tPaul\u2028 Dupont ", "Jean Paul Dupont", True),
        ("oui\u00a0: non\u202f!", "oui\u00a0: non\u202f!", True),
        ("a\u202eb\u200bc\u00ad", "abc", True),
        ("e\u0301", "é", True),
        ("क\u0301", "क", False),
        ("Zoé 😀", "Zoé :grinning:", False),
        ("\ud83d\ude00", ":grinning:", False),
        ("\ud800", "?", False),
        ("\ue000", "?", False),
        ("☀\ufe0f", ":sunny:", False),
        ("\uffff\x00", "", True),
    ],
    ids=ascii,
)
def test_odd_text_is_made_printable(saisi, imprime, fidele):
    assert polices.imprimable(saisi) == (imprime, fidele)


def _connue(lettre: str) -> bool:
    return any(lettre in polices.chasses(chemin) for chemin in polices.polices())


@settings(max_examples=400)
@given(TOUT)
def test_every_letter_kept_has_a_glyph(texte):
    imprime = polices.imprimable(texte).texte
    assert all(_connue(lettre) for lettre in imprime if lettre not in "\u200c\u200d")
    assert imprime.encode().decode() == imprime
    assert unicodedata.is_normalized("NFC", imprime) or not polices.imprimable(texte).fidele


@given(TOUT)
def test_the_last_resort_is_ascii(texte):
    assert polices.translittere(texte).texte.isascii()


# --- sizes -----------------------------------------------------------------------------------------------------------

ECHELLE = ((20.0, 1), (14.0, 2), (9.0, 3))


@pytest.mark.parametrize(
    ("texte", "corps", "lignes"),
    [("Court", 20, 1), ("Un peu plus long que cela", 14, 2), ("mot " * 19, 9, 3)],
)
def test_the_largest_size_that_fits_is_taken(texte, corps, lignes):
    ajuste = polices.ajuster(texte.strip(), 150, ECHELLE)
    assert (ajuste.corps, ajuste.lignes) == (corps, lignes)


@given(st.text(st.sampled_from("WMil éÉ-_’"), max_size=400), st.floats(40, 400))
def test_a_text_always_fits_and_loses_nothing(texte, place):
    ajuste = polices.ajuster(texte, place, ECHELLE)
    assert ajuste.texte.replace(polices.ESPACE_NULLE, "") == texte
    assert 1 <= ajuste.corps <= 20
    assert (
        ajuste.corps in {corps for corps, _ in ECHELLE} or ajuste.corps * ajuste.lignes <= 9 * 3 or ajuste.corps <= 1.1
    )


def test_a_long_word_can_break():
    ajuste = polices.ajuster("W" * 80, 100, ECHELLE)
    morceaux = ajuste.texte.split(polices.ESPACE_NULLE)
    assert len(morceaux) == ajuste.lignes
    assert all(polices.largeur(morceau) * ajuste.corps <= 100 for morceau in morceaux)


# --- the compiler ----------------------------------------------------------------------------------------------------


ESSAI = """
#let commun = json(bytes(sys.inputs.commun))
#let document(propre) = {
  set std.document(title: "Essai", date: datetime(year: 2026, month: 3, day: 12))
  set text(font: "Source Sans Pro", lang: "fr")
  [#commun.a #propre.at("b", default: "")]
}
"""


@pytest.fixture
def modele(tmp_path, monkeypatch):
    """A template of our own, in a compiler of our own."""
    (tmp_path / "essai.typ").write_text(ESSAI, encoding="utf-8")
    monkeypatch.setattr(pdf, "MODELES", tmp_path)
    pdf._compilateur.cache_clear()
    yield "essai.typ"
    pdf._compilateur.cache_clear()


def test_data_are_never_read_as_code(modele):
    from tests.certificats.faits import textes

    code = '#panic("x") *a* $x$ \\ "]) // @b <c> `d`'
    (texte,) = textes(pdf.composer(modele, {"a": code}, {"b": code}))
    assert texte.replace("\n", " ").count(code) == 2


def test_a_refusal_is_told_and_the_compiler_goes_on(modele):
    bon = pdf.composer(modele, {"a": "un"})
    with pytest.raises(pdf.ErreurPDF, match="could not be displayed"):
        pdf.composer(modele, {"a": "\U0001f600"})
    with pytest.raises(pdf.ErreurPDF):
        pdf.composer(modele, {"autre": 1})
    with pytest.raises(pdf.ErreurPDF):
        pdf.composer("absent.typ", {"a": "un"})
    assert pdf.composer(modele, {"a": "un"}) == bon
    assert pdf.composer(modele, {"a": "deux"}) != bon


def test_threads_take_turns(modele):
    attendus = {str(rang): pdf.composer(modele, {"a": str(rang)}) for rang in range(8)}
    obtenus: dict[str, bytes] = {}

    def faire(rang: str) -> None:
        obtenus[rang] = pdf.composer(modele, {"a": rang})

    fils = [threading.Thread(target=faire, args=(rang,)) for rang in attendus]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert obtenus == attendus


def test_fonts_of_the_machine_are_ignored(modele):
    (pdf.MODELES / modele).write_text(
        '#let document(propre) = { set std.document(title: "x"); set text(font: "DejaVu Sans"); [a] }', encoding="utf-8"
    )
    assert b"DejaVu" not in pdf.composer(modele, {})


def test_no_stream_ends_with_a_carriage_return():
    """A validator takes it for half of the end of line: the data are written over, and still read the same."""
    with pikepdf.new() as document:
        donnees = b"\x0c"  # its checksum, the last byte of the compressed data, is a carriage return
        flux = document.make_stream(zlib.compress(donnees), Filter=pikepdf.Name.FlateDecode)
        document.Root.Essai = flux
        document.Root.Brut = document.make_stream(b"fin\r")
        sortie = io.BytesIO()
        document.save(sortie, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert b"\r\nendstream" in sortie.getvalue()
    repare = pdf._sans_retour_final(sortie.getvalue())
    assert b"\r\nendstream" not in repare
    assert pdf._sans_retour_final(sortie.getvalue()) == repare
    with pikepdf.open(io.BytesIO(repare)) as relu:
        assert relu.Root.Essai.read_bytes() == donnees
        assert relu.Root.Brut.read_bytes() == b"fin\r"


# --- archives --------------------------------------------------------------------------------------------------------


def test_an_archive_depends_on_its_content_alone():
    un, deux = archive({"b.txt": b"2", "a.txt": b"1"}), archive({"a.txt": b"1", "b.txt": b"2"})
    assert un == deux
    with zipfile.ZipFile(io.BytesIO(un)) as lue:
        assert [(entree.filename, lue.read(entree)) for entree in lue.infolist()] == [("a.txt", b"1"), ("b.txt", b"2")]
        assert {entree.date_time for entree in lue.infolist()} == {(1980, 1, 1, 0, 0, 0)}
