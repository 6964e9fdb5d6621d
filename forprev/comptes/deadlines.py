"""How long a web session lives, and how long one waits after wrong passwords."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DUREE_CONNEXION = timedelta(hours=12)
INACTIVITE_RESEAU = timedelta(minutes=30)

FENETRE_ECHECS = timedelta(minutes=15)
ECHECS_IDENTIFIANT, ECHECS_ADRESSE = 5, 100
ATTENTES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
REPIT = timedelta(minutes=15)
SANS_ATTENTE = timedelta(0)

# How long a password just typed allows to change the second factor, and a proposed secret waits for its first code.
DUREE_CONFIRMATION = timedelta(minutes=10)
DUREE_PROPOSITION = timedelta(minutes=30)


def fin_de_connexion(ouverte_le: datetime, vue_le: datetime, *, reseau: bool) -> datetime:
    """When a web session ends: 12 h after it was opened, or for the réseau 30 min after its last use [ACC-26]."""
    absolue = ouverte_le + DUREE_CONNEXION
    return min(absolue, vue_le + INACTIVITE_RESEAU) if reseau else absolue


@dataclass(frozen=True, slots=True)
class Echec:
    """A wrong try, and the wait that it imposed."""

    le: datetime
    attente: timedelta = SANS_ATTENTE

    @property
    def fin(self) -> datetime:
        """When that wait ends, in universal time: a minute is a minute when the clocks change."""
        return self.le.astimezone(UTC) + self.attente


def attente_imposee(echecs: Sequence[Echec], *, seuil: int, le: datetime) -> timedelta:
    """The wait that one more failure at `le` imposes, after `echecs`, latest first [ACC-16].

    `seuil` failures in 15 minutes impose a minute; then each failure doubles it, to 15 minutes at most, until nothing
    has failed for 15 minutes after the end of the last wait. The last `seuil` failures are enough to know.
    """
    instant = le.astimezone(UTC)
    if echecs and echecs[0].attente and instant < echecs[0].fin + REPIT:
        return next((attente for attente in ATTENTES if attente > echecs[0].attente), ATTENTES[-1])
    recents = sum(instant - echec.le.astimezone(UTC) < FENETRE_ECHECS for echec in echecs)
    return ATTENTES[0] if recents + 1 >= seuil else SANS_ATTENTE


def fin_d_attente(echecs: Sequence[Echec], *, le: datetime) -> datetime | None:
    """Until when nothing more may be tried, after `echecs`, latest first; None when one may try [ACC-16]."""
    return echecs[0].fin if echecs and le < echecs[0].fin else None


def minutes_restantes(fin: datetime, *, le: datetime) -> int:
    """The minutes to wait until `fin`, rounded up: coming back then is never too early."""
    return -((le.astimezone(UTC) - fin.astimezone(UTC)) // timedelta(minutes=1))


DUREE_LIEN = timedelta(hours=72)


def debut_des_liens_valables(le: datetime) -> datetime:
    """The earliest sending of a link that still works at `le`: 72 hours, counted in universal time, so that they are 72
    when the clocks change [ACC-05, ACC-07]."""
    return le.astimezone(UTC) - DUREE_LIEN


def fin_de_lien(envoye_le: datetime) -> datetime:
    """The last instant at which a link sent then works."""
    return envoye_le.astimezone(UTC) + DUREE_LIEN
