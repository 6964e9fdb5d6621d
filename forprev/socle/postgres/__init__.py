"""An embedded PostgreSQL: many processes, one server, nothing to install.

`Serveur(dossier).demarrer()` starts or joins the server of a data folder and returns its DATABASE_URL;
`liberer()` leaves it, and the last one to leave stops it. Standard library only: usable before Django
is set up. Why this and not the launcher of the package that ships the binaries: docs/adr/0001.
"""

from .emplacement import PostgresError
from .serveur import Serveur

__all__ = ["PostgresError", "Serveur"]
