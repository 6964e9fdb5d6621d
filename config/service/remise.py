"""Begin the demonstration anew: `python -m config.service.remise`. Everything in the database and the files is lost."""

import os
import shutil
import sys
from pathlib import Path

import psycopg

from config.cli import base_de_donnees
from config.service.console import dire
from config.service.superviseur import ServiceError, dossier_var, seul
from forprev.socle.postgres import PostgresError


def remettre_a_neuf(dossier: Path) -> None:
    """Empty the database and the folder of files, then prepare them as the first `make run` does.

    Raises ServiceError in production, and while the service runs.
    """
    if os.environ.get("FORPREV_ENV") == "production":
        raise ServiceError("Refusé\u00a0: FORPREV_ENV=production.")
    dossier.mkdir(parents=True, exist_ok=True)
    with seul(dossier), base_de_donnees():
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connexion:
            connexion.execute("DROP SCHEMA public CASCADE")
            connexion.execute("CREATE SCHEMA public")
        shutil.rmtree(dossier / "fichiers", ignore_errors=True)
        from config.service.preparation import preparer  # noqa: PLC0415  settings read DATABASE_URL when imported

        preparer()
    dire("La démonstration est remise à neuf.")


def main() -> None:
    try:
        remettre_a_neuf(dossier_var())
    except (ServiceError, PostgresError) as erreur:
        sys.exit(f"\n{erreur}")


if __name__ == "__main__":
    main()
