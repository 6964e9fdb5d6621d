"""What a web session remembers of its own life [ACC-26], and those that a person has open [ACC-20].

Django's expiry runs from the last time the session was written; ours runs from the sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from forprev.comptes.appareils import appareil
from forprev.comptes.deadlines import fin_de_connexion
from forprev.comptes.models import Personne, RoleReseau

# Set by whoever proved a second factor in this web session, at sign-in or at enrolment [ACC-15].
SECOND_FACTEUR = "second_facteur"
OUVERTE, VUE, RESEAU = "connexion_ouverte", "connexion_vue", "connexion_reseau"
# Writing the session at every request would cost a query. A minute of imprecision on thirty costs nothing; elsewhere
# the last use is only shown.
PAS_RESEAU, PAS = timedelta(minutes=1), timedelta(minutes=10)


def ouvrir(session: SessionBase, personne: AbstractBaseUser, *, le: datetime) -> None:
    """Start the count at sign-in."""
    session[OUVERTE] = session[VUE] = le.isoformat()
    session[RESEAU] = RoleReseau.objects.filter(personne_id=personne.pk).exists()


def suivre(session: SessionBase, *, ancienne: str | None) -> None:
    """Django gave this web session another key: the list of its owner follows."""
    UserSession.objects.filter(session_key=ancienne).update(session_key=session.session_key)


def est_finie(session: SessionBase | Mapping[str, Any], *, le: datetime) -> bool:
    """Whether this web session is over; one that `ouvrir` never saw (a visitor's) has only Django's expiry."""
    if OUVERTE not in session:
        return False
    ouverte, vue = datetime.fromisoformat(session[OUVERTE]), datetime.fromisoformat(session[VUE])
    return le >= fin_de_connexion(ouverte, vue, reseau=session[RESEAU])


def noter_passage(session: SessionBase, *, le: datetime) -> None:
    """Remember the last use: it ends a web session of the réseau, and tells the others' owner which one is whose."""
    if VUE not in session:
        return
    pas = PAS_RESEAU if session[RESEAU] else PAS
    if le - datetime.fromisoformat(session[VUE]) >= pas:
        session[VUE] = le.isoformat()


def noter_reseau(session: SessionBase, *, reseau: bool, le: datetime) -> None:
    """Whoever gains or loses a role in the réseau has its limit at once, not only from the next sign-in."""
    if RESEAU in session and session[RESEAU] != reseau:
        session[RESEAU] = reseau
        session[VUE] = le.isoformat()


@dataclass(frozen=True, slots=True)
class Connexion:
    """An open web session, as its owner knows it again."""

    pk: int
    appareil: str
    ouverte_le: datetime
    vue_le: datetime


def connexions_ouvertes(personne: Personne, *, le: datetime, sauf: str | None = None) -> list[Connexion]:
    """The web sessions of the person that still open something, but the one of key `sauf`, latest used first [ACC-20].

    Those that have ended without a word (12 h, idle, password changed, all closed) are not among them.
    """
    suivies = UserSession.objects.filter(user=personne).exclude(session_key=sauf or "")
    memoires = _memoires(personne, [suivie.session_key for suivie in suivies], le)
    ouvertes = [
        connexion(memoires[suivie.session_key], suivie.user_agent, pk=suivie.pk)
        for suivie in suivies
        if suivie.session_key in memoires
    ]
    return sorted(ouvertes, key=lambda une: (une.vue_le, une.pk), reverse=True)


def connexion(memoire: SessionBase | Mapping[str, Any], signature: str, *, pk: int = 0) -> Connexion:
    """What is shown of the web session that remembers `memoire`, its browser saying `signature`."""
    ouverte, vue = datetime.fromisoformat(memoire[OUVERTE]), datetime.fromisoformat(memoire[VUE])
    return Connexion(pk, appareil(signature), ouverte, vue)


def _memoires(personne: Personne, cles: list[str], le: datetime) -> dict[str, dict[str, Any]]:
    """What those web sessions remember, for those that are still the person's and not over."""
    preuve = personne.get_session_auth_hash()
    lues = {session.session_key: session.get_decoded() for session in Session.objects.filter(session_key__in=cles)}
    return {
        cle: memoire
        for cle, memoire in lues.items()
        if memoire.get(SESSION_KEY) == str(personne.pk)
        and constant_time_compare(memoire.get(HASH_SESSION_KEY, ""), preuve)
        and OUVERTE in memoire
        and not est_finie(memoire, le=le)
    }
