"""Files that people send: judged by content, made clean, scanned, then kept under an unguessable name [SEC-03].

What comes out of `examiner` is all that the rest of the application ever sees of a file from outside.
"""

from forprev.socle.televersements.examen import POIDS_MAX, Televersement, deposer_piece, examiner, refus_de_poids
from forprev.socle.televersements.genres import JPEG, PDF, PNG, TOUS, Genre

__all__ = [
    "JPEG",
    "PDF",
    "PNG",
    "POIDS_MAX",
    "TOUS",
    "Genre",
    "Televersement",
    "deposer_piece",
    "examiner",
    "refus_de_poids",
]
