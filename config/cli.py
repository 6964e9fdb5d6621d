"""The `forprev` command: Django's commands with a database, and `forprev service`, which runs everything."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config.service import superviseur
from forprev.socle.postgres import PostgresError, Serveur


def main() -> None:
    """Run one command; without DATABASE_URL, on the embedded server of FORPREV_VAR.

    `forprev service` is not one of Django's: it starts the processes that are.
    """
    if sys.argv[1:] == ["service"]:
        superviseur.main()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    signal.signal(signal.SIGTERM, _partir)
    try:
        with base_de_donnees():
            _executer()
    except PostgresError as erreur:
        sys.exit(f"forprev\u00a0: {erreur}")


@contextmanager
def base_de_donnees() -> Iterator[None]:
    """Give the block a DATABASE_URL: the one of the environment, or the embedded server's while it lasts."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with Serveur(superviseur.dossier_var() / "postgres") as url:
        os.environ["DATABASE_URL"] = url
        yield


def _executer() -> None:
    from django.core.management import execute_from_command_line  # only now: settings read DATABASE_URL

    execute_from_command_line(["forprev", *sys.argv[1:]])


def _partir(numero: int, _cadre: object) -> None:
    """Leave by the ordinary way, so that the embedded server is released."""
    sys.exit(128 + numero)


if __name__ == "__main__":
    main()
