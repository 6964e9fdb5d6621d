"""Time limits of certification sessions: constants given by the field."""

from collections.abc import Iterable
from datetime import date, timedelta

from forprev.socle.dates import plus_mois

FENETRE_MOIS = 3
TELECHARGEMENT_JOURS = 15
CONSERVATION_MOIS = 3


def fenetre_de_saisie(date_fin: date) -> tuple[date, date]:
    """First and last day (included) on which a session ending on `date_fin` is entered and submitted [SES-05]."""
    return plus_mois(date_fin, -FENETRE_MOIS), plus_mois(date_fin, FENETRE_MOIS)


def fenetre_des_fins(le: date) -> tuple[date, date]:
    """First and last end date (included) among which habilitations are offered on `le` [SES-03]."""
    return plus_mois(le, -FENETRE_MOIS), plus_mois(le, FENETRE_MOIS)


def dernier_telechargement(generees_le: date) -> date:
    """Last day (included) on which the files are open: the 15th after generation [SES-16]."""
    return generees_le + timedelta(days=TELECHARGEMENT_JOURS)


def dernier_jour_sans_certificat(date_fin: date | None, enregistree_le: date) -> date:
    """Last day (included) of a session without certificates: 3 months after its end date, or after it was first
    saved if that is later [SES-17]."""
    return plus_mois(max(date_fin or enregistree_le, enregistree_le), CONSERVATION_MOIS)


def seuil_atteint(dernier_jour: date, *, depuis: date, le: date, seuils: Iterable[int]) -> int | None:
    """Which warning is due on `le`: the latest threshold (days left) passed and not passed yet on `depuis`.

    `depuis` is the day from which warnings count: thresholds passed before it are skipped [SES-17, NOT-11].
    """
    atteints = [j for j in seuils if depuis <= dernier_jour - timedelta(days=j) <= le <= dernier_jour]
    return min(atteints, default=None)
