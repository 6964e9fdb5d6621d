"""The foreground process of `make run`: holds the database, prepares it, watches the web server and the worker."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from config.service.console import dire
from config.service.enfants import MARQUE, Enfant, arreter, attendre, nettoyer
from forprev.demo.comptes import COMPTES
from forprev.socle.postgres import PostgresError, Serveur
from forprev.socle.postgres.verrou import exclusif

RACINE = Path(__file__).resolve().parents[2]
RONDE = 0.3
DELAI_ARRET = 12.0
DELAI_PRET = 120.0
# A child that keeps falling is told rather than restarted for ever.
CHUTES_TOLEREES = 5
FENETRE_CHUTES = 60.0


class ServiceError(RuntimeError):
    """The service cannot start or go on; the message is for the person at the terminal."""


class Superviseur:
    """Start everything, restart what falls, stop everything."""

    def __init__(self, dossier: Path, port: int) -> None:
        self.dossier = dossier
        self.port = port
        self._marque = str(self.dossier)
        self._serveur = None if os.environ.get("DATABASE_URL") else Serveur(self.dossier / "postgres")
        self._enfants: list[Enfant] = []
        self._chutes: list[float] = []
        self._arret = False

    def executer(self) -> None:
        """Run until Ctrl-C or SIGTERM. Raises ServiceError when the service cannot start or keeps falling."""
        self.dossier.mkdir(parents=True, exist_ok=True)
        for numero in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(numero, self._demander_arret)
        with seul(self.dossier):
            nettoyer(self._marque)
            verifier_port_libre(self.port)
            try:
                self._demarrer_et_veiller()
            finally:
                self._tout_arreter()

    def _demarrer_et_veiller(self) -> None:
        if self._serveur is not None:
            dire("Base de données…")
            os.environ["DATABASE_URL"] = self._serveur.demarrer()
        self._preparer()
        self._enfants = [self._web(), self._worker()]
        for enfant in self._enfants:
            self._si_permis(enfant.demarrer)
        self._annoncer()
        while not self._arret:
            self._veiller()
            time.sleep(RONDE)

    def _preparer(self) -> None:
        dire("Préparation…")
        enfant = self._enfant("preparation", "-m", "config.service.preparation")
        self._enfants = [enfant]
        self._si_permis(enfant.demarrer)
        attendre(lambda: self._arret or not enfant.vivant, float("inf"))
        if not self._arret and enfant.code:
            raise ServiceError("La préparation a échoué\u00a0: voyez le message ci-dessus.")

    def _web(self) -> Enfant:
        return self._enfant(
            "serveur web",
            *("-m", "granian", "config.wsgi:application", "--interface", "wsgi", "--no-ws"),
            *("--host", "127.0.0.1", "--port", str(self.port), "--workers", "2", "--blocking-threads", "1"),
            *("--workers-kill-timeout", "10", "--respawn-failed-workers", "--log-level", "warning"),
        )

    def _worker(self) -> Enfant:
        return self._enfant("tâches de fond", "-m", "config.cli", "worker")

    def _enfant(self, nom: str, *arguments: str) -> Enfant:
        environnement = os.environ | {
            MARQUE: self._marque,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "FORPREV_VAR": str(self.dossier),
            "PORT": str(self.port),
        }
        return Enfant(nom, [sys.executable, *arguments], environnement, RACINE)

    def _annoncer(self) -> None:
        web = self._enfants[0]
        attendre(lambda: self._arret or not web.vivant or page_de_connexion(self.port) > 0, DELAI_PRET)
        if self._arret:
            return
        dire()
        if not 0 < page_de_connexion(self.port) < 500:
            dire("Attention\u00a0: la page de connexion répond par une erreur, voyez les messages ci-dessus.")
        adresse = f"http://localhost:{self.port}"
        dire(f"Forprev est prêt\u00a0: {adresse}/")
        if os.environ.get("FORPREV_ENV") == "demo":
            dire(f"  · se connecter en un clic\u00a0: {adresse}/connexion/")
            dire("    ou par N° Forprev, mot de passe de tous\u00a0: forprev-demo")
            for compte in COMPTES:
                dire(f"      {compte.numero}  {compte.profil}")
            dire(f"  · les courriels envoyés\u00a0: {adresse}/courriels-demo/")
        dire("Ctrl-C pour tout arrêter.")

    def _veiller(self) -> None:
        """Raise the database and the children that have fallen."""
        if self._serveur is not None and not self._serveur.vit():
            self._noter_chute("la base de données")
            self._serveur.relever()
        for enfant in self._enfants:
            if not enfant.vivant and not self._arret:
                self._noter_chute(enfant.nom)
                enfant.achever()
                enfant.demarrer()

    def _noter_chute(self, nom: str) -> None:
        maintenant = time.monotonic()
        self._chutes = [chute for chute in self._chutes if maintenant - chute < FENETRE_CHUTES] + [maintenant]
        if len(self._chutes) > CHUTES_TOLEREES:
            raise ServiceError(f"Arrêt\u00a0: {nom} tombe sans cesse, voyez les messages ci-dessus.")
        dire(f"Relance\u00a0: {nom}")

    def _tout_arreter(self) -> None:
        dire("Arrêt…")
        arreter(self._enfants, DELAI_ARRET)
        if self._serveur is not None:
            self._serveur.liberer()
        dire("Tout est arrêté.")

    def _si_permis(self, demarrer: Callable[[], None]) -> None:
        """Start nothing more once the stop has been asked for."""
        if not self._arret:
            demarrer()

    def _demander_arret(self, _numero: int, _cadre: FrameType | None) -> None:
        """The first signal stops in good order; the next ones do not wait for running requests."""
        if self._arret:
            for enfant in self._enfants:
                enfant.achever()
        self._arret = True


@contextmanager
def seul(dossier: Path) -> Iterator[None]:
    """Hold the folder alone for the duration of the block, or raise ServiceError when another service does."""
    with ExitStack() as pile:
        try:
            pile.enter_context(exclusif(dossier / "service.lock", attendre=False))
        except BlockingIOError:
            raise ServiceError(
                f"Forprev tourne déjà avec le dossier {dossier}\u00a0: arrêtez-le d’abord, ou donnez un autre "
                "FORPREV_VAR et un autre PORT."
            ) from None
        yield


def verifier_port_libre(port: int) -> None:
    """Raise ServiceError when somebody listens on the port, by either name of this machine."""
    if repond(port, "127.0.0.1") or repond(port, "::1"):
        raise ServiceError(
            f"Le port {port} est déjà pris par un autre programme\u00a0: choisissez-en un autre, par exemple "
            f"«\u202fPORT={port + 1} make run\u202f»."
        )


def repond(port: int, hote: str = "127.0.0.1") -> bool:
    """Whether somebody accepts connections there."""
    with suppress(OSError), socket.create_connection((hote, port), timeout=1):
        return True
    return False


def page_de_connexion(port: int) -> int:
    """The status of the sign-in page, or 0: the port is open well before a worker has loaded the application."""
    connexion = HTTPConnection("localhost", port, timeout=2)
    try:
        connexion.request("GET", "/connexion/")
        return connexion.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connexion.close()


def dossier_var() -> Path:
    """The folder of everything that is not code."""
    return Path(os.environ.get("FORPREV_VAR") or RACINE / "var").resolve()


def main() -> None:
    """`forprev service`: exits with 1 and a sentence when it cannot go on."""
    os.environ.setdefault("FORPREV_ENV", "demo")
    try:
        Superviseur(dossier_var(), int(os.environ.get("PORT") or 8000)).executer()
    except (ServiceError, PostgresError) as erreur:
        sys.exit(f"\n{erreur}")
