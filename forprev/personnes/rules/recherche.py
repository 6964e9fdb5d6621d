"""Reading what the assistance types in its one box: which people it may mean [ACC-13]."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forprev.socle.dates import MOIS, longue
from forprev.socle.text import cle, nettoyer

MOTS_AU_PLUS = 8
# Nobody with an account is younger: a year in two digits is read in the century that makes them older.
AGE_MINIMAL_ANNEES = 14

_MARQUES = re.compile(r"(\bn\s?[°º]|№|\bnum[ée]ro\b)(\s*forprev\b)?\s*:?|\bmailto:", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s,;<>]*@[^\s,;<>]*")
_NUMERO = re.compile(r"(?<!\w)([A-Za-z]{3})[\s-]?([0-9]{5})(?!\w)")
_DEBUT_NUMERO = re.compile(r"(?<!\w)[A-Za-z]{3}[0-9]{1,4}(?!\w)")
_CHIFFRES = re.compile(r"(?<!\w)[0-9]{2,5}(?!\w)")
_DEBUT_EMAIL = re.compile(r"(?=.*[\w][._+0-9])[\w.+-]+", re.ASCII)
_NE = re.compile(r"\bn[ée]{1,2}\s*(\(e\)\s*)?le\b", re.IGNORECASE)
_DATES = [
    re.compile(motif, re.ASCII | re.IGNORECASE)
    for motif in (
        r"(?<!\w)(?P<a>\d{4})-(?P<m>\d{1,2})-(?P<j>\d{1,2})(?!\d)",
        r"(?<!\w)(?P<j>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<a>\d{4}|\d{2})(?!\d)",
        r"(?<!\w)(?P<j>\d{1,2}) (?P<m>\d{1,2}) (?P<a>\d{4})(?!\d)",
        r"(?<!\w)(?P<j>\d{2})(?P<m>\d{2})(?P<a>\d{4})(?!\w)",
        r"(?<!\w)(?P<j>\d{2})(?P<m>\d{2})(?P<a>\d{2})(?!\w)",
    )
]
_EN_LETTRES = re.compile(r"(?<!\w)(?P<j>\d{1,2})(?:er)?\s+(?P<mois>[^\W\d_]{3,9})\.?\s+(?P<a>[0-9]{4}|[0-9]{2})(?!\w)")
_ANNEE_D_ABORD = re.compile(r"(?<!\w)(?P<a>\d{4})(?P<m>\d{2})(?P<j>\d{2})(?!\w)", re.ASCII)
_CIVILITES = {"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"}
_CLES_DES_MOIS = [cle(mois) for mois in MOIS]


@dataclass(frozen=True, slots=True)
class Recherche:
    """What was understood: every part that is filled narrows. `impossible` is a date that does not exist."""

    numero: str = ""
    debut_numero: str = ""
    fin_numero: str = ""
    email: str = ""
    naissance: date | None = None
    mots: tuple[str, ...] = ()
    impossible: str = ""

    @property
    def est_vide(self) -> bool:
        return not (self.numero or self.debut_numero or self.fin_numero or self.email or self.naissance or self.mots)

    @property
    def est_un_triplet(self) -> bool:
        """Nom, prénom and birth date: near answers are looked for too [ACC-13]."""
        return self.naissance is not None and len(self.mots) > 1

    @property
    def nom_entier(self) -> str:
        """The key of all the words together: a nom alone."""
        return "".join(cle(mot) for mot in self.mots)

    @property
    def couples(self) -> list[tuple[str, str]]:
        """Every nom and prénom, as keys, that the words may be, in either order: « le goff anne » has four."""
        cles = [cle(mot) for mot in self.mots]
        coupes = [("".join(cles[:rang]), "".join(cles[rang:])) for rang in range(1, len(cles))]
        return list(dict.fromkeys(couple for a, b in coupes for couple in ((a, b), (b, a))))

    @property
    def compris(self) -> list[str]:
        """What was understood, said back."""
        return list(self._dire())

    @property
    def criteres(self) -> list[str]:
        """The kinds of criteria, without what was typed: what the journal keeps."""
        noms = ("numero", "debut_numero", "fin_numero", "email", "naissance", "mots")
        return [nom for nom in noms if getattr(self, nom)]

    def _dire(self) -> Iterator[str]:
        if self.numero:
            yield f"N°\u00a0Forprev {self.numero}"
        if self.debut_numero:
            yield f"N°\u00a0Forprev commençant par {self.debut_numero}"
        if self.fin_numero:
            yield f"N°\u00a0Forprev finissant par {self.fin_numero}"
        if self.email:
            yield f"e-mail commençant par «\u202f{self.email}\u202f»"
        if self.mots:
            yield self._dire_les_mots()
        if self.naissance:
            yield f"date de naissance {longue(self.naissance)}"

    def _dire_les_mots(self) -> str:
        tapes = f"«\u202f{' '.join(self.mots)}\u202f»"
        if len(self.mots) > 1:
            return f"nom et prénom commençant par {tapes}, dans un ordre ou dans l’autre"
        return f"nom commençant par {tapes}" if len(self.nom_entier) > 1 else f"nom {tapes}"


def lire_recherche(texte: str, *, le: date) -> Recherche:
    """What the assistance means by `texte`, on the day `le`: number, e-mail, birth date, names, in any order [ACC-13].

    Nothing typed raises: what is not understood is left out, and what is understood is said back.
    """
    reste, email = _prendre(_EMAIL, _MARQUES.sub(" ", nettoyer(texte)))
    reste, naissance, impossible = _prendre_date(reste, le)
    reste, numero = _prendre(_NUMERO, reste)
    reste, debut = _prendre(_DEBUT_NUMERO, reste)
    reste, fin = _prendre(_CHIFFRES, reste)
    mots = _mots(reste)
    if not email and len(mots) == 1 and _DEBUT_EMAIL.fullmatch(mots[0]):
        email, mots = mots[0], ()
    return Recherche(
        numero=re.sub(r"[\s-]", "", numero).upper(),
        debut_numero=debut.upper(),
        fin_numero=fin,
        email=email.strip(".:"),
        naissance=naissance,
        mots=mots,
        impossible=impossible,
    )


def _prendre(motif: re.Pattern[str], texte: str) -> tuple[str, str]:
    """The text without the first thing that looks so, and that thing."""
    trouve = motif.search(texte)
    if trouve is None:
        return texte, ""
    return f"{texte[: trouve.start()]} {texte[trouve.end() :]}", trouve.group()


def _prendre_date(texte: str, le: date) -> tuple[str, date | None, str]:
    """The text without its first date, that date, and how it was typed when there is no such day."""
    trouves = [motif.search(texte) for motif in (*_DATES, _EN_LETTRES)]
    for trouve in trouves:
        mois = _mois(trouve) if trouve else None
        if trouve and mois:
            reste = _NE.sub(" ", f"{texte[: trouve.start()]} {texte[trouve.end() :]}")
            jour = _jour(trouve["a"], mois, trouve["j"], le) or _annee_d_abord(trouve.group(), le)
            return reste, jour, "" if jour else trouve.group()
    return texte, None, ""


def _mois(trouve: re.Match[str]) -> int | None:
    """The month in figures, or in letters: « février », « fev », « sept »; None for another word."""
    groupes = trouve.groupdict()
    if "m" in groupes:
        return int(groupes["m"]) or 13
    candidats = [rang for rang, mois in enumerate(_CLES_DES_MOIS, 1) if mois.startswith(cle(groupes["mois"]))]
    return candidats[0] if len(candidats) == 1 else None


def _jour(annee: str, mois: int, quantieme: str, le: date) -> date | None:
    try:
        return date(_annee(annee, le), mois, int(quantieme))
    except ValueError:
        return None


def _annee(chiffres: str, le: date) -> int:
    if len(chiffres) > 2:
        return int(chiffres)
    recente = le.year - le.year % 100 + int(chiffres)
    return recente if recente <= le.year - AGE_MINIMAL_ANNEES else recente - 100


def _annee_d_abord(texte: str, le: date) -> date | None:
    """Eight figures that are no day of the French order may be one of the other: 19800312."""
    trouve = _ANNEE_D_ABORD.fullmatch(texte)
    return _jour(trouve["a"], int(trouve["m"]), trouve["j"], le) if trouve else None


def _mots(texte: str) -> tuple[str, ...]:
    """The words that have a letter, without « M. » or « Mme » before a name; the last ones joined past a ceiling."""
    mots = [mot for mot in re.split(r"[\s,;]+", texte) if cle(mot)]
    if len(mots) > 1 and cle(mots[0]) in _CIVILITES:
        mots = mots[1:]
    tete, queue = mots[: MOTS_AU_PLUS - 1], mots[MOTS_AU_PLUS - 1 :]
    return (*tete, " ".join(queue)) if queue else tuple(tete)
