"""The embedded server: many users, any folder, any account, any death."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from forprev.socle.postgres import PostgresError, Serveur, processus
from forprev.socle.postgres.emplacement import INSTALLATION, PAQUET, _paquet

RACINE = Path(__file__).resolve().parents[2]
ROOT = os.getuid() == 0
UTILISATEUR = """
import sys
from pathlib import Path
from forprev.socle.postgres import Serveur
serveur = Serveur(Path(sys.argv[1]), reglages_rapides=True)
print(serveur.demarrer(), int(serveur.a_demarre), serveur.lieu.binaires, flush=True)
sys.stdin.readline()
serveur.liberer()
"""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder for all these tests: each must leave it fit to start."""
    yield from jetable(tmp_path_factory.mktemp("serveur") / "donnees")


@pytest.fixture
def autre_dossier(tmp_path: Path) -> Iterator[Path]:
    yield from jetable(tmp_path / 'autres données, avec "guillemets" et espaces')


def jetable(dossier: Path) -> Iterator[Path]:
    """A data folder, removed with what root's server keeps elsewhere; nothing may run on it any more."""
    yield dossier
    serveur = Serveur(dossier)
    serveur.demarrer()
    serveur.liberer()
    lieu = serveur.lieu
    assert processus.du_serveur(lieu.donnees, lieu.grappe) == []
    for reste in (lieu.socket, lieu.racine):
        shutil.rmtree(reste)


