"""How a request looks: the words for who holds it."""

from datetime import date

from forprev.demandes.models import Demande
from forprev.demandes.queries.etapes import attente
from forprev.demandes.states import LIBELLES_MAINS
from forprev.socle.text import accorder


def mains_depuis(demande: Demande, le: date) -> str:
    """« Entre les mains de la caisse depuis 4 jours »; empty once it has ended."""
    if demande.mains is None:
        return ""
    jours = attente(demande, le=le).days
    depuis = {0: "aujourd’hui", 1: "hier"}.get(jours, accorder(jours, "jour"))
    return f"Entre les mains {LIBELLES_MAINS[demande.mains]} depuis {depuis}"
