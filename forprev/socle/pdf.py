"""PDF by typst: one compiler a process, our fonts only, accessible and archival, the same bytes for the same data.

Data reach a template as JSON (`#let donnees = json(bytes(sys.inputs.donnees))`), never as source text: nothing a person
types can be read as typst code. A template sets the document's date itself, from its data.
"""

from __future__ import annotations

import json
import struct
import tempfile
import threading
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

from forprev.socle.polices import DOSSIER, GRAISSES, MODELES, source_sans

NORMES: list[typst.PDFStandard] = ["ua-1", "a-3a"]

_verrou = threading.Lock()  # a compiler serves one document at a time
_PNG = b"\x89PNG\r\n\x1a\n"
_ESSAI = b"""#set document(title: "Essai")
#set text(font: "Source Sans Pro")
Essai _essai_ #text(weight: "semibold")[essai] *essai*"""


class ErreurPDF(Exception):  # noqa: N818 - « Erreur » says it
    """typst refused the document; the message is its own."""


def composer(modele: str, donnees: Mapping[str, object]) -> bytes:
    """The PDF (PDF/UA-1 and PDF/A-3a) of the template `modele`, a path under `templates/documents` [CER-08].

    Raises `ErreurPDF` when typst refuses, for instance a letter that no font has.
    """
    entrees = {"donnees": json.dumps(donnees, ensure_ascii=False)}
    with _verrou:
        try:
            return _compilateur().compile(
                input=str(MODELES / modele), format="pdf", pdf_standards=NORMES, sys_inputs=entrees
            )
        except typst.TypstError as erreur:
            raise ErreurPDF(erreur.message) from erreur


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


@cache
def _compilateur() -> typst.Compiler:
    """Fonts of the machine are ignored, so that every machine makes the same document [CER-09]."""
    dossier = _dossier_source_sans()
    fontes = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[dossier.name, str(DOSSIER)]
    )
    compilateur = typst.Compiler(root=str(MODELES), font_paths=fontes)
    compilateur.compile(input=_ESSAI, format="pdf")  # reads the four faces before their folder goes
    dossier.cleanup()
    return compilateur


def _dossier_source_sans() -> tempfile.TemporaryDirectory[str]:
    """A folder with the four TrueType faces only: typst takes folders, and the wheel's holds OpenType twins."""
    dossier = tempfile.TemporaryDirectory(prefix="forprev-polices-")
    for graisse in GRAISSES:
        fichier = source_sans(graisse)
        (Path(dossier.name) / fichier.name).write_bytes(fichier.read_bytes())
    return dossier
