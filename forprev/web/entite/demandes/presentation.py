"""How a request looks: the tone of its state, the words for who holds it."""

from datetime import date

from forprev.demandes.models import Demande
from forprev.demandes.queries.etapes import attente
from forprev.demandes.states import LIBELLES_MAINS, Etat
from forprev.socle.text import accorder

TONS = {
    Etat.BROUILLON: "neutre",
    Etat.COMPLEMENTS_DEMANDES: "attention",
    Etat.AJOURNEE: "attention",
    Etat.ACCORDEE: "succes",
    Etat.VALIDEE: "succes",
    Etat.REFUSEE: "danger",
    Etat.ABANDONNEE: "neutre",
    Etat.CLASSEE: "neutre",
}


def ton(demande: Demande) -> str:
    """The tone of the badge of its state; what is under way is informative."""
    return TONS.get(Etat(demande.etat), "info")


def mains_depuis(demande: Demande, le: date) -> str:
    """« Entre les mains de la caisse depuis 4 jours »; empty once it has ended."""
    if demande.mains is None:
        return ""
    jours = attente(demande, le=le).days
    depuis = {0: "aujourd’hui", 1: "hier"}.get(jours, accorder(jours, "jour"))
    return f"Entre les mains {LIBELLES_MAINS[demande.mains]} depuis {depuis}"