class Utilisateur:
    """Another process that uses the server of a folder."""

    def __init__(self, dossier: Path, python: str = sys.executable, checkout: Path = RACINE, uid: int | None = None):
        compte = {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}
        self.processus = subprocess.Popen(
            [python, "-c", UTILISATEUR, str(dossier)],
            env=os.environ | {"PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **compte,
        )
        assert self.processus.stdout is not None
        self.url, a_demarre, self.binaires = self.processus.stdout.readline().split(maxsplit=2)
        self.a_demarre = a_demarre == "1"

    def partir(self) -> None:
        self.processus.communicate("\n")
        assert self.processus.returncode == 0

    def tuer(self) -> None:
        self.processus.kill()
        self.processus.communicate()


def lire(url: str, requete: str = "SELECT 1") -> object:
    with psycopg.connect(url) as connexion:
        ligne = connexion.execute(requete).fetchone()
    assert ligne is not None
    return ligne[0]


def repond(url: str) -> bool:
    with suppress(psycopg.OperationalError):
        return lire(url) == 1
    return False


def postmaster(serveur: Serveur) -> int:
    pid = processus.postmaster(serveur.lieu.donnees)
    assert pid is not None
    return pid


def test_le_dernier_parti_arrete_le_serveur(dossier: Path) -> None:
    serveur = Serveur(dossier, reglages_rapides=True)
    url = serveur.demarrer()
    voisin = Utilisateur(dossier)

    assert (serveur.a_demarre, voisin.a_demarre) == (True, False)
    assert voisin.url == url
    serveur.liberer()
    assert repond(url)
    voisin.partir()
    assert not repond(url)


def test_plusieurs_departs_ensemble_un_seul_serveur(dossier: Path) -> None:
    voisins = [
        subprocess.Popen(
            [sys.executable, "-c", UTILISATEUR, str(dossier)],
            env=os.environ | {"PYTHONPATH": str(RACINE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    sorties = [voisin.stdout.readline().split() for voisin in voisins]
    assert sorted(sortie[1] for sortie in sorties) == ["0", "0", "0", "1"]
    for voisin in voisins:
        voisin.communicate("\n")
    assert not repond(sorties[0][0])


def test_deux_dossiers_a_la_fois(dossier: Path, autre_dossier: Path) -> None:
    with Serveur(dossier, reglages_rapides=True) as premier, Serveur(autre_dossier, reglages_rapides=True) as second:
        with psycopg.connect(premier, autocommit=True) as connexion:
            connexion.execute("CREATE TABLE ici (n int)")
        assert lire(premier, "SELECT to_regclass('ici')::text") == "ici"
        assert lire(second, "SELECT to_regclass('ici')::text") is None


def test_les_donnees_restent_et_le_francais_est_compris(dossier: Path) -> None:
    with Serveur(dossier) as url, psycopg.connect(url, autocommit=True) as connexion:
        connexion.execute("CREATE TABLE mots (mot text)")
        connexion.execute("INSERT INTO mots VALUES ('Échafaudages')")
    with Serveur(dossier) as url:
        assert lire(url, "SELECT lower(mot) FROM mots") == "échafaudages"
        assert lire(url, "SELECT to_tsvector('french', mot) @@ to_tsquery('french', 'échafaudage') FROM mots")


def test_dossier_efface_puis_refait(tmp_path: Path) -> None:
    """A checkout deleted and cloned again at the same place begins with an empty database, even under root."""
    for dossier in jetable(tmp_path / "donnees"):
        with Serveur(dossier, reglages_rapides=True) as url, psycopg.connect(url, autocommit=True) as connexion:
            connexion.execute("CREATE TABLE ancienne (n int)")
        shutil.rmtree(dossier)
        with Serveur(dossier, reglages_rapides=True) as url:
            assert lire(url, "SELECT to_regclass('ancienne')::text") is None


@pytest.mark.parametrize("occupe", [False, True], ids=["au repos", "une requête en cours"])
def test_serveur_tue(dossier: Path, occupe: bool) -> None:
    """kill -9 of the server: the next start cleans up, waits for its orphans, and finds the data."""
    serveur = Serveur(dossier)
    url = serveur.demarrer()
    with ExitStack() as pile:
        connexion = pile.enter_context(psycopg.connect(url, autocommit=True))
        connexion.execute("CREATE TABLE IF NOT EXISTS marque AS SELECT 42 AS n")
        if occupe:
            lente = subprocess.Popen([sys.executable, "-c", REQUETE_LENTE, url], stderr=subprocess.DEVNULL)
            pile.callback(lente.wait)
            assert processus.attendre(lambda: lire(url, EN_COURS) == 1, 20)
        os.kill(postmaster(serveur), signal.SIGKILL)
        assert processus.attendre(lambda: not serveur.vit(), 20)
        with Serveur(dossier) as url:
            assert lire(url, "SELECT n FROM marque") == 42
            serveur.liberer()


REQUETE_LENTE = "import psycopg, sys; psycopg.connect(sys.argv[1]).execute('SELECT pg_sleep(100)')"
EN_COURS = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(100)%' AND pid <> pg_backend_pid()"


def test_relever_un_serveur_tombe(dossier: Path) -> None:
    serveur = Serveur(dossier)
    url = serveur.demarrer()
    assert serveur.vit()
    os.kill(postmaster(serveur), signal.SIGKILL)
    assert processus.attendre(lambda: not serveur.vit(), 20)
    serveur.relever()
    assert serveur.vit()
    assert repond(url)
    serveur.liberer()


def test_utilisateur_tue(dossier: Path) -> None:
    """kill -9 of the process that started the server: the next one joins it, and being the last, stops it."""
    tue = Utilisateur(dossier)
    tue.tuer()
    assert repond(tue.url)
    serveur = Serveur(dossier)
    assert serveur.demarrer() == tue.url
    assert not serveur.a_demarre
    assert serveur.vit()
    serveur.liberer()
    assert not repond(tue.url)


def test_pid_donne_a_un_autre(dossier: Path) -> None:
    """A lock file that names a living process which is not ours (a reused pid) does not stop the start."""
    serveur = Serveur(dossier)
    serveur.demarrer()
    pid = postmaster(serveur)
    traces = [serveur.lieu.donnees / "postmaster.pid", serveur.lieu.socket / ".s.PGSQL.5432.lock"]
    contenus = [trace.read_text() for trace in traces]
    serveur.liberer()
    for trace, contenu in zip(traces, contenus, strict=True):
        trace.write_text(contenu.replace(str(pid), str(os.getppid())))
        os.chown(trace, serveur.lieu.uid, serveur.lieu.gid)
    with Serveur(dossier) as url:
        assert repond(url)


def test_initdb_interrompu(dossier: Path) -> None:
    serveur = Serveur(dossier)
    serveur.demarrer()
    serveur.liberer()
    chantier = serveur.lieu.donnees.with_suffix(".nouveau")
    serveur.lieu.donnees.rename(chantier)
    (chantier / "PG_VERSION").unlink()
    with Serveur(dossier) as url:
        assert repond(url)


def test_chemin_trop_long_pour_une_socket(tmp_path: Path) -> None:
    dossier = tmp_path / ("x" * 100)
    for chemin in jetable(dossier):
        serveur = Serveur(chemin)
        assert repond(serveur.demarrer())
        assert len(os.fsencode(serveur.lieu.socket)) < 100
        assert stat.S_IMODE(serveur.lieu.socket.stat().st_mode) == 0o700
        serveur.liberer()


def test_variables_pg_de_l_appelant(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "9999")
    monkeypatch.setenv("PGHOST", "nulle-part.invalid")
    monkeypatch.setenv("PGOPTIONS", "-c inconnu=1")
    with Serveur(dossier):
        pass


def test_enfant_par_fork_n_arrete_rien(dossier: Path) -> None:
    serveur = Serveur(dossier)
    url = serveur.demarrer()
    if (pid := os.fork()) == 0:
        serveur.liberer()
        os._exit(0)
    os.waitpid(pid, 0)
    assert repond(url)
    serveur.liberer()


def test_echec_dit_pourquoi(dossier: Path) -> None:
    serveur = Serveur(dossier)
    serveur.demarrer()
    serveur.liberer()
    reglages = serveur.lieu.donnees / "postgresql.conf"
    bons = reglages.read_text()
    reglages.write_text(bons + "\nreglage_inexistant = 1\n")
    with pytest.raises(PostgresError, match="reglage_inexistant"):
        Serveur(dossier).demarrer()
    reglages.write_text(bons)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with its own copy of the launcher and of the binaries."""
    racine = tmp_path / "checkout"
    (racine / "forprev" / "socle").mkdir(parents=True)
    for initial in ("forprev", "forprev/socle"):
        (racine / initial / "__init__.py").touch()
    shutil.copytree(RACINE / "forprev/socle/postgres", racine / "forprev/socle/postgres")
    paquet = _paquet()
    shutil.copytree(paquet / INSTALLATION, racine / PAQUET / INSTALLATION, symlinks=True)
    (racine / PAQUET / "__init__.py").touch()
    bibliotheques = paquet.with_name(f"{PAQUET}.libs")
    if bibliotheques.is_dir():
        shutil.copytree(bibliotheques, racine / bibliotheques.name)
    return racine


def test_checkout_que_seul_son_compte_peut_lire(checkout: Path, dossier: Path) -> None:
    """Root's server runs as somebody who cannot even enter the folder; no right is opened to let it in."""
    checkout.parent.chmod(0o700)
    voisin = Utilisateur(dossier, checkout=checkout)
    assert repond(voisin.url)
    assert voisin.binaires.startswith(str(checkout)) is not ROOT
    assert stat.S_IMODE(checkout.parent.stat().st_mode) == 0o700
    voisin.partir()


@pytest.mark.skipif(not ROOT, reason="every other test runs as an ordinary user already")
def test_compte_ordinaire(checkout: Path) -> None:
    python = _python_pour_tous()
    commun = Path("/var/tmp") / f"forprev-essai-{os.getpid()}"
    commun.mkdir(mode=0o755)
    try:
        ici = Path(shutil.move(checkout, commun / "checkout"))
        donnees = commun / "donnees"
        donnees.mkdir()
        os.chown(donnees, 65534, 65534)
        voisin = Utilisateur(donnees, python=python, checkout=ici, uid=65534)
        assert repond(voisin.url)
        assert voisin.binaires.startswith(str(ici))
        assert {chemin.stat().st_uid for chemin in donnees.iterdir()} == {65534}
        voisin.partir()
        assert not repond(voisin.url)
    finally:
        shutil.rmtree(commun)


def _python_pour_tous() -> str:
    """An interpreter that an ordinary user can run: root's may be in root's home."""
    for python in (os.path.realpath(sys.executable), "/usr/local/bin/python3", "/usr/bin/python3"):
        with suppress(OSError):
            essai = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
            if subprocess.run(essai, user=65534, group=65534, extra_groups=[], cwd="/", check=False).returncode == 0:
                return python
    pytest.skip("no Python that an ordinary user can run")
