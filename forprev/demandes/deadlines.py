"""Time limits of requests."""

from datetime import date, timedelta

from forprev.socle.dates import plus_mois


def limite_complements(demandes_le: date, *, mois: int) -> date:
    """Last day (included) to answer a request for complements made on `demandes_le` [DEM-10]."""
    return plus_mois(demandes_le, mois)


def rappels_complements(limite: date, *, jours: tuple[int, ...]) -> list[date]:
    """The days of the reminders, soonest first, for so many days before the limit [DEM-10]."""
    return sorted(limite - timedelta(days=avant) for avant in jours)


def rappel_du(limite: date, *, depuis: date, le: date, seuils: tuple[int, ...]) -> int | None:
    """Which reminder is due on `le`, by its rank in `seuils` (days before the limit, the farthest first) [DEM-10].

    The latest one passed; None before the first and after the limit. Those due by `depuis` never were.
    """
    passes = [n for n, avant in enumerate(seuils) if depuis < limite - timedelta(days=avant) <= le <= limite]
    return max(passes, default=None)


def suppression_brouillon(modifie_le: date, *, mois: int) -> date:
    """The day on which a draft left untouched since `modifie_le` is deleted."""
    return plus_mois(modifie_le, mois)


def dernier_jour_touche(jour: date, *, mois: int) -> date:
    """The last day such that a draft untouched since is deleted on `jour` or before."""
    touche = plus_mois(jour, -mois) + timedelta(days=3)
    while suppression_brouillon(touche, mois=mois) > jour:
        touche -= timedelta(days=1)
    return touche
