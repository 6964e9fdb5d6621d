"""The agenda as a calendar file (RFC 5545): what the list shows, one all-day event a session [SES-30]."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from forprev.certification.models import SessionCertification
from forprev.certification.states import LIBELLES, Etat
from forprev.socle.text import accorder


def calendrier(sessions: Iterable[SessionCertification], *, le: datetime) -> bytes:
    """The file of these sessions, read through `queries.reseau.agenda`, as made at the instant `le`."""
    fichier = Calendar()
    fichier.add("prodid", "-//Forprev//Agenda des sessions//FR")
    fichier.add("version", "2.0")
    fichier.add("method", "PUBLISH")
    fichier.add("x-wr-calname", "Forprev\u00a0: agenda des sessions")
    for session in sessions:
        fichier.add_component(_evenement(session, le))
    return bytes(fichier.to_ical())


def _evenement(session: SessionCertification, le: datetime) -> Event:
    """An event keeps its identifier from one file to the next, so that a calendar updates it."""
    assert session.date_fin is not None
    evenement = Event()
    evenement.add("uid", f"session-{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    evenement.add("dtstamp", le)
    evenement.add("dtstart", session.date_fin)
    evenement.add("dtend", session.date_fin + timedelta(days=1))
    evenement.add("last-modified", session.modifiee_le)
    evenement.add("sequence", session.version)
    evenement.add("transp", "TRANSPARENT")
    evenement.add("summary", f"{session.dispositif_niveau} · {session.entite.raison_sociale}")
    evenement.add("location", _lieu(session))
    evenement.add("description", "\n".join(_lignes(session)))
    return evenement


def _lieu(session: SessionCertification) -> str:
    return f"{session.lieu} ({session.code_postal})" if session.code_postal else session.lieu


def _lignes(session: SessionCertification) -> list[str]:
    formateur = session.formateur.nom_complet if session.formateur else "Compte supprimé"
    nombre: int = session.nombre_stagiaires  # type: ignore[attr-defined]
    return [
        f"Session de certification n°\u00a0{session.pk}",
        f"Certificat\u00a0: {session.modele}",
        f"Formateur\u00a0: {formateur}",
        accorder(nombre, "stagiaire"),
        LIBELLES[Etat(session.etat)],
    ]
