"""Time limits of certification sessions: constants given by the field."""

from datetime import date, timedelta

from forprev.socle.dates import plus_mois

FENETRE_MOIS = 3
TELECHARGEMENT_JOURS = 15
CONSERVATION_MOIS = 3
AVERTISSEMENTS_JOURS = (60, 30, 7)


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


def avertissements(dernier_jour: date) -> list[tuple[int, date]]:
    """The days on which the coming deletion is announced, with how many days are left [SES-17]."""
    return [(jours, dernier_jour - timedelta(days=jours)) for jours in AVERTISSEMENTS_JOURS]
