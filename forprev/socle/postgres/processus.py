"""Which processes of the machine belong to a server, told by their command line.

Command lines are readable by everybody, even in a container without the right to trace; a zombie has none,
so it never counts as alive. A pid alone proves nothing: it may have been given to somebody else since.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

PAS = 0.02


def du_serveur(donnees: Path, grappe: str) -> list[int]:
    """The living processes of the server: its postmaster (`-D donnees`) and those titled by `grappe`."""
    titre = f"postgres: {grappe}"
    return [
        pid
        for pid, commande in _commandes()
        if commande.startswith(titre) or ("postgres" in commande and f"-D\0{donnees}\0" in commande)
    ]


def postmaster(donnees: Path) -> int | None:
    """The living process that started with `-D donnees`, if any."""
    pids = [pid for pid, commande in _commandes() if f"-D\0{donnees}\0" in commande]
    return min(pids, default=None)


def signaler(pid: int, numero: signal.Signals) -> None:
    """Send a signal; a process that has just gone is not an error."""
    with suppress(ProcessLookupError):
        os.kill(pid, numero)


def attendre(condition: Callable[[], bool], secondes: float) -> bool:
    """Wait until `condition()` holds, at most `secondes`; return whether it came to hold."""
    limite = time.monotonic() + secondes
    while not condition():
        if time.monotonic() > limite:
            return False
        time.sleep(PAS)
    return True


def _commandes() -> Iterator[tuple[int, str]]:
    return _commandes_proc() if sys.platform.startswith("linux") else _commandes_ps()


def _commandes_proc() -> Iterator[tuple[int, str]]:
    for dossier in os.scandir("/proc"):
        if dossier.name.isdigit():
            with suppress(OSError):
                commande = Path(dossier.path, "cmdline").read_bytes()
                yield int(dossier.name), os.fsdecode(commande)


def _commandes_ps() -> Iterator[tuple[int, str]]:
    """The same through `ps`, where there is no /proc: the arguments are parted by spaces there."""
    sortie = subprocess.run(["ps", "-axo", "pid=,stat=,command="], capture_output=True, text=True, check=True)
    for ligne in sortie.stdout.splitlines():
        pid, etat, commande = ligne.split(None, 2)
        if not etat.startswith("Z"):
            yield int(pid), commande.replace(" -", "\0-").replace("-D ", "-D\0") + "\0"
