"""Letters, made once from frozen facts [DEM-12]."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from forprev.socle.dates import longue
from forprev.socle.pdf import ErreurPDF, composer, en_svg
from forprev.socle.polices import imprimable, translittere

CADRE = "demandes/courrier-1.typ"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsCourrier:
    """All that a letter prints; nothing that changes later alters it. The signature is a PNG or an SVG, or nothing."""

    numero: str
    jour: date
    objet: str
    paragraphes: tuple[str, ...]
    adresse: tuple[str, ...]
    appel: str
    signataire: str = ""
    signataire_fonction: str = ""
    signature: bytes = b""
    version: int = VERSION

    def vers_json(self) -> dict[str, Any]:
        """A dictionary that `json.dumps` accepts: ISO dates, the picture in base64."""
        return {
            **asdict(self),
            "jour": self.jour.isoformat(),
            "paragraphes": list(self.paragraphes),
            "adresse": list(self.adresse),
            "signature": b64encode(self.signature).decode(),
        }

    @classmethod
    def depuis_json(cls, faits: Mapping[str, Any]) -> FaitsCourrier:
        """The facts that `vers_json` wrote."""
        return cls(
            **{
                **faits,
                "jour": date.fromisoformat(faits["jour"]),
                "paragraphes": tuple(faits["paragraphes"]),
                "adresse": tuple(faits["adresse"]),
                "signature": b64decode(faits["signature"]),
            }
        )


def courrier_pdf(faits: FaitsCourrier) -> bytes:
    """The PDF of the letter, PDF/UA-1 and PDF/A-3a; no name stops it: what no font holds is transliterated."""
    try:
        return _composer(faits, lambda texte: imprimable(texte).texte)
    except ErreurPDF:
        return _composer(faits, lambda texte: translittere(texte).texte)


def _composer(faits: FaitsCourrier, ecrire: Callable[[str], str]) -> bytes:
    jour = faits.jour
    return composer(
        CADRE,
        {
            "objet": ecrire(faits.objet),
            "numero": faits.numero,
            "date": [jour.year, jour.month, jour.day],
            "jour": longue(jour),
            "adresse": [ecrire(ligne) for ligne in faits.adresse],
            "appel": ecrire(faits.appel),
            "paragraphes": [ecrire(texte) for texte in faits.paragraphes],
            "signataire": ecrire(faits.signataire),
            "fonction": ecrire(faits.signataire_fonction),
            "signature": en_svg(faits.signature) if faits.signature else "",
        },
    )
