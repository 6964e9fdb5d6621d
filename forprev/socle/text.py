"""Text normalisation: what two spellings of one thing have in common."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)
_SPACES = re.compile(r"\s+")


def cle(texte: str) -> str:
    """The key of a name: blind to case, accents, hyphens, apostrophes and spaces [ACC-13].

    Letters and digits of any script are kept, all else goes: « N’Guyen-Le Goff » gives « nguyenlegoff ».
    """
    # Decomposed before and after: « Ǿ » hides an Ø, « № » capitals, and casefold composes some letters again.
    lettres = unicodedata.normalize("NFKD", texte).translate(_LIGATURES).casefold()
    return "".join(lettre for lettre in unicodedata.normalize("NFKD", lettres) if lettre.isalnum())


def cle_de_tri(texte: str) -> str:
    """A key that sorts as French readers expect: no accent, words still apart (the database sorts É after z)."""
    mots = re.split(r"[\W_]+", texte)
    return " ".join(cle(mot) for mot in mots if cle(mot))


def nettoyer(texte: str) -> str:
    """One line as typed, without control characters, doubled or odd spaces; apostrophes made typographic."""
    visible = "".join(
        " " if lettre.isspace() else lettre
        for lettre in unicodedata.normalize("NFC", texte)
        if lettre.isspace() or unicodedata.category(lettre) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return _SPACES.sub(" ", visible).strip().replace("'", "’")


def accorder(nombre: int, singulier: str, pluriel: str = "") -> str:
    """« 1 stagiaire », « 3 stagiaires », « 0 stagiaire »: zero is singular in French."""
    mot = singulier if nombre < 2 else pluriel or f"{singulier}s"
    return f"{nombre}\u00a0{mot}"


def enumerer(mots: list[str], dernier: str = "et") -> str:
    """« a, b et c »."""
    if len(mots) < 2:
        return "".join(mots)
    return f"{', '.join(mots[:-1])} {dernier} {mots[-1]}"
