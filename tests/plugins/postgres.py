"""A PostgreSQL for the tests, started when this plugin is imported (`-p`), before any setting is read.

Everybody who runs pytest in this checkout shares one fast server; each run has its own databases, named after it,
dropped at its end. They are cloned from a migrated model, remade when a migration changes. The workers of xdist
inherit DATABASE_URL; only the controller holds the server, drops and stops.
"""

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from forprev.socle.postgres import Serveur
from forprev.socle.postgres.verrou import exclusif

RACINE = Path(__file__).resolve().parents[2]
PREFIXE = "essai_"
MODELE = "modele_"
PAQUETS_A_MIGRATIONS = ("django", "django-allauth", "procrastinate")


class Essais:
    """One run of pytest: its hold on the server, its databases, its folder of files."""

    def __init__(self, dossier: Path) -> None:
        self.nom = f"{PREFIXE}{os.getpid()}_{uuid.uuid4().hex[:6]}"
        self._serveur = Serveur(dossier / "postgres", reglages_rapides=True)
        self._fichiers = dossier / self.nom
        self._pid = os.getpid()

    def commencer(self) -> None:
        """Start or join the server, and give the settings a database and a folder of their own."""
        self._serveur.demarrer(base="postgres")
        atexit.register(self.finir)
        if self._serveur.a_demarre:
            self._supprimer_bases(f"test_{PREFIXE}%")
            self._supprimer_bases(f"{MODELE}%", sauf=f"{MODELE}{empreinte_migrations()}")
        (self._fichiers / "static").mkdir(parents=True)
        os.environ["DATABASE_URL"] = self._serveur.url(self.nom)
        os.environ["FORPREV_VAR"] = str(self._fichiers)
        os.environ["FORPREV_ESSAIS"] = str(self._fichiers.parent)

    def finir(self) -> None:
        """Drop what a killed worker may have left, and leave the server; nothing in a forked child."""
        if os.getpid() != self._pid:
            return
        self._pid = 0
        self._supprimer_bases(f"test_{self.nom}%")
        self._serveur.liberer()
        shutil.rmtree(self._fichiers, ignore_errors=True)

    def _supprimer_bases(self, motif: str, sauf: str = "") -> None:
        motif = motif.replace("_", r"\_")
        for base in self._serveur.sql(f"SELECT datname FROM pg_database WHERE datname LIKE '{motif}'"):
            if base != sauf:
                self._serveur.sql(f'DROP DATABASE "{base}" WITH (FORCE)')


def base_modele(dossier: Path) -> str:
    """The name of a database where every migration has been run; the first who needs it makes it, others wait."""
    nom = f"{MODELE}{empreinte_migrations()}"
    with exclusif(dossier / "modele.lock"):
        if not _existe(nom):
            _construire_modele(nom)
    return nom


def empreinte_migrations() -> str:
    """Changes whenever a migration does, ours or a package's."""
    somme = hashlib.sha256("".join(version(paquet) for paquet in PAQUETS_A_MIGRATIONS).encode())
    for fichier in sorted(RACINE.glob("forprev/**/migrations/*.py")):
        somme.update(str(fichier.relative_to(RACINE)).encode() + fichier.read_bytes())
    return somme.hexdigest()[:16]


def _construire_modele(nom: str) -> None:
    """Migrate under another name and rename at the end, so that an interrupted model is never cloned."""
    chantier = f"{nom}_chantier"
    _sql(f'DROP DATABASE IF EXISTS "{chantier}" WITH (FORCE)', f'CREATE DATABASE "{chantier}"')
    commande = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    environnement = os.environ | {
        "DATABASE_URL": _url(chantier),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(RACINE),
    }
    resultat = subprocess.run(commande, env=environnement, capture_output=True, text=True)
    if resultat.returncode:
        raise pytest.UsageError(f"The migrations do not run:\n{resultat.stderr[-2000:]}")
    _sql(f'ALTER DATABASE "{chantier}" RENAME TO "{nom}"')


def _existe(base: str) -> bool:
    with psycopg.connect(_url("postgres")) as connexion:
        return bool(connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", (base,)).fetchone())


def _sql(*requetes: str) -> None:
    with psycopg.connect(_url("postgres"), autocommit=True) as connexion:
        for requete in requetes:
            connexion.execute(requete)


def _url(base: str) -> str:
    return make_conninfo(**conninfo_to_dict(os.environ["DATABASE_URL"]) | {"dbname": base})


os.environ.setdefault("FORPREV_ENV", "test")
essais: Essais | None = None
if not os.environ.get("DATABASE_URL") and os.environ["FORPREV_ENV"] == "test":
    essais = Essais(Path(os.environ.get("FORPREV_VAR", RACINE / "var")).resolve() / "tests")
    essais.commencer()


def pytest_unconfigure() -> None:
    if essais is not None:
        essais.finir()
