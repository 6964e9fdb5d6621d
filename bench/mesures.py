"""The cases, and how one is measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.jeu import certificats
from forprev.certificats.documents import FaitsCertificat, certificat_pdf, certificats_pdf, certificats_zip
from forprev.socle.zip import archive

Cas = Callable[[Sequence[FaitsCertificat]], object]


class Mesure(NamedTuple):
    """How many certificates were made, in how long, and the processor time of all threads."""

    nombre: int = 0
    duree: float = 0.0
    processeur: float = 0.0

    def plus(self, autre: Mesure) -> Mesure:
        """Both together."""
        duree, processeur = self.duree + autre.duree, self.processeur + autre.processeur
        return Mesure(self.nombre + autre.nombre, duree, processeur)

    @property
    def debit(self) -> float:
        """Certificates per second."""
        return self.nombre / self.duree


def html_document(faits: Sequence[FaitsCertificat]) -> bytes:
    from bench.html import document  # noqa: PLC0415 - a heavy library, loaded by the processes that measure it only

    return document(faits)


def html_fichiers(faits: Sequence[FaitsCertificat]) -> object:
    return [html_document([f]) for f in faits]


def html_session(faits: Sequence[FaitsCertificat]) -> object:
    fichiers = {f"{f.numero_certificat}.pdf": html_document([f]) for f in faits}
    return html_document(faits), archive(fichiers)


def typst_document(faits: Sequence[FaitsCertificat]) -> object:
    return certificats_pdf(faits)


def typst_fichiers(faits: Sequence[FaitsCertificat]) -> object:
    return [certificat_pdf(f) for f in faits]


def typst_session(faits: Sequence[FaitsCertificat]) -> object:
    return certificats_pdf(faits), certificats_zip(faits)


def mesurer(cas: Cas, lots: int, taille: int, depuis: int) -> Mesure:
    """`lots` times `taille` certificates, of people numbered `depuis` onwards: never the same twice."""
    gens = [certificats(taille, depuis=depuis + rang * taille) for rang in range(lots)]
    horloge, processeur = time.perf_counter(), time.process_time()
    for faits in gens:
        cas(faits)
    return Mesure(lots * taille, time.perf_counter() - horloge, time.process_time() - processeur)
