"""What a web session remembers of its own life [ACC-26].

Django's expiry runs from the last time the session was written; ours runs from the sign-in.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase

from forprev.comptes.deadlines import fin_de_connexion
from forprev.comptes.models import RoleReseau

# Set by whoever proved a second factor in this web session, at sign-in or at enrolment [ACC-15].
SECOND_FACTEUR = "second_facteur"
OUVERTE, VUE, RESEAU = "connexion_ouverte", "connexion_vue", "connexion_reseau"
# Writing the session at every request would cost a query; a minute of imprecision on thirty costs nothing.
PAS = timedelta(minutes=1)


def ouvrir(session: SessionBase, personne: AbstractBaseUser, *, le: datetime) -> None:
    """Start the count at sign-in."""
    session[OUVERTE] = session[VUE] = le.isoformat()
    session[RESEAU] = RoleReseau.objects.filter(personne_id=personne.pk).exists()


def est_finie(session: SessionBase, *, le: datetime) -> bool:
    """Whether this web session is over; one that `ouvrir` never saw (a visitor's) has only Django's expiry."""
    if OUVERTE not in session:
        return False
    ouverte, vue = datetime.fromisoformat(session[OUVERTE]), datetime.fromisoformat(session[VUE])
    return le >= fin_de_connexion(ouverte, vue, reseau=session[RESEAU])


def noter_passage(session: SessionBase, *, le: datetime) -> None:
    """Remember the last use, for those who are signed out when idle."""
    if session.get(RESEAU) and le - datetime.fromisoformat(session[VUE]) >= PAS:
        session[VUE] = le.isoformat()
