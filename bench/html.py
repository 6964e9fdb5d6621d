"""The same certificates through WeasyPrint: HTML and CSS, what most applications would do.

Its plain output is measured: neither tagged nor archival, which is less work than ours.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from forprev.certificats.documents import FaitsCertificat
from forprev.socle.polices import source_sans

_ICI = Path(__file__).parent
_PAGE = (_ICI / "certificat.html").read_text(encoding="utf-8")
_POLICES = FontConfiguration()
_FACES = "".join(
    f"@font-face{{font-family:'Source Sans Pro';font-weight:{poids};src:url('{source_sans(graisse).as_uri()}')}}"
    for graisse, poids in (("Regular", 400), ("Bold", 700))
)
_STYLE = CSS(string=_FACES + (_ICI / "certificat.css").read_text(encoding="utf-8"), font_config=_POLICES)


def document(faits: Sequence[FaitsCertificat]) -> bytes:
    """One PDF, a page a certificate; style sheet and fonts are read once for all documents."""
    corps = "".join(_page(f) for f in faits)
    source = f'<!doctype html><html lang="fr"><title>Certificats</title><body>{corps}</body></html>'
    return HTML(string=source).write_pdf(stylesheets=[_STYLE], font_config=_POLICES)


def _page(faits: FaitsCertificat) -> str:
    champs = {
        nom: escape(str(getattr(faits, nom)))
        for nom in (
            *("titre", "libelle_court", "dispositif", "couleur", "competence", "nom", "prenom", "signataire_nom"),
            *("signataire_fonction", "raison_sociale", "numero_habilitation", "numero_certificat"),
        )
    }
    return _PAGE.format(
        **champs,
        ne_le=f"{faits.date_naissance:%d/%m/%Y}",
        delivre_le=f"{faits.delivre_le:%d/%m/%Y}",
        fin=f"{faits.fin_validite:%d/%m/%Y}" if faits.fin_validite else "",
        signature=_image(faits.signataire_signature),
        logo_1=_image(faits.logos[0][1]),
        logo_2=_image(faits.logos[1][1]),
    )


def _image(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
