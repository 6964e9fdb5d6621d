"""File locks that the kernel frees when their holder dies, whatever killed it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusif(fichier: Path, attendre: bool = True) -> Iterator[None]:
    """Hold `fichier` alone for the duration of the block; wait for one's turn, or raise BlockingIOError."""
    descripteur = _ouvrir(fichier)
    try:
        fcntl.flock(descripteur, fcntl.LOCK_EX if attendre else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descripteur)


class VerrouPartage:
    """A lock that every user of the server holds together with the others."""

    def __init__(self, fichier: Path) -> None:
        self._fichier = fichier
        self._descripteur: int | None = None

    def prendre(self) -> None:
        """Join those who hold the lock."""
        self._descripteur = _ouvrir(self._fichier)
        fcntl.flock(self._descripteur, fcntl.LOCK_SH)

    def suis_seul(self) -> bool:
        """Whether nobody else holds the lock; only meaningful while newcomers are kept out."""
        assert self._descripteur is not None
        try:
            fcntl.flock(self._descripteur, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def rendre(self) -> None:
        """Leave; does nothing when the lock is not held."""
        if self._descripteur is not None:
            os.close(self._descripteur)
            self._descripteur = None


def _ouvrir(fichier: Path) -> int:
    return os.open(fichier, os.O_RDWR | os.O_CREAT, 0o600)
