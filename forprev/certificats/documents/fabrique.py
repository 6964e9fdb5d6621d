"""Making the files: one PDF for a session, one for a person, a ZIP of one PDF a person [CER-02]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from anyascii import anyascii

from forprev.certificats.documents.faits import FaitsCertificat
from forprev.certificats.documents.page import Ecriture, ReserveImages, donnees_page
from forprev.socle.pdf import ErreurPDF, composer, en_svg
from forprev.socle.polices import imprimable, translittere
from forprev.socle.zip import archive

CADRE = "certificats/certificats.typ"
PERSONNELS = frozenset({"nom", "numero", "reperes", "lignes"})


def certificat_pdf(faits: FaitsCertificat, langue: str = "fr") -> bytes:
    """The PDF of one person, PDF/UA-1 and PDF/A-3a [CER-08]."""
    return certificats_pdf([faits], langue)


def certificats_pdf(faits: Sequence[FaitsCertificat], langue: str = "fr") -> bytes:
    """One PDF, an A4 page a certificate, in the order given; the same facts give the same bytes [CER-02, CER-09].

    No name stops it: one that typst refuses is transliterated. Raises ValueError without any certificate,
    `ErreurPDF` on a picture that is neither PNG nor SVG.
    """
    if not faits:
        raise ValueError("Aucun certificat à composer")
    try:
        return _composer(faits, langue)
    except ErreurPDF:
        return _composer(faits, langue, [_ecriture_sure(f, langue) for f in faits])


def certificats_zip(faits: Sequence[FaitsCertificat], langue: str = "fr") -> bytes:
    """A ZIP of one PDF a person, whose names sort by person [CER-02]."""
    return archive({nom_fichier(f): certificat_pdf(f, langue) for f in faits})


def nom_fichier(faits: FaitsCertificat) -> str:
    """« NGUYEN-LE-GOFF Anne-Laure 7KQF-2MXD-R9HT.pdf »: ASCII, unique by its number.

    A space between the parts, for it sorts before every letter: DUPONT comes before DUPONT-MARTIN and DUPONTEL.
    """
    parties = _mot(faits.nom).upper(), _mot(faits.prenom), _mot(faits.numero_certificat)
    return " ".join(parties) + ".pdf"


def _mot(texte: str) -> str:
    latin = anyascii(imprimable(texte).texte).replace("'", "")
    return re.sub(r"[^A-Za-z0-9]+", "-", latin).strip("-")[:60] or "X"


def _composer(faits: Sequence[FaitsCertificat], langue: str, ecritures: Sequence[Ecriture] = ()) -> bytes:
    """One document: what its certificates share is said once, then what each adds.

    What they share never holds anything personal, so it is the same from one file of a session to the next.
    """
    images = ReserveImages(en_svg)
    ecritures = ecritures or [imprimable] * len(faits)
    pages = [donnees_page(f, images=images, ecrire=e) for f, e in zip(faits, ecritures, strict=True)]
    modele = {champ: valeur for champ, valeur in pages[0].items() if champ not in PERSONNELS}
    ecarts = [{k: v for k, v in page.items() if k not in modele or modele[k] != v} for page in pages]
    commun = {"langue": langue, "images": images.svg(), "modele": modele}
    propre = {**_entete(faits), "certificats": ecarts}
    return composer(CADRE, commun, propre) if len(faits) == 1 else composer(CADRE, {**commun, **propre})


def _entete(faits: Sequence[FaitsCertificat]) -> dict[str, Any]:
    """What the file says of itself, and the version of each page."""
    jour = max(f.delivre_le for f in faits)
    return {
        "titre": _titre(faits),
        "date": [jour.year, jour.month, jour.day],
        "versions": [str(f.version_modele) for f in faits],
    }


def _titre(faits: Sequence[FaitsCertificat]) -> str:
    if len(faits) == 1:
        return f"Certificat {imprimable(faits[0].titre).texte}, n° {imprimable(faits[0].numero_certificat).texte}"
    titres = dict.fromkeys(imprimable(f.titre).texte for f in faits)
    return f"{len(faits)} certificats, {', '.join(titres)}"


def _ecriture_sure(faits: FaitsCertificat, langue: str) -> Ecriture:
    """As typed if typst takes it alone, in Latin letters otherwise."""
    try:
        _composer([faits], langue)
    except ErreurPDF:
        return translittere
    return imprimable
