"""Start, join, leave and stop one embedded server."""

import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
import warnings
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from . import processus, verrou
from .emplacement import NOM_SOCKET, Emplacement, PostgresError, situer

BASE = "forprev"
PATIENCE = 60.0
LOCALE = "C.UTF-8" if os.uname().sysname == "Linux" else "en_US.UTF-8"
REGLAGES = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests only: a power cut would lose the data, and nobody would miss it.
REGLAGES_RAPIDES = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Serveur:
    """One user's hold on the server of a data folder.

    `dossier` is created when missing. The same object is started once and left once; it may also be used as
    a context manager, whose value is the DATABASE_URL.
    """

    def __init__(self, dossier: Path, reglages_rapides: bool = False) -> None:
        self.dossier = Path(dossier).resolve()
        self._reglages = REGLAGES | (REGLAGES_RAPIDES if reglages_rapides else {})
        self._utilisateurs = verrou.VerrouPartage(self.dossier / "utilisateurs.lock")
        self._lieu: Emplacement | None = None
        self._enfant: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def demarrer(self, base: str = BASE) -> str:
        """Start or join the server, create `base` when missing, and return its URL.

        Raises PostgresError with the end of the server's log when it does not come up.
        """
        self.dossier.mkdir(parents=True, exist_ok=True)
        with verrou.exclusif(self._verrou_demarrage):
            self._lieu = situer(self.dossier)
            self._pid = os.getpid()
            self._utilisateurs.prendre()
            self._oublier_un_dossier_disparu()
            try:
                self._assurer_vivant()
                self.creer_base(base)
            except BaseException:
                self._partir()
                raise
        return self.url(base)

    def liberer(self) -> None:
        """Leave the server; the last to leave stops it. Does nothing twice, nor in a forked child."""
        if self._pid != os.getpid():
            return
        self._pid = 0
        with verrou.exclusif(self._verrou_demarrage):
            self._partir()

    def vit(self) -> bool:
        """Whether the server still accepts connections; cheap enough to be asked every second."""
        if self._enfant is not None:
            return self._enfant.poll() is None
        with socket.socket(socket.AF_UNIX) as prise, suppress(OSError):
            prise.connect(str(self.lieu.socket / NOM_SOCKET))
            return True
        return False

    def relever(self) -> None:
        """Start the server again after it fell, unless another user has already done so."""
        with verrou.exclusif(self._verrou_demarrage):
            self._assurer_vivant()

    def url(self, base: str = BASE) -> str:
        """The DATABASE_URL of one database of this server."""
        return f"postgresql://postgres@/{quote(base)}?host={quote(str(self.lieu.socket), safe='')}"

    @property
    def lieu(self) -> Emplacement:
        """Where the server lives; known once it has been started."""
        assert self._lieu is not None
        return self._lieu

    @property
    def a_demarre(self) -> bool:
        """Whether this user started the server, rather than joined one that ran."""
        return self._enfant is not None

    def sql(self, requete: str) -> list[str]:
        """Run one statement in the maintenance database and return its lines."""
        sortie = self._executer("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", requete)
        return sortie.splitlines()

    def creer_base(self, base: str) -> None:
        """Create an empty database when it does not exist."""
        nom = base.replace("'", "''")
        if not self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{nom}'"):
            self._executer("createdb", base)

    def __enter__(self) -> str:
        return self.demarrer()

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.liberer()

    @property
    def _verrou_demarrage(self) -> Path:
        return self.dossier / "demarrage.lock"

    def _partir(self) -> None:
        if self._utilisateurs.suis_seul():
            self._arreter()
        self._utilisateurs.rendre()
        self._laisser_enfant()

    def _oublier_un_dossier_disparu(self) -> None:
        """Root's data lies elsewhere: when the folder was deleted and made again, its former data goes too."""
        if self.lieu.racine == self.dossier:
            return
        ici, la_bas = self.dossier / "identite", self.lieu.racine / "identite"
        if la_bas.exists() and not (ici.exists() and ici.read_text() == la_bas.read_text()):
            self._tuer(signal.SIGKILL)
            shutil.rmtree(self.lieu.donnees, ignore_errors=True)
            la_bas.unlink()
        if not la_bas.exists():
            la_bas.write_text(uuid.uuid4().hex)
            shutil.copyfile(la_bas, ici)

    def _laisser_enfant(self) -> None:
        """The server may go on for other users: Python need not warn that a child of ours still runs."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            self._enfant = None

    def _assurer_vivant(self) -> None:
        """Alive means that one can connect, never that a pid exists."""
        if self._repond():
            return
        self._lieu_pret()
        if processus.postmaster(self.lieu.donnees) is not None and self._attendre_reponse():
            return
        self._effacer_traces()
        self._lancer()
        if not self._attendre_reponse():
            raise PostgresError(f"PostgreSQL n’a pas démarré ; fin de {self.lieu.journal} :\n{self._fin_journal()}")

    def _lieu_pret(self) -> None:
        self.lieu.creer()
        if not self.lieu.donnees.exists():
            self._initdb()

    def _initdb(self) -> None:
        """Build a data folder beside its place then rename it, so that an interrupted one is never used."""
        provisoire = self.lieu.donnees.with_suffix(".nouveau")
        shutil.rmtree(provisoire, ignore_errors=True)
        self._executer(
            *("initdb", "-D", str(provisoire), "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
            *(f"--locale={LOCALE}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"),
        )
        provisoire.rename(self.lieu.donnees)

    def _lancer(self) -> None:
        """The server is in a session of its own: Ctrl-C in a terminal must not reach it before its users."""
        options = dict(self._reglages)
        options["cluster_name"] = self.lieu.grappe
        options["unix_socket_directories"] = '"{}"'.format(str(self.lieu.socket).replace('"', '""'))
        commande = [str(self.lieu.binaires / "postgres"), "-D", str(self.lieu.donnees), "-p", "5432"]
        for nom, valeur in options.items():
            commande += ["-c", f"{nom}={valeur}"]
        with self.lieu.journal.open("wb") as journal:
            self._enfant = subprocess.Popen(
                commande,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                start_new_session=True,
                **self._contexte(),
            )

    def _attendre_reponse(self) -> bool:
        """Wait until the server answers; give up as soon as its process is gone."""
        limite = time.monotonic() + PATIENCE
        while not self._repond():
            if time.monotonic() > limite or not self._processus_vivant():
                return self._repond()
            time.sleep(processus.PAS)
        return True

    def _processus_vivant(self) -> bool:
        if self._enfant is not None:
            return self._enfant.poll() is None
        return processus.postmaster(self.lieu.donnees) is not None

    def _repond(self) -> bool:
        if not (self.lieu.socket / NOM_SOCKET).exists():
            return False
        commande = [str(self.lieu.binaires / "pg_isready"), "-q", "-t", "5", *self._connexion()]
        return subprocess.run(commande, **self._contexte()).returncode == 0

    def _effacer_traces(self) -> None:
        """After a kill -9 of the server: no process of it must remain before its lock files go.

        Removing `postmaster.pid` lifts PostgreSQL's own guard against two servers on the same data, hence the wait.
        """
        if not self._tuer(signal.SIGKILL):
            raise PostgresError(f"Un ancien PostgreSQL utilise encore {self.lieu.donnees} et ne s’arrête pas.")
        for trace in (
            self.lieu.donnees / "postmaster.pid",
            self.lieu.socket / NOM_SOCKET,
            self.lieu.socket / f"{NOM_SOCKET}.lock",
        ):
            trace.unlink(missing_ok=True)

    def _arreter(self) -> None:
        """Fast stop (SIGINT): SIGTERM would wait for clients for ever."""
        pid = processus.postmaster(self.lieu.donnees)
        if pid is not None:
            processus.signaler(pid, signal.SIGINT)
            if not processus.attendre(self._eteint, PATIENCE):
                self._tuer(signal.SIGKILL)
        if self._enfant is not None:
            with suppress(subprocess.TimeoutExpired):
                self._enfant.wait(5)

    def _eteint(self) -> bool:
        if self._enfant is not None:
            self._enfant.poll()
        return processus.postmaster(self.lieu.donnees) is None

    def _tuer(self, numero: signal.Signals) -> bool:
        """Kill what remains of the server and return whether nothing does."""

        def reste() -> list[int]:
            return processus.du_serveur(self.lieu.donnees, self.lieu.grappe)

        for pid in reste():
            processus.signaler(pid, numero)
        return processus.attendre(lambda: not reste(), 10)

    def _connexion(self) -> list[str]:
        return ["-U", "postgres", "-h", str(self.lieu.socket), "-p", "5432"]

    def _executer(self, programme: str, *arguments: str) -> str:
        """Run one of the binaries under the server's account; raise PostgresError with what it said."""
        connexion = [] if programme == "initdb" else self._connexion()
        commande = [str(self.lieu.binaires / programme), *connexion, *arguments]
        resultat = subprocess.run(commande, capture_output=True, text=True, encoding="utf-8", **self._contexte())
        if resultat.returncode != 0:
            raise PostgresError(f"{programme} a échoué :\n{resultat.stdout}{resultat.stderr}")
        return resultat.stdout

    def _contexte(self) -> dict:
        """The caller's PG* variables must not leak into the server or its tools."""
        environnement = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith("PG")}
        environnement["LC_ALL"] = LOCALE
        return {"cwd": "/", "env": environnement, **self.lieu.compte}

    def _fin_journal(self) -> str:
        with suppress(OSError):
            return self.lieu.journal.read_text(errors="replace")[-2000:]
        return ""
