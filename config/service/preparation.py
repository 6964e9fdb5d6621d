"""Bring the database and the static files up to date: `python -m config.service.preparation`.

One process for all the steps, since loading Django costs more than most of them. Every step may be run again.
"""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands

from config.service.console import dire


def preparer() -> None:
    """Run the steps that this environment needs, saying each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for titre, etape in _etapes():
        dire(f"  · {titre}")
        etape()


def _etapes() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "structure de la base", lambda: call_command("migrate", interactive=False, verbosity=0)
    yield "table du cache", lambda: call_command("createcachetable", verbosity=0)
    if "charger_referentiel" in get_commands():
        yield "données de référence", lambda: _en_silence("charger_referentiel")
    if settings.DEMO and "demo" in get_commands():
        yield "pays de démonstration", lambda: _en_silence("demo")
    yield "fichiers statiques", rassembler_statiques


def _en_silence(commande: str) -> None:
    call_command(commande, verbosity=0, stdout=io.StringIO())


def rassembler_statiques() -> None:
    """Collect and compress the static files, unless none has changed since the last time."""
    temoin = Path(settings.STATIC_ROOT).with_name("static.empreinte")
    actuelle = _empreinte_statiques()
    if temoin.is_file() and temoin.read_text() == actuelle and Path(settings.STATIC_ROOT).is_dir():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    temoin.write_text(actuelle)


def _empreinte_statiques() -> str:
    somme = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for recherche in get_finders():
        for chemin, stockage in sorted(recherche.list(None), key=lambda trouve: trouve[0]):
            etat = Path(stockage.path(chemin)).stat()
            somme.update(f"{chemin}\0{etat.st_size}\0{etat.st_mtime_ns}\n".encode())
    return somme.hexdigest()


if __name__ == "__main__":
    preparer()
