"""Facts for certificates, and how a reader sees the file."""

import unicodedata
from datetime import date

import pypdfium2

from forprev.certificats.documents import FaitsCertificat

TRAIT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">'
    b'<path d="M2 18 20 2 38 18 58 4" stroke="#1f3a8a"/></svg>'
)
NOMS_RARES = [
    ("N’GUYEN-LE GOFF", "Anne-Laure"),
    ("ŒUVRARD", "Maëlys"),
    ("ÇELİK", "Şükrü"),
    ("Đặng", "Thị Hồng"),
    ("Παπαδόπουλος", "Γεώργιος"),
    ("Нестеренко", "Олександр"),
    ("محمد", "علي"),
    ("כהן", "דוד"),
    ("山田", "太郎"),
    ("김", "민준"),
    ("ბერიძე", "ნინო"),
    ("Հակոբյան", "Անի"),
    ("शर्मा", "राजेश"),
    ("ⵉⴷⵔ", "ⵜⵉⵏⵀⵉⵏⴰⵏ"),
    ("ABCDEFGHIJKLMNOPQRST" * 4, "Marie"),
    ("#panic() *gras* $x$", '\\ @ref <a> // `x` "]'),
]


def faits(**ecarts) -> FaitsCertificat:
    """An acteur's certificate, with what the test changes."""
    ordinaires = {
        "titre": "Sauveteur secouriste du travail",
        "libelle_court": "SST-1",
        "dispositif": "Sauvetage secourisme du travail",
        "couleur": "#c2185b",
        "competence": "La personne sait porter secours et prévenir les risques de son entreprise.",
        "nom": "ŒUVRARD",
        "prenom": "Maëlys",
        "date_naissance": date(1992, 2, 29),
        "delivre_le": date(2026, 3, 12),
        "fin_validite": date(2028, 3, 12),
        "signataire_nom": "Camille Exemple",
        "signataire_fonction": "Chef du département Formation",
        "signataire_signature": TRAIT,
        "raison_sociale": "MAIRIE DE VANVES",
        "numero_habilitation": "H30093/2022/SST-1/C/00",
        "numero_certificat": "7KQF-2MXD-R9HT",
        "logos": (("Logo de l’INRS", TRAIT.replace(b"1f3a8a", b"e8590c")),),
    }
    return FaitsCertificat(**{**ordinaires, **ecarts})


def textes(pdf: bytes) -> list[str]:
    """The text of each page, as another library extracts it: spaces made plain, its mark of a line ending in a hyphen
    made a hyphen again."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return [
        unicodedata.normalize("NFC", page).replace("\u00a0", " ").replace("\ufffe", "-").replace("\r\n", "\n")
        for page in pages
    ]


def lettres(pdf: bytes) -> list[tuple[str, float, tuple[float, float, float, float]]]:
    """Each letter with ink of the first page: the letter, its size, its box (left, bottom, right, top) in points."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    taille = pypdfium2.raw.FPDFText_GetFontSize
    tout = [(page.get_text_range(i, 1), taille(page, i), page.get_charbox(i)) for i in range(page.count_chars())]
    return [lettre for lettre in tout if lettre[0].strip()]
