"""PDF from outside: whole, open, and with nothing that acts by itself.

A harmless PDF is kept byte for byte, so that an electronic signature stays true. One that holds a program, a command, a
form sent elsewhere or another file loses them; when it is signed, or is but a folder of other files, it is refused
instead: a proof is not altered behind its author's back, and nothing of it is lost in silence.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from forprev.socle.televersements.refus import refuser

OBJETS_MAX = 200_000
# What one compressed stream may become while the file is opened.
DEPLIE_MAX = 64 * 1024 * 1024

_CLES = (
    *("/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/AF", "/EF"),
    *("/RichMediaContent", "/RichMediaSettings"),
)
_ACTIONS = (
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/Rendition", "/RichMediaExecute", "/Movie", "/Sound"),
)
_ANNOTATIONS = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
_NOMS = sorted({nom.lstrip("/") for nom in (*_CLES, *_ACTIONS, *_ANNOTATIONS)})
_SUSPECT = re.compile(rf"/(?:{'|'.join(_NOMS)})(?![A-Za-z0-9])".encode())
_FIN = re.compile(rb"%%EOF[\s\x00]*\Z")
_LZW = re.compile(rb"/(?:LZW|LZWDecode)(?![A-Za-z0-9])")
_ECHAPPE = re.compile(rb"#([0-9A-Fa-f]{2})")

# For the whole process: our own documents are far below.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=DEPLIE_MAX, png_max_memory=DEPLIE_MAX, tiff_max_memory=DEPLIE_MAX,
    run_length_max_memory=DEPLIE_MAX, max_stream_filters=4,
)  # fmt: skip


def desarmer(contenu: bytes) -> bytes:
    """The document, harmless. Raises Refus: damaged, encrypted, outsized, or armed and not to be changed."""
    _entier(contenu)
    try:
        with pikepdf.open(io.BytesIO(contenu), attempt_recovery=False, suppress_warnings=True) as document:
            return _desarmer(document, contenu)
    except pikepdf.PasswordError as erreur:
        raise _protege() from erreur
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, RecursionError) as erreur:
        raise _abime() from erreur


def _entier(contenu: bytes) -> None:
    """It ends where a PDF ends, and uses no compression whose result cannot be bounded."""
    if not _FIN.search(contenu[-4096:]):
        raise _abime()
    if _LZW.search(_ECHAPPE.sub(lambda echappe: bytes([int(echappe[1], 16)]), contenu)):
        texte = "Ce PDF est d’un format trop ancien. Ouvrez-le, imprimez-le en PDF, puis déposez le nouveau fichier."
        raise refuser("pdf_ancien", texte)


def _desarmer(document: pikepdf.Pdf, contenu: bytes) -> bytes:
    if document.is_encrypted:
        raise _protege()
    if len(document.objects) > OBJETS_MAX or len(document.pages) == 0:
        raise _abime()
    armes = list(_suspects(document))
    if not armes and not _s_ouvre_seul(document):
        return contenu
    if b"/ByteRange" in contenu or "/Collection" in document.Root:
        raise refuser(
            "pdf_actif",
            "Ce PDF contient un programme ou d’autres fichiers. Ouvrez-le, imprimez-le en PDF, puis déposez le "
            "nouveau fichier\u00a0; déposez à part les fichiers joints.",
        )
    return _sans_armes(document, armes)


def _suspects(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The objects that name something active; their text is far quicker to search than their keys."""
    for objet in document.objects:
        if _SUSPECT.search(_dictionnaire(objet).unparse(resolved=True)):
            yield objet


def _dictionnaire(objet: Any) -> Any:
    return objet.stream_dict if isinstance(objet, pikepdf.Stream) else objet


def _s_ouvre_seul(document: pikepdf.Pdf) -> bool:
    """Opening leads to more than a page of the same document."""
    ouverture = document.Root.get("/OpenAction")
    return isinstance(ouverture, pikepdf.Dictionary) and ouverture.get("/S") not in ("/GoTo", "/Named")


def _sans_armes(document: pikepdf.Pdf, armes: list[pikepdf.Object]) -> bytes:
    if _s_ouvre_seul(document):
        del document.Root["/OpenAction"]
    for objet in armes:
        _vider(objet)
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _vider(objet: Any) -> None:
    """Take what acts out of an object and of what is written directly inside it."""
    if isinstance(objet, pikepdf.Array):
        _vider_les(list(objet))
    elif isinstance(objet, pikepdf.Dictionary | pikepdf.Stream):
        for cle in [cle for cle in objet.keys() if cle in _CLES]:  # noqa: SIM118 - iterating a stream reads its data
            del objet[cle]
        if objet.get("/S") in _ACTIONS:
            objet["/S"] = pikepdf.Name("/Named")
            objet["/N"] = pikepdf.Name("/NextPage")
        if objet.get("/Subtype") in _ANNOTATIONS:
            objet["/Subtype"] = pikepdf.Name("/Text")
        _vider_les([objet[cle] for cle in objet.keys()])  # noqa: SIM118


def _vider_les(dedans: list[Any]) -> None:
    for objet in dedans:
        if isinstance(objet, pikepdf.Object) and not objet.is_indirect:
            _vider(objet)


def _protege() -> Exception:
    texte = "Ce PDF est protégé par un mot de passe. Enregistrez-le sans protection, puis déposez-le de nouveau."
    return refuser("pdf_protege", texte)


def _abime() -> Exception:
    texte = "Ce PDF est abîmé ou incomplet. Ouvrez-le, imprimez-le en PDF, puis déposez le nouveau fichier."
    return refuser("pdf_illisible", texte)
