"""Fixtures of the tests of screens: a fixed day, a signed-in browser, a count of queries."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forprev.comptes.connexions import SECOND_FACTEUR
from forprev.comptes.models import Acteur
from forprev.profils.requete import CLE_DE_SESSION
from tests.fabriques.jour import JOUR


@pytest.fixture
def jour(settings):
    """The application's clock stands on JOUR."""
    settings.AUJOURDHUI = JOUR.isoformat()
    return JOUR


@pytest.fixture
def client_de(jour, db) -> Callable[[Acteur | None], Client]:
    """A browser in which that Acteur has signed in, second factor proved, and chosen that profile; None: a visitor."""

    def ouvrir(acteur: Acteur | None = None, *, second_facteur: bool = True, **reglages) -> Client:
        navigateur = Client(**reglages)
        if acteur is not None:
            navigateur.force_login(acteur.personne)
            memoire = navigateur.session
            memoire[CLE_DE_SESSION] = acteur.code
            memoire[SECOND_FACTEUR] = second_facteur
            memoire.save()
        return navigateur

    return ouvrir


@dataclass
class Compte:
    """How many queries ran, and which, once the block has ended."""

    nombre: int = 0
    requetes: tuple[str, ...] = ()


@pytest.fixture
def nb_requetes(db) -> Callable[[], AbstractContextManager[Compte]]:
    """`with nb_requetes() as compte: …` then `compte.nombre`; transactions and savepoints are not counted."""

    @contextmanager
    def compter() -> Iterator[Compte]:
        compte = Compte()
        with CaptureQueriesContext(connection) as capture:
            yield compte
        textes = [requete["sql"] for requete in capture.captured_queries]
        utiles = tuple(sql for sql in textes if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")))
        compte.nombre, compte.requetes = len(utiles), utiles

    return compter
