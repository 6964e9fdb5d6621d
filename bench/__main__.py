"""`python -m bench`: certificates per second, ours and an HTML-to-PDF library's, side by side in one run.

Each measure runs in a process of its own, after a warm-up, on people it has not met: none helps or burdens another.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from bench import mesures

SESSION = 20
EXIGENCES = {"document": 30.0, "fichiers": 10.0}
PROCESSEUR_MAX = 0.150


def _a_part(cas: mesures.Cas, nombre: int, lot: int) -> mesures.Mesure:
    """The measure, in a process of its own."""
    contexte = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=contexte) as processus:
        return processus.submit(mesures.mesurer, cas, nombre, lot).result()


def _tableau(lignes: Sequence[tuple[str, mesures.Mesure, mesures.Mesure]]) -> str:
    titre = f"{'certificats par seconde':34}{'Forprev':>10}{'HTML':>10}{'rapport':>10}"
    corps = [f"{nom:34}{n.debit:>10.1f}{h.debit:>10.1f}{n.debit / h.debit:>9.1f}×" for nom, n, h in lignes]
    return "\n".join([titre, "-" * len(titre), *corps])


def main() -> int:
    """Print the table; 1 when a requirement is not met."""
    analyse = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    analyse.add_argument("--nombre", type=int, default=1000, help="certificats par mesure (1000)")
    nombre = analyse.parse_args().nombre
    lignes = [
        (
            f"un document de {nombre}",
            _a_part(mesures.typst_document, nombre, nombre),
            _a_part(mesures.html_document, nombre, nombre),
        ),
        (
            f"{nombre} fichiers",
            _a_part(mesures.typst_fichiers, nombre, nombre),
            _a_part(mesures.html_fichiers, nombre, nombre),
        ),
        (
            f"sessions de {SESSION} (PDF et ZIP)",
            _a_part(mesures.typst_session, nombre, SESSION),
            _a_part(mesures.html_session, max(nombre // 10, SESSION), SESSION),
        ),
    ]
    session = lignes[2][1]
    processeur = session.processeur * SESSION / session.nombre
    rapports = [nous.debit / html.debit for _, nous, html in lignes]
    tenu = rapports[0] >= EXIGENCES["document"] and rapports[1] >= EXIGENCES["fichiers"] and processeur < PROCESSEUR_MAX
    sys.stdout.write(f"{_tableau(lignes)}\n\n")
    sys.stdout.write(f"processeur d’une session de {SESSION} (PDF et ZIP) : {processeur * 1000:.0f} ms\n")
    sys.stdout.write(f"exigences (30×, 10×, {PROCESSEUR_MAX * 1000:.0f} ms) : {'tenues' if tenu else 'NON TENUES'}\n")
    return 0 if tenu else 1


if __name__ == "__main__":
    sys.exit(main())
