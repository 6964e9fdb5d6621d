"""How a file is refused: what is wrong, and what to do instead."""

from forprev.socle.raisons import Raison, Refus

CHAMP = "fichier"


def refuser(code: str, texte: str) -> Refus:
    """The refusal to raise, beside the field of the file."""
    return Refus(Raison(code, texte, CHAMP))
