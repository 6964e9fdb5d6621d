"""`python -m bench.doublons`: how long finding a person takes among a million [ACC-13, ACC-02].

A database of its own, made in a temporary folder and thrown away: names by frequency, birth dates with the collisions
of real ones (1 January stands for all that is not known), people entered twice. Takes two or three minutes.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import django

from forprev.socle.postgres import Serveur

PERSONNES = 1_000_000
RECHERCHES = 200
SEUIL_MS = 20.0


class Duree(NamedTuple):
    """How long one kind of search takes, in milliseconds."""

    mediane: float
    p95: float
    processeur: float  # of our process alone: what a quiet machine would come near, the database aside

    @property
    def tenue(self) -> bool:
        return self.p95 < SEUIL_MS


def chronometrer(recherche: Callable[[object], object], cas: Sequence[object]) -> Duree:
    """Each case once, after a few for warming up."""
    for un in cas[:5]:
        recherche(un)
    durees, processeurs = [], []
    for un in cas:
        debut, processeur = time.perf_counter(), time.process_time()
        recherche(un)
        processeurs.append((time.process_time() - processeur) * 1000)
        durees.append((time.perf_counter() - debut) * 1000)
    return Duree(statistics.median(durees), statistics.quantiles(durees, n=20)[-1], statistics.median(processeurs))


def main() -> int:
    """Print the table and the plans; 1 when a search is too slow."""
    nombre = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONNES
    with (
        tempfile.TemporaryDirectory(prefix="forprev-bench-") as dossier,
        Serveur(Path(dossier) / "postgres", reglages_rapides=True) as url,
    ):
        os.environ |= {"DATABASE_URL": url, "FORPREV_ENV": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()
        from bench.population import mesurer, peupler  # noqa: PLC0415 - models exist once Django is ready

        debut = time.perf_counter()
        peupler(nombre)
        dire(f"{nombre:,} personnes en {time.perf_counter() - debut:.0f} s".replace(",", "\u202f"))
        return _montrer(mesurer())


def _montrer(resultats: list[tuple[str, Duree, str]]) -> int:
    titre = f"{'recherche, en ms':34}{'médiane':>10}{'p95':>10}{'processeur':>12}"
    dire(f"\n{titre}\n{'-' * len(titre)}")
    for nom, duree, _ in resultats:
        dire(f"{nom:34}{duree.mediane:>10.2f}{duree.p95:>10.2f}{duree.processeur:>12.2f}")
    for nom, _, plan in resultats:
        if plan:
            dire(f"\n{nom}\n{plan}")
    tenue = all(duree.tenue for _, duree, _ in resultats)
    dire(f"\nexigence (p95 sous {SEUIL_MS:.0f} ms) : {'tenue' if tenue else 'NON TENUE'}")
    return 0 if tenue else 1


def dire(texte: str) -> None:
    """Say it now: the reader waits."""
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
