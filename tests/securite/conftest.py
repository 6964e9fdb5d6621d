"""The world of the permission matrix, attacked."""

import pytest

from tests.maison.droits import batir
from tests.maison.monde import Monde


@pytest.fixture
def monde(jour, db) -> Monde:
    return batir()
