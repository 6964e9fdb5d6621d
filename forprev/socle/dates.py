"""Calendar arithmetic of the specification, and dates as French readers write them."""

from datetime import date

from dateutil.relativedelta import relativedelta

MOIS = [
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]
JOURS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def plus_mois(jour: date, mois: int) -> date:
    """The same day `mois` months later (earlier if negative), or the last day of that month when it does not exist."""
    return jour + relativedelta(months=mois)


def dans(jour: date, debut: date, fin: date | None) -> bool:
    """True when debut ≤ jour ≤ fin, an open end (None) being far away."""
    return debut <= jour and (fin is None or jour <= fin)


def longue(jour: date) -> str:
    """« 12 mars 2026 », « 1er mars 2026 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}\u00a0{MOIS[jour.month - 1]}\u00a0{jour.year}"


def avec_jour(jour: date) -> str:
    """« vendredi 20 novembre 2026 »."""
    return f"{JOURS[jour.weekday()]}\u00a0{longue(jour)}"


def courte(jour: date) -> str:
    """« 12/03/2026 »."""
    return f"{jour:%d/%m/%Y}"
