"""What a certificate says, frozen at issue."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

VERSION_MODELE = 1
_COULEUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsCertificat:
    """All that is printed; later changes of a model, a signatory or a template alter nothing of it [CER-01, CER-09].

    `numero_forprev` is empty for an acteur. Pictures are PNG or SVG; `code` is the sealed code, empty until it exists.
    `logos`: (text in place of the picture, picture). `mention`: a further line, such as that of a take-over [CER-13].
    Raises ValueError on a colour that is not `#rrggbb`.
    """

    titre: str
    libelle_court: str
    dispositif: str
    couleur: str
    competence: str
    nom: str
    prenom: str
    date_naissance: date
    delivre_le: date
    fin_validite: date | None
    signataire_nom: str
    signataire_fonction: str
    raison_sociale: str
    numero_habilitation: str
    numero_certificat: str
    numero_forprev: str = ""
    signataire_signature: bytes = b""
    logos: tuple[tuple[str, bytes], ...] = ()
    mention: str = ""
    code: bytes = b""
    version_modele: int = VERSION_MODELE

    def __post_init__(self) -> None:
        if not _COULEUR.fullmatch(self.couleur):
            raise ValueError(f"Couleur inconnue : {self.couleur}")

    def vers_json(self) -> dict[str, Any]:
        """A dictionary that `json.dumps` accepts: ISO dates, pictures in base64."""
        return {
            **asdict(self),
            "date_naissance": self.date_naissance.isoformat(),
            "delivre_le": self.delivre_le.isoformat(),
            "fin_validite": self.fin_validite and self.fin_validite.isoformat(),
            "signataire_signature": b64encode(self.signataire_signature).decode(),
            "logos": [[texte, b64encode(image).decode()] for texte, image in self.logos],
            "code": b64encode(self.code).decode(),
        }

    @classmethod
    def depuis_json(cls, faits: Mapping[str, Any]) -> FaitsCertificat:
        """The facts that `vers_json` wrote. Raises TypeError on an unknown fact, ValueError on a bad date."""
        return cls(
            **{
                **faits,
                "date_naissance": date.fromisoformat(faits["date_naissance"]),
                "delivre_le": date.fromisoformat(faits["delivre_le"]),
                "fin_validite": faits["fin_validite"] and date.fromisoformat(faits["fin_validite"]),
                "signataire_signature": b64decode(faits["signataire_signature"]),
                "logos": tuple((texte, b64decode(image)) for texte, image in faits["logos"]),
                "code": b64decode(faits["code"]),
            }
        )
