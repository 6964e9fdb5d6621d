"""What every test has: databases cloned from a migrated model, an empty cache, no network."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as proprietes

from tests.fabriques.fixtures import client_de, jour, nb_requetes
from tests.plugins.gabarits import _variables_definies
from tests.plugins.jobs import executer_taches
from tests.plugins.postgres import base_modele

__all__ = ["_variables_definies", "client_de", "executer_taches", "jour", "nb_requetes"]

TABLES_SANS_MODELE = (
    "procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers, socle_cache"
)

# A property that a busy machine checks slowly is not a property that fails.
proprietes.register_profile("forprev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
proprietes.load_profile("forprev")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Clone the model instead of migrating from nothing (pytest-django asks for it before making databases)."""
    dossier = os.environ.get("FORPREV_ESSAIS")
    if dossier and not request.config.getvalue("nomigrations"):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = base_modele(Path(dossier))


class ReseauInterditError(AssertionError):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True, scope="session")
def _sans_reseau() -> Iterator[None]:
    """No test leaves the machine: only local sockets connect."""
    connecter = socket.socket.connect

    def connecter_ici(self: socket.socket, adresse: Any) -> None:
        locale = self.family == socket.AF_UNIX or str(adresse[0]) in ("localhost", "127.0.0.1", "::1")
        if not locale:
            raise ReseauInterditError(f"network access in a test: {adresse}")
        connecter(self, adresse)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connecter_ici)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _tables_sans_modele(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a committing test leaves in tables that Django does not flush: the queue, the cache."""
    if not _valide_ses_transactions(request):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    yield
    with connections["default"].cursor() as curseur:
        curseur.execute(f"TRUNCATE {TABLES_SANS_MODELE} CASCADE")


def _valide_ses_transactions(request: pytest.FixtureRequest) -> bool:
    marque = request.node.get_closest_marker("django_db")
    demandees = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(demandees) or (marque is not None and bool(marque.kwargs.get("transaction")))
