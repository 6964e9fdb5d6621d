"""Files as people and attackers send them, made on the spot."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

HTML = b"<html><body><script>alert(1)</script></body></html>"


def pdf(**racine: object) -> bytes:
    """A PDF of one page; `racine` adds keys to its catalogue (`OpenAction=…`)."""
    document = pikepdf.new()
    document.add_blank_page()
    for cle, valeur in racine.items():
        document.Root[f"/{cle}"] = valeur
    return ecrire(document)


def ecrire(document: pikepdf.Pdf, **reglages: object) -> bytes:
    sortie = io.BytesIO()
    document.save(sortie, **reglages)
    return sortie.getvalue()


def javascript(code: str = "app.alert(1)") -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String(code))


def image(format_: str, taille: tuple[int, int] = (40, 20), mode: str = "RGB", **reglages: object) -> bytes:
    sortie = io.BytesIO()
    Image.new(mode, taille).save(sortie, format=format_, **reglages)
    return sortie.getvalue()


def archive(**fichiers: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as zippe:
        for nom, contenu in fichiers.items():
            zippe.writestr(nom, contenu)
    return sortie.getvalue()


def png_demesure(cote: int) -> bytes:
    """A small PNG that says it is `cote` by `cote`."""
    entete = struct.pack(">IIBBBBB", cote, cote, 8, 2, 0, 0, 0)
    blocs = [(b"IHDR", entete), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    corps = b"".join(struct.pack(">I", len(d)) + nom + d + struct.pack(">I", zlib.crc32(nom + d)) for nom, d in blocs)
    return b"\x89PNG\r\n\x1a\n" + corps


def pdf_bombe(deplie: int) -> bytes:
    """A PDF whose objects are in a stream that unfolds to `deplie` bytes."""
    objets = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[5 0 R]/Count 1>>"]
    objets.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    dedans = b"1 000 2 030 5 070 ".ljust(20) + b"".join(objets[:1]).ljust(30) + objets[1].ljust(40) + objets[2]
    dedans += b" " * deplie
    comprime = zlib.compress(dedans, 9)
    corps = b"%PDF-1.5\n"
    debut = len(corps)
    corps += b"3 0 obj\n<</Type/ObjStm/N 3/First 20/Filter/FlateDecode/Length " + str(len(comprime)).encode()
    corps += b">>\nstream\n" + comprime + b"\nendstream\nendobj\n"
    rangs = [(0, 0, 65535), (2, 3, 0), (2, 3, 1), (1, debut, 0), (1, len(corps), 0), (2, 3, 2)]
    table = b"".join(struct.pack(">BIH", *rang) for rang in rangs)
    suite = b"4 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length " + str(len(table)).encode()
    suite += b">>\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n" + str(len(corps)).encode() + b"\n%%EOF\n"
    return corps + suite
