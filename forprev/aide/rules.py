"""Decisions about tickets: facts in, reasons out."""

from forprev.aide.states import TABLE, Action, EtatTicket
from forprev.socle.raisons import Raison

LONGUEUR_TEXTE = 5000
LONGUEUR_OBJET = 120


def raisons_texte(texte: str) -> list[Raison]:
    """Refuse an empty message, or one too long to be read [AID-04]."""
    if not texte.strip():
        return [Raison("texte_vide", "Écrivez votre message.", "texte")]
    if len(texte) > LONGUEUR_TEXTE:
        trop = f"Ce message dépasse {LONGUEUR_TEXTE} caractères\u00a0: raccourcissez-le, ou envoyez-en deux."
        return [Raison("texte_long", trop, "texte")]
    return []


def raisons_etat(etat: EtatTicket, action: Action) -> list[Raison]:
    """Refuse what the state does not allow, saying what to do instead [AID-04]."""
    if TABLE.possible(action, etat):
        return []
    if etat == EtatTicket.CLOS:
        texte = (
            "Ce ticket est clos. Rouvrez-le pour y répondre." if action == Action.REPONDRE else "Ce ticket est clos."
        )
        return [Raison("ticket_clos", texte)]
    return [Raison("ticket_ouvert", "Ce ticket est déjà ouvert.")]


def raisons_version(lue: int, actuelle: int, *, par: str) -> list[Raison]:
    """Refuse an answer written while `par` wrote or decided: two people of the assistance at once [DEM-16]."""
    if lue == actuelle:
        return []
    texte = (
        f"{par} a écrit ou agi sur ce ticket pendant que vous l’aviez ouvert. Le fil ci-dessus est à jour et votre "
        "texte est conservé\u00a0: relisez, puis recommencez si c’est encore utile."
    )
    return [Raison("ticket_modifie", texte)]
