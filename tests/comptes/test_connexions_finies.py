"""Web sessions leave when they have ended."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from forprev.comptes.actions.connexions import effacer_les_finies
from forprev.comptes.tasks import effacer_connexions
from forprev.socle.clock import maintenant
from tests import fabriques as f


def suivre(personne, cle: str) -> None:
    UserSession.objects.create(user=personne, session_key=cle, ip="192.0.2.1", user_agent="Essai", data={})


@pytest.mark.rule("ACC-26")
def test_an_ended_session_leaves_with_its_address_and_browser(db):
    le, personne = maintenant(), f.PersonneFactory()
    for cle, reste in (("finie", -1), ("ouverte", 1)):
        Session.objects.create(session_key=cle, session_data="", expire_date=le + timedelta(minutes=reste))
        suivre(personne, cle)
    suivre(personne, "perdue")

    assert effacer_les_finies(le=le) == 1
    assert effacer_les_finies(le=le) == 0
    assert [s.session_key for s in Session.objects.all()] == ["ouverte"]
    assert [s.session_key for s in UserSession.objects.all()] == ["ouverte"]


def test_the_night_does_it(db):
    Session.objects.create(session_key="finie", session_data="", expire_date=maintenant() - timedelta(days=1))
    effacer_connexions(jour="2026-11-20")
    assert not Session.objects.exists()
