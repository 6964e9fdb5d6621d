"""The deadlines of habilitations as a calendar file (RFC 5545): no person is named [HAB-07]."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from forprev.habilitations.queries import EcheanceHabilitation

_TITRES = {"ouverture": "Renouvellement possible de l’habilitation", "fin": "Fin de l’habilitation"}


def calendrier(echeances: Iterable[EcheanceHabilitation], *, le: datetime) -> bytes:
    """The file of these deadlines, one all-day event each, as made at the instant `le`."""
    fichier = Calendar()
    fichier.add("prodid", "-//Forprev//Echeances des habilitations//FR")
    fichier.add("version", "2.0")
    fichier.add("method", "PUBLISH")
    fichier.add("x-wr-calname", "Forprev\u00a0: échéances des habilitations")
    for echeance in echeances:
        fichier.add_component(_evenement(echeance, le))
    return bytes(fichier.to_ical())


def _evenement(echeance: EcheanceHabilitation, le: datetime) -> Event:
    """An event keeps its identifier from one file to the next, so that a calendar moves it when the date moves."""
    habilitation = echeance.habilitation
    evenement = Event()
    hote = urlsplit(settings.SITE_URL).hostname
    evenement.add("uid", f"habilitation-{habilitation.pk}-{echeance.genre}@{hote}")
    evenement.add("dtstamp", le)
    evenement.add("dtstart", echeance.jour)
    evenement.add("dtend", echeance.jour + timedelta(days=1))
    evenement.add("transp", "TRANSPARENT")
    evenement.add("summary", f"{_TITRES[echeance.genre]} {habilitation.dispositif_niveau}")
    evenement.add("description", f"Habilitation n°\u00a0{habilitation.numero}")
    evenement.add("url", settings.SITE_URL.rstrip("/") + reverse("habilitation", args=[habilitation.pk]))
    return evenement
