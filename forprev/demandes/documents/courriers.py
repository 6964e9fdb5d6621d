"""Letters, made once from frozen facts [DEM-12]."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
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
    """All that a letter prints; nothing that changes later alters it. Pictures are PNG or SVG."""

    nature: str
    numero: str
    jour: date
    raison_sociale: str
    adresse: tuple[str, ...]
    ville: str
    destinataire: str
    fonction: str
    dispositif: str
    niveau: int
    demande: int
    renouvellement: bool
    numero_habilitation: str
    debut: date | None
    fin: date | None
    motif: str
    plateformes: tuple[str, ...]
    signataire: str
    signataire_fonction: str
    signature: bytes
    version: int = VERSION

    def vers_json(self) -> dict[str, Any]:
        """A dictionary that `json.dumps` accepts: ISO dates, the picture in base64."""
        return {
            **asdict(self),
            "jour": self.jour.isoformat(),
            "debut": self.debut and self.debut.isoformat(),
            "fin": self.fin and self.fin.isoformat(),
            "adresse": list(self.adresse),
            "plateformes": list(self.plateformes),
            "signature": b64encode(self.signature).decode(),
        }

    @classmethod
    def depuis_json(cls, faits: Mapping[str, Any]) -> FaitsCourrier:
        """The facts that `vers_json` wrote."""
        return cls(
            **{
                **faits,
                "jour": date.fromisoformat(faits["jour"]),
                "debut": faits["debut"] and date.fromisoformat(faits["debut"]),
                "fin": faits["fin"] and date.fromisoformat(faits["fin"]),
                "adresse": tuple(faits["adresse"]),
                "plateformes": tuple(faits["plateformes"]),
                "signature": b64decode(faits["signature"]),
            }
        )


OBJETS = {
    "FAVORABLE": "Décision favorable de la commission nationale d’habilitation",
    "DEFAVORABLE": "Décision défavorable de la commission nationale d’habilitation",
}


def courrier_pdf(faits: FaitsCourrier) -> bytes:
    """The PDF of the letter, PDF/UA-1 and PDF/A-3a; no name stops it: what no font holds is transliterated."""
    try:
        return _composer(faits, lambda texte: imprimable(texte).texte)
    except ErreurPDF:
        return _composer(faits, lambda texte: translittere(texte).texte)


def _composer(faits: FaitsCourrier, ecrire: Any) -> bytes:
    jour = faits.jour
    return composer(
        CADRE,
        {
            "objet": OBJETS[faits.nature],
            "numero": faits.numero,
            "date": [jour.year, jour.month, jour.day],
            "jour": longue(jour),
            "adresse": [ecrire(ligne) for ligne in (faits.raison_sociale, *faits.adresse, faits.ville)],
            "appel": ecrire(", ".join(filter(None, (faits.destinataire, faits.fonction)))),
            "paragraphes": [ecrire(texte) for texte in paragraphes(faits)],
            "signataire": ecrire(faits.signataire),
            "fonction": ecrire(faits.signataire_fonction),
            "signature": en_svg(faits.signature) if faits.signature else "",
        },
    )


def paragraphes(faits: FaitsCourrier) -> list[str]:
    """The body of the letter, paragraph by paragraph."""
    objet = "le renouvellement de votre habilitation" if faits.renouvellement else "une habilitation"
    cours = f"{faits.dispositif}, niveau\u00a0{faits.niveau}"
    debut = f"Vous avez demandé {objet} pour délivrer la formation {cours} (demande n°\u00a0{faits.demande})."
    suite = _refus(faits) if faits.nature == "DEFAVORABLE" else _accord(faits)
    return [debut, *suite]


def _accord(faits: FaitsCourrier) -> list[str]:
    assert faits.debut is not None
    assert faits.fin is not None
    textes = [
        f"Dans sa séance du {longue(faits.jour)}, la commission nationale d’habilitation a rendu une décision "
        "favorable.",
        f"L’habilitation n°\u00a0{faits.numero_habilitation} est valable du {longue(faits.debut)} au "
        f"{longue(faits.fin)} inclus, sur l’ensemble du territoire.",
    ]
    if faits.plateformes:
        textes.append(f"Plateformes pédagogiques retenues\u00a0: {', '.join(faits.plateformes)}.")
    return [*textes, "Vous pouvez déclarer vos sessions de certification dans Forprev dès le premier jour de validité."]


def _refus(faits: FaitsCourrier) -> list[str]:
    return [
        f"Dans sa séance du {longue(faits.jour)}, la commission nationale d’habilitation a rendu une décision "
        "défavorable, pour les raisons suivantes\u00a0:",
        faits.motif,
        "Vous pouvez demander à la commission de réexaminer cette décision dans les deux mois qui suivent la réception "
        "de ce courrier, en exposant vos raisons par écrit, ou la contester dans le même délai devant le tribunal "
        "compétent. Vous pouvez aussi déposer une nouvelle demande à tout moment.",
    ]
