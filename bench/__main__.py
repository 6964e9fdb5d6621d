"""`python -m bench`: certificates per second, ours and an HTML-to-PDF library's, side by side in one run.

Each side of each case has a process of its own, warmed up; they take turns, so that whatever else the machine does
slows both alike. The HTML side, slow, makes fewer certificates: rates are compared. Takes two or three minutes.
Then `bench.doublons`: finding a person among a million (`--personnes 0` leaves it out).
"""

from __future__ import annotations

import argparse
import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from bench import mesures
from bench.doublons import PERSONNES
from bench.mesures import Mesure

PROCESSEUR_MAX = 0.150
SESSION = 20


class Cas(NamedTuple):
    """A row: each turn, so many lots of so many certificates, for us then for HTML; the ratio required."""

    nom: str
    nous: mesures.Cas
    html: mesures.Cas
    tours: int
    lot_nous: tuple[int, int]
    lot_html: tuple[int, int]
    exige: float = 0.0


def cas_compares(nombre: int) -> list[Cas]:
    """The three ways certificates are made, for `nombre` certificates."""
    tours = max(nombre // 100, 1)
    lot = nombre // tours
    document, fichiers, session = f"un document de {nombre}", f"{nombre} fichiers", f"sessions de {SESSION}, PDF et ZIP"
    return [
        Cas(document, mesures.typst_document, mesures.html_document, 1, (1, nombre), (1, nombre), exige=30),
        Cas(fichiers, mesures.typst_fichiers, mesures.html_fichiers, tours, (1, lot), (1, max(lot // 5, 1)), exige=10),
        Cas(session, mesures.typst_session, mesures.html_session, max(tours // 2, 1), (10, SESSION), (1, SESSION)),
    ]


def comparer(cas: Cas) -> tuple[Mesure, Mesure]:
    """Both sides, turn by turn."""
    contexte = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(max_workers=1, mp_context=contexte) as chez_nous,
        ProcessPoolExecutor(max_workers=1, mp_context=contexte) as en_html,
    ):
        cotes = ((chez_nous, cas.nous, cas.lot_nous), (en_html, cas.html, cas.lot_html))
        totaux = [Mesure(), Mesure()]
        for processus, fonction, _ in cotes:
            processus.submit(mesures.mesurer, fonction, 2, 3, 900_000).result()
        for tour in range(cas.tours):
            for cote, (processus, fonction, (lots, taille)) in enumerate(cotes):
                fait = processus.submit(mesures.mesurer, fonction, lots, taille, tour * lots * taille).result()
                totaux[cote] = totaux[cote].plus(fait)
    return totaux[0], totaux[1]


def _ligne(nom: str, nous: Mesure, html: Mesure) -> str:
    return f"{nom:30}{nous.debit:>10.1f}{html.debit:>10.1f}{nous.debit / html.debit:>9.1f}×"


def main() -> int:
    """Print the tables; 1 when a requirement is not met."""
    analyse = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    analyse.add_argument("--nombre", type=int, default=1000, help="certificats par mesure (1000)")
    analyse.add_argument("--personnes", type=int, default=PERSONNES, help="personnes de la base (1 000 000)")
    demande = analyse.parse_args()
    tenu = comparer_les_certificats(demande.nombre)
    if demande.personnes:
        _dire("")
        tenu = (
            subprocess.run([sys.executable, "-m", "bench.doublons", str(demande.personnes)], check=False).returncode
            == 0
            and tenu
        )
    return 0 if tenu else 1


def comparer_les_certificats(nombre: int) -> bool:
    """Print the table of certificates; whether every requirement is met."""
    titre = f"{'certificats par seconde':30}{'Forprev':>10}{'HTML':>10}{'rapport':>10}"
    _dire(f"{titre}\n{'-' * len(titre)}")
    tenu = True
    for cas in cas_compares(nombre):
        nous, html = comparer(cas)
        tenu = tenu and nous.debit / html.debit >= cas.exige
        _dire(_ligne(cas.nom, nous, html))
    processeur = nous.processeur * SESSION / nous.nombre
    _dire(f"\nprocesseur d’une session de {SESSION}, PDF et ZIP : {processeur * 1000:.0f} ms")
    tenu = tenu and processeur < PROCESSEUR_MAX
    _dire(f"exigences (30× en un document, 10× en fichiers, 150 ms) : {'tenues' if tenu else 'NON TENUES'}")
    return tenu


def _dire(texte: str) -> None:
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
