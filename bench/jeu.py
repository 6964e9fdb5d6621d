"""The certificates both sides make: same facts, same pictures, names of every length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from forprev.certificats.documents import FaitsCertificat

NOMS = (
    "N’GUYEN-LE GOFF",
    "ŒUVRARD",
    "ÇELİK",
    "MARTIN",
    "DE LA ROCHEFOUCAULD-MONTMORENCY",
    "Đặng",
    "LEFÈVRE",
    "Нестеренко",
)
PRENOMS = ("Anne-Laure", "Maëlys", "Şükrü", "Jean", "Marie-Antoinette", "Thị Hồng", "Zoé", "Олександр")

SIGNATURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="180" height="56" viewBox="0 0 180 56"><path d="M6 40C20 8 30 4 32'
    b' 20S22 52 30 44 48 18 54 22 46 42 58 38 70 20 76 26 70 40 82 36 96 18 104 22 96 44 110 36 130 22 172 12"'
    b' fill="none" stroke="#1f3a8a" stroke-width="2.4" stroke-linecap="round"/></svg>'
)


def _logo(couleur: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="84" height="48" viewBox="0 0 84 48">'
        f'<rect x="1" y="1" width="82" height="46" rx="6" fill="none" stroke="{couleur}" stroke-width="2"/>'
        f'<circle cx="22" cy="24" r="12" fill="{couleur}"/>'
        f'<path d="M42 18h32M42 26h24M42 34h28" stroke="{couleur}" stroke-width="4"/></svg>'
    ).encode()


MODELE = FaitsCertificat(
    titre="Sauveteur secouriste du travail",
    libelle_court="SST-1",
    dispositif="Sauvetage secourisme du travail (SST)",
    couleur="#c2185b",
    competence=(
        "La personne nommée ci-dessus a démontré qu’elle sait porter secours à une victime d’accident du travail ou de "
        "malaise, et qu’elle est capable de mettre ses compétences au service de la prévention dans son entreprise."
    ),
    nom="",
    prenom="",
    date_naissance=date(1992, 2, 29),
    delivre_le=date(2026, 11, 20),
    fin_validite=date(2028, 11, 20),
    signataire_nom="Prénom Nom",
    signataire_fonction="Chef du département Formation",
    signataire_signature=SIGNATURE,
    raison_sociale="MAIRIE DE VANVES",
    numero_habilitation="H30093/2022/SST-1/C/00",
    numero_certificat="",
    logos=(("Logo de l’INRS", _logo("#e8590c")), ("Logo de l’Assurance Maladie", _logo("#1c7ed6"))),
)


def certificats(nombre: int, *, depuis: int = 0) -> list[FaitsCertificat]:
    """`nombre` different people of one session; another `depuis`, other people, so that nothing is made twice."""
    return [
        replace(
            MODELE,
            nom=NOMS[rang % len(NOMS)],
            prenom=f"{PRENOMS[rang // len(NOMS) % len(PRENOMS)]} {_lettres(rang)}",
            date_naissance=date(1960, 1, 1) + timedelta(days=rang * 7 % 16000),
            numero_certificat=f"7KQF-{rang // 10000:04}-{rang % 10000:04}",
        )
        for rang in range(depuis, depuis + nombre)
    ]


def _lettres(rang: int) -> str:
    return "".join(chr(65 + rang // 26**puissance % 26) for puissance in (2, 1, 0))
