"""PDF by typst: one compiler a process, our fonts only, accessible and archival, the same bytes for the same data.

Data reach a template as JSON, through typst's inputs or as a list of bytes, never as source text: nothing a person
types can be read as typst code. A template sets the document's date itself, from its data.
"""

from __future__ import annotations

import io
import json
import struct
import tempfile
import threading
from base64 import a85encode, b64encode
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pikepdf
import typst

from forprev.socle.polices import DOSSIER, GRAISSES, MODELES, source_sans

NORMES: list[typst.PDFStandard] = ["ua-1", "a-3a"]

_PNG = b"\x89PNG\r\n\x1a\n"
_ESSAI = b"""#set document(title: "Essai")
#set text(font: "Source Sans Pro")
Essai _essai_ #text(weight: "semibold")[essai] *essai*"""


class ErreurPDF(Exception):  # noqa: N818 - « Erreur » says it
    """typst refused the document; the message is its own."""


def composer(modele: str, commun: Mapping[str, object], propre: Mapping[str, object] | None = None) -> bytes:
    """The PDF (PDF/UA-1 and PDF/A-3a) of the template `modele`, a path under `templates/documents` [CER-08].

    The template exports `document(propre)`. What a series of documents shares goes in `commun`, which the template
    reads as `json(bytes(sys.inputs.commun))`: while it stays the same, typst keeps what it laid out from it. The rest,
    short, goes in `propre`. Raises `ErreurPDF` when typst refuses, for instance a letter that no font has.
    """
    octets = ",".join(map(str, _json(propre or {}).encode()))
    source = f'#import "/{modele}": document\n#document(json(bytes(({octets}))))'
    try:
        return _sans_retour_final(_compilateur().compiler(source.encode(), {"commun": _json(commun)}))
    except typst.TypstError as erreur:
        raise ErreurPDF(erreur.message) from erreur


def _json(donnees: Mapping[str, object]) -> str:
    return json.dumps(donnees, ensure_ascii=False)


def en_svg(image: bytes) -> str:
    """A picture as SVG text, which travels in JSON: an SVG as it is, a PNG wrapped in one.

    Raises `ErreurPDF` for anything else.
    """
    if image.startswith(_PNG):
        large, haut = struct.unpack(">II", image[16:24])
        source = f"data:image/png;base64,{b64encode(image).decode()}"
        cadre = f'width="{large}" height="{haut}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {cadre}><image href="{source}" {cadre}/></svg>'
    if b"<svg" in image[:1000]:
        return image.decode("utf-8")
    raise ErreurPDF("Image ni PNG ni SVG")


def _sans_retour_final(fichier: bytes) -> bytes:
    """`fichier`, none of whose streams ends with a carriage return.

    Compressed data end with one now and then (a file in a hundred); before `endstream` it reads as half of the end of
    line, and a validator of PDF/A finds the stream a byte short. Such a stream is written over in ASCII.
    """
    if b"\r\nendstream" not in fichier:
        return fichier
    return _reecrire(fichier, lambda flux: flux.read_raw_bytes().endswith(b"\r"))


def _reecrire(fichier: bytes, a_changer: Callable[[pikepdf.Stream], bool]) -> bytes:
    sortie = io.BytesIO()
    with pikepdf.open(io.BytesIO(fichier)) as document:
        for flux in document.objects:
            if isinstance(flux, pikepdf.Stream) and a_changer(flux):
                _ecrire_en_ascii(flux)
        document.save(
            sortie,
            deterministic_id=True,
            fix_metadata_version=False,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return sortie.getvalue()


def _ecrire_en_ascii(flux: pikepdf.Stream) -> None:
    """The same data with one more filter. typst gives its streams no filter or one, and no parameter."""
    filtres = [flux.Filter] if "/Filter" in flux else []
    filtres.insert(0, pikepdf.Name.ASCII85Decode)
    flux.write(a85encode(flux.read_raw_bytes()) + b"~>", filter=pikepdf.Array(filtres), decode_parms=None)


class _Compilateur:
    """The compiler of this process; it serves one document at a time.

    Fonts of the machine are ignored, so that every machine makes the same document [CER-09].
    """

    def __init__(self) -> None:
        self._verrou = threading.Lock()
        self._entrees: dict[str, str] = {}
        with _dossier_source_sans() as dossier:
            fontes = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[dossier, str(DOSSIER)]
            )
            self._typst = typst.Compiler(root=str(MODELES), font_paths=fontes)
            self._typst.compile(input=_ESSAI, format="pdf")  # reads the faces before their folder goes

    def compiler(self, source: bytes, entrees: dict[str, str]) -> bytes:
        """Inputs that did not change are not given again: typst would build its library anew."""
        with self._verrou:
            nouvelles = ... if entrees == self._entrees else entrees
            self._entrees = entrees
            pdf = self._typst.compile(input=source, format="pdf", pdf_standards=NORMES, sys_inputs=nouvelles)
        assert isinstance(pdf, bytes)
        return pdf


@cache
def _compilateur() -> _Compilateur:
    return _Compilateur()


def _dossier_source_sans() -> tempfile.TemporaryDirectory[str]:
    """A folder with the four TrueType faces only: typst takes folders, and the wheel's holds OpenType twins."""
    dossier = tempfile.TemporaryDirectory(prefix="forprev-polices-")
    for graisse in GRAISSES:
        fichier = source_sans(graisse)
        (Path(dossier.name) / fichier.name).write_bytes(fichier.read_bytes())
    return dossier
