"""`make run`: what it starts, survives, refuses and stops. Ports and folders of its own; no demonstration loaded."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from config.service import superviseur
from config.service.enfants import MARQUE, Enfant, _marques, arreter, attendre, nettoyer
from config.service.remise import remettre_a_neuf
from forprev.socle.postgres import Serveur, processus
from tests.socle.test_postgres import jetable

RACINE = Path(__file__).resolve().parents[2]
PATIENCE = 90.0


class Service:
    """One `forprev service`, its output in a file."""

    def __init__(self, dossier: Path, port: int, env: str = "dev") -> None:
        environnement = {nom: valeur for nom, valeur in os.environ.items() if nom not in ("DATABASE_URL", MARQUE)}
        environnement |= {"FORPREV_VAR": str(dossier), "PORT": str(port), "FORPREV_ENV": env}
        self.environnement = environnement
        self.sortie = dossier / "sortie.txt"
        with self.sortie.open("w") as sortie:
            self.processus = subprocess.Popen(
                [sys.executable, "-m", "config.cli", "service"],
                env=environnement,
                cwd=RACINE,
                stdout=sortie,
                stderr=sortie,
                start_new_session=True,
            )

    def attendre_pret(self) -> None:
        def pret_ou_mort() -> bool:
            return "Ctrl-C" in self.sortie.read_text() or self.processus.poll() is not None

        assert attendre(pret_ou_mort, PATIENCE), self.sortie.read_text()
        assert self.processus.poll() is None, self.sortie.read_text()

    def arreter(self, numero: signal.Signals) -> int:
        self.processus.send_signal(numero)
        return self.processus.wait(PATIENCE)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    dossier = tmp_path_factory.mktemp("service")
    for _ in jetable(dossier / "postgres"):
        yield dossier
        nettoyer(str(dossier))


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


def commandes(dossier: Path) -> dict[int, str]:
    """The marked processes of a service, with their command lines."""
    lignes = {pid: ligne.replace("\0", " ") for pid, ligne in processus._commandes()}
    return {pid: lignes[pid] for pid in _marques(str(dossier)) if pid in lignes}


def pids(dossier: Path, motif: str) -> list[int]:
    return sorted(pid for pid, commande in commandes(dossier).items() if motif in commande)


def test_survit_aux_morts_puis_recommence(dossier: Path, port: int) -> None:
    """kill -9 of any process of the first run, one after the other, the supervisor last: the second run works."""
    premier = Service(dossier, port)
    premier.attendre_pret()
    serveur = Serveur(dossier / "postgres")
    serveur.demarrer()

    victimes: list[tuple[str, Callable[[], list[int]]]] = [
        ("worker", lambda: pids(dossier, "config.cli worker")),
        ("processus web", lambda: pids(dossier, "granian")[1:2]),
        ("serveur web", lambda: pids(dossier, "granian")[:1]),
        ("base", lambda: [p for p in [processus.postmaster(serveur.lieu.donnees)] if p]),
    ]
    for nom, trouver in victimes:
        assert attendre(lambda t=trouver: t(), PATIENCE), nom
        (victime,) = trouver()
        os.kill(victime, signal.SIGKILL)
        remplace = attendre(lambda t=trouver, v=victime: t() not in ([], [v]) and superviseur.repond(port), PATIENCE)
        assert remplace, (nom, premier.sortie.read_text())
    assert attendre(lambda: superviseur.page_de_connexion(port) > 0, PATIENCE)
    serveur.liberer()

    premier.processus.kill()
    premier.processus.wait()
    second = Service(dossier, port)
    second.attendre_pret()
    assert superviseur.page_de_connexion(port) > 0
    assert len(pids(dossier, "config.cli worker")) == 1

    assert second.arreter(signal.SIGINT) == 0
    assert commandes(dossier) == {}
    assert not superviseur.repond(port)
    assert processus.postmaster(serveur.lieu.donnees) is None
    assert "Tout est arrêté." in second.sortie.read_text()

    _remettre_a_neuf_vraiment(dossier, second.environnement)


def _remettre_a_neuf_vraiment(dossier: Path, environnement: dict[str, str]) -> None:
    """`make demo-reset` on what the runs above have left: what was there is gone, what is needed is there."""
    ancien = dossier / "fichiers" / "ancien.pdf"
    ancien.parent.mkdir(exist_ok=True)
    ancien.touch()
    with Serveur(dossier / "postgres") as url:
        with psycopg.connect(url, autocommit=True) as connexion:
            connexion.execute("CREATE TABLE marque ()")
        remise = [sys.executable, "-m", "config.service.remise"]
        subprocess.run(remise, env=environnement, cwd=RACINE, check=True, stdout=subprocess.DEVNULL)
        with psycopg.connect(url) as connexion:
            assert connexion.execute("SELECT to_regclass('marque')").fetchone() == (None,)
            assert connexion.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)
    assert not ancien.exists()


@pytest.mark.parametrize(("env", "motif"), [("production", "Refusé"), ("dev", "tourne déjà")])
def test_remise_a_neuf_refusee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: str, motif: str) -> None:
    """Never in production, nor under a service that runs."""
    monkeypatch.setenv("FORPREV_ENV", env)
    with superviseur.seul(tmp_path), pytest.raises(superviseur.ServiceError, match=motif):
        remettre_a_neuf(tmp_path)


def test_deja_lance(tmp_path: Path) -> None:
    with (
        superviseur.seul(tmp_path),
        pytest.raises(superviseur.ServiceError, match="tourne déjà"),
        superviseur.seul(tmp_path),
    ):
        pass
    with superviseur.seul(tmp_path):
        pass


@pytest.mark.parametrize("hote", ["127.0.0.1", "::1"])
def test_port_pris(hote: str) -> None:
    famille = socket.AF_INET6 if ":" in hote else socket.AF_INET
    with socket.socket(famille) as prise:
        with suppress(OSError):
            prise.bind((hote, 0))
        if not prise.getsockname()[1]:
            pytest.skip("no IPv6 here")
        prise.listen()
        pris = prise.getsockname()[1]
        with pytest.raises(superviseur.ServiceError, match=f"Le port {pris} est déjà pris"):
            superviseur.verifier_port_libre(pris)
    superviseur.verifier_port_libre(pris)


def test_un_enfant_sourd_est_acheve_avec_les_siens(tmp_path: Path) -> None:
    """SIGTERM first, then SIGKILL to the group, grandchildren included."""
    sourd = "trap '' TERM; sleep 100 & echo pret > pret; wait; sleep 100"
    enfant = Enfant("sourd", ["sh", "-c", sourd], os.environ | {MARQUE: str(tmp_path)}, tmp_path)
    enfant.demarrer()
    assert attendre((tmp_path / "pret").exists, PATIENCE)
    arreter([enfant], 0.2)
    assert not enfant.vivant
    assert attendre(lambda: not list(_marques(str(tmp_path))), PATIENCE)


def test_les_restes_d_une_marche_tuee_sont_nettoyes(tmp_path: Path) -> None:
    enfant = Enfant("reste", ["sleep", "100"], os.environ | {MARQUE: str(tmp_path)}, tmp_path)
    voisin = Enfant("voisin", ["sleep", "100"], os.environ | {MARQUE: f"{tmp_path}-voisin"}, tmp_path)
    enfant.demarrer()
    voisin.demarrer()
    assert nettoyer(str(tmp_path)) == 1
    assert not enfant.vivant
    assert voisin.vivant
    arreter([voisin], 5)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a service of the Linux kernel")
def test_les_enfants_meurent_avec_le_superviseur(tmp_path: Path) -> None:
    programme = f"""
import os, signal
from pathlib import Path
from config.service.enfants import MARQUE, Enfant
enfant = Enfant("dormeur", ["sleep", "100"], os.environ | {{MARQUE: {str(tmp_path)!r}}}, Path("/"))
enfant.demarrer()
os.kill(os.getpid(), signal.SIGKILL)
"""
    resultat = subprocess.run([sys.executable, "-c", programme], cwd=RACINE, check=False)
    assert resultat.returncode == -signal.SIGKILL
    assert attendre(lambda: not list(_marques(str(tmp_path))), PATIENCE)


def test_une_preparation_qui_echoue_arrete_tout(tmp_path: Path) -> None:
    """The message of the failing step is shown, the exit code is 1, nothing is left running."""
    for _ in jetable(tmp_path / "postgres"):
        service = Service(tmp_path, 1, env="production")
        assert service.processus.wait(PATIENCE) == 1
        assert "FORPREV_SECRET_KEY" in service.sortie.read_text()
        assert "La préparation a échoué" in service.sortie.read_text()
        assert commandes(tmp_path) == {}
