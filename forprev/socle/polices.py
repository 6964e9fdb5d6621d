"""The fonts of our documents: what they can print, how wide, and what is done with a letter that none of them has.

In PDF/UA and PDF/A a character without a glyph is an error, and a name must never stop a document: text goes through
`imprimable` before it reaches a template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii
from fontTools.ttLib import TTFont

MODELES = Path(__file__).resolve().parents[2] / "templates" / "documents"
DOSSIER = MODELES / "polices"
GRAISSES = ("Regular", "It", "Semibold", "Bold")

SANS_CHASSE = 1.0  # the width, in em, lent to a letter of another script: East Asian letters have it, others less
ESPACE_NULLE = "\u200b"

_BLANCS = re.compile(r"[^\S\u00a0\u202f]+")
_LIANTS = frozenset("\u200c\u200d")  # joiners, which shape the letters around them
_MUETTES = frozenset({"Cc", "Cf", "Cs", "Cn"})  # nothing to print: dropped without a word
_VARIANTES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Texte(NamedTuple):
    """What will be printed; `fidele` is False when a letter had to be written in Latin letters."""

    texte: str
    fidele: bool


@cache
def source_sans(graisse: str) -> Path:
    """The TrueType file of Source Sans Pro in its wheel (its folder holds OpenType twins too, which we leave)."""
    spec = find_spec("font_source_sans_pro")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "files" / f"SourceSansPro-{graisse}.ttf"


@cache
def chasses(chemin: Path) -> Mapping[str, float]:
    """Each letter a font prints and its width in em. Private-use codes are left out: PDF/A refuses them."""
    with TTFont(chemin, lazy=True) as fichier:
        em, metriques, table = fichier["head"].unitsPerEm, fichier["hmtx"].metrics, fichier.getBestCmap()
    return {chr(c): metriques[g][0] / em for c, g in table.items() if unicodedata.category(chr(c)) != "Co"}


@cache
def polices() -> tuple[Path, ...]:
    """In the order in which `polices.typ` names their families."""
    return source_sans("Bold"), *sorted(DOSSIER.glob("Noto*.ttf")), DOSSIER / "DroidSansFallback.ttf"


def imprimable(texte: str) -> Texte:
    """`texte` as our fonts can print it, whatever was typed; never raises.

    Invisible characters go (controls, direction overrides, lone surrogates). A letter no font has is transliterated and
    `fidele` becomes False, so that the document can say so.
    """
    if texte.isascii() and texte.isprintable():
        return Texte(_BLANCS.sub(" ", texte).strip(), True)
    groupes = [_groupe_imprimable(groupe) for groupe in _groupes(_visible(texte))]
    return Texte(_BLANCS.sub(" ", "".join(g.texte for g in groupes)).strip(), all(g.fidele for g in groupes))


def _visible(texte: str) -> str:
    """NFC, without what has no ink; joiners stay, for the letters around them."""
    entier = texte.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    propre = _BLANCS.sub(" ", _VARIANTES.sub("", unicodedata.normalize("NFC", entier)))
    return "".join(c for c in propre if c in _LIANTS or unicodedata.category(c) not in _MUETTES)


def _groupes(texte: str) -> Iterator[str]:
    """A letter with the marks and joiners that follow it: one font must print them together."""
    groupe = ""
    for lettre in texte:
        if groupe and not (unicodedata.category(lettre).startswith("M") or lettre in _LIANTS):
            yield groupe
            groupe = ""
        groupe += lettre
    if groupe:
        yield groupe


@lru_cache(maxsize=4096)
def _groupe_imprimable(groupe: str) -> Texte:
    """The first font that has the whole group; else the letter without marks no font prints with it; else Latin."""
    for essai in (groupe, groupe[0]):
        if any(all(lettre in chasses(police) for lettre in essai) for police in polices()):
            return Texte(essai, essai == groupe or all(c in _LIANTS for c in groupe[1:]))
    return translittere(groupe)


def translittere(texte: str) -> Texte:
    """`texte` in printable ASCII; « ? » stands for what cannot be said in it."""
    latin = "".join(c for c in anyascii(_visible(texte)) if c.isprintable())
    return Texte(latin or "?", latin == texte)


def largeur(texte: str, *, graisse: str = "Regular") -> float:
    """The width of `texte` in em, kerning aside."""
    table = chasses(source_sans(graisse))
    return sum(table.get(lettre, SANS_CHASSE) for lettre in texte)


def composer_lignes(texte: str, place: float, *, graisse: str = "Regular") -> tuple[str, int]:
    """`texte` cut so that it fits lines of `place` em, and how many lines that makes.

    Lines break at spaces and hyphens as typst does; a word wider than a line gets zero-width spaces to break at.
    """
    lignes, restant, morceaux = 1, place, []
    for mot in re.findall(r"[^ -]+[ -]*|[ -]+", texte):
        pieces = _pieces(mot, place, graisse)
        morceaux.append(ESPACE_NULLE.join(pieces))
        for piece in pieces:
            if largeur(piece.rstrip(), graisse=graisse) > restant:
                lignes, restant = lignes + 1, place
            restant -= largeur(piece, graisse=graisse)
    return "".join(morceaux), lignes


def _pieces(mot: str, place: float, graisse: str) -> list[str]:
    """`mot` whole if it fits a line, else in pieces that each do."""
    if largeur(mot.rstrip(), graisse=graisse) <= place:
        return [mot]
    pieces = [""]
    for groupe in _groupes(mot):
        if pieces[-1] and largeur(pieces[-1] + groupe, graisse=graisse) > place:
            pieces.append("")
        pieces[-1] += groupe
    return pieces


class Ajustement(NamedTuple):
    """A text, the size in points at which it fits its place, and the lines it then makes."""

    texte: str
    corps: float
    lignes: int


def ajuster(texte: str, place: float, echelle: Sequence[tuple[float, int]], *, graisse: str = "Regular") -> Ajustement:
    """The largest size of `echelle` (size, lines allowed) at which `texte` fits `place` points wide; smaller if none.

    Measured here and not in the template: typst would lay each page out several times.
    """
    for corps, permises in echelle:
        coupe, lignes = composer_lignes(texte, 0.98 * place / corps, graisse=graisse)
        if lignes <= permises:
            return Ajustement(coupe, corps, lignes)
    hauteur = corps * permises
    while corps * lignes > hauteur and corps > 1:
        corps *= 0.92
        coupe, lignes = composer_lignes(texte, 0.98 * place / corps, graisse=graisse)
    return Ajustement(coupe, round(corps, 2), lignes)
