"""The real files, loaded once for the module that asks; what a test writes is rolled back."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from forprev.referentiel.chargement import Bilan, charger
from forprev.socle.clock import instant_du


@pytest.fixture(scope="module")
def _tout(django_db_setup: None, django_db_blocker: Any) -> Iterator[Bilan]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield charger()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _sans_territoire(django_db_setup: None, django_db_blocker: Any) -> Iterator[Bilan]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield charger(territoire=False)
        transaction.set_rollback(True)


@pytest.fixture
def referentiel(_tout: Bilan, db: None) -> Bilan:
    """The whole reference data, with its 35,000 communes."""
    return _tout


@pytest.fixture
def dispositifs(_sans_territoire: Bilan, db: None) -> Bilan:
    """The reference data without the territory."""
    return _sans_territoire


@pytest.fixture
def le() -> datetime:
    """The instant of the tests: 20 November 2026, in Paris."""
    return instant_du(date(2026, 11, 20))


class AuteurFactice:
    personne_id = None
    code = "inrs"


@pytest.fixture
def inrs() -> AuteurFactice:
    return AuteurFactice()
