"""The child processes of the service: started in a session of their own, marked, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

# Carried by the environment of every child and of its own children: what tells, after a kill -9, whose they were.
MARQUE = "FORPREV_SERVICE"
PR_SET_PDEATHSIG = 1
PAS = 0.05


class Enfant:
    """One child and its descendants.

    Its own session keeps the Ctrl-C of the terminal from reaching it before the supervisor has decided; on Linux the
    kernel sends it SIGTERM if the supervisor dies without a word.
    """

    def __init__(self, nom: str, commande: list[str], environnement: dict[str, str], dossier: Path) -> None:
        self.nom = nom
        self.demarrages = 0
        self._commande = commande
        self._environnement = environnement
        self._dossier = dossier
        self._processus: subprocess.Popen[bytes] | None = None

    def demarrer(self) -> None:
        """Start the child; a former one must have been ended."""
        self.demarrages += 1
        self._processus = subprocess.Popen(
            self._commande,
            env=self._environnement,
            cwd=self._dossier,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_mourir_avec_le_parent(),
        )

    @property
    def code(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._processus.poll() if self._processus else None

    @property
    def vivant(self) -> bool:
        return self._processus is not None and self._processus.poll() is None

    def demander_arret(self) -> None:
        """SIGTERM to the child alone: it ends its own children in good order."""
        if self._processus is not None and self.vivant:
            self._processus.terminate()

    def achever(self) -> None:
        """SIGKILL to the whole group, the child gone or not: orphans would hold the port."""
        if self._processus is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._processus.pid, signal.SIGKILL)
            self._processus.wait()


def arreter(enfants: list[Enfant], secondes: float) -> None:
    """Ask all to stop, wait at most `secondes` for them together, then kill what remains of their groups."""
    for enfant in enfants:
        enfant.demander_arret()
    attendre(lambda: not any(enfant.vivant for enfant in enfants), secondes)
    for enfant in enfants:
        enfant.achever()


def nettoyer(marque: str, secondes: float = 4.0) -> int:
    """End the processes that a killed supervisor left with this mark; return how many there were."""
    restes = list(_marques(marque))
    for pid in restes:
        _signaler(pid, signal.SIGTERM)
    attendre(lambda: not list(_marques(marque)), secondes)
    for pid in _marques(marque):
        _signaler(pid, signal.SIGKILL)
    attendre(lambda: not list(_marques(marque)), secondes)
    return len(restes)


def attendre(condition: Callable[[], bool], secondes: float) -> bool:
    """Wait until `condition()` holds, at most `secondes`; return whether it came to hold."""
    limite = time.monotonic() + secondes
    while not condition():
        if time.monotonic() > limite:
            return False
        time.sleep(PAS)
    return True


def _signaler(pid: int, numero: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, numero)


def _marques(marque: str) -> Iterator[int]:
    """The living processes, this one apart, whose environment carries the mark."""
    cherche = f"{MARQUE}={marque}"
    environnements = _environnements_proc() if sys.platform.startswith("linux") else _environnements_ps()
    return (pid for pid, variables in environnements if cherche in variables and pid != os.getpid())


def _environnements_proc() -> Iterator[tuple[int, list[str]]]:
    for dossier in os.scandir("/proc"):
        if dossier.name.isdigit():
            with suppress(OSError):
                contenu = Path(dossier.path, "environ").read_bytes()
                yield int(dossier.name), os.fsdecode(contenu).split("\0")


def _environnements_ps() -> Iterator[tuple[int, list[str]]]:
    """The same through `ps`, where there is no /proc: the environment follows the command."""
    sortie = subprocess.run(["ps", "-axwwE", "-o", "pid=,command="], capture_output=True, text=True, check=True)
    for ligne in sortie.stdout.splitlines():
        pid, *mots = ligne.split()
        yield int(pid), mots


def _mourir_avec_le_parent() -> Callable[[], None] | None:
    """What a child runs before its program, so that the kernel tells it of the supervisor's death (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def lier() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return lier
