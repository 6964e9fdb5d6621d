"""Identity: numbers, names, birth dates, and how near two people are."""

import random
import re
import string
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from forprev.socle.dates import plus_mois
from forprev.socle.raisons import Raison
from forprev.socle.text import cle

FORME_NUMERO = re.compile(r"[A-Z]{3}[0-9]{5}")
AGE_MAXIMAL_ANNEES = 100


def est_numero(texte: str) -> bool:
    """True for 3 capital letters and 5 digits [ACC-01]."""
    return FORME_NUMERO.fullmatch(texte) is not None


def numero_au_hasard(hasard: random.Random) -> str:
    """A candidate N° Forprev; whether it was ever given is the registry's business [ACC-01]."""
    lettres = "".join(hasard.choices(string.ascii_uppercase, k=3))
    return f"{lettres}{hasard.randrange(100_000):05d}"


def raisons_date_naissance(naissance: date, *, le: date) -> list[Raison]:
    """Refuse a birth date in the future or over 100 years ago [SES-38]."""
    if naissance > le:
        return [Raison("naissance_future", "Cette date est dans le futur\u00a0: vérifiez l’année.", "date_naissance")]
    if naissance < plus_mois(le, -12 * AGE_MAXIMAL_ANNEES):
        return [Raison("naissance_ancienne", "Cette date est impossible\u00a0: vérifiez l’année.", "date_naissance")]
    return []


LONGUEUR_CLE = 200


def raisons_noms(nom: str, prenom: str) -> list[Raison]:
    """Refuse a name without any letter, or made of signs that stand for whole sentences: its key must be kept."""
    return [
        Raison("nom_illisible", "Écrivez ce nom en lettres.", champ)
        for champ, texte in (("nom", nom), ("prenom", prenom))
        if not 0 < len(cle(texte)) <= LONGUEUR_CLE
    ]


@dataclass(frozen=True, slots=True)
class Triplet:
    """Nom, prénom, date de naissance, compared through their keys [ACC-13]."""

    nom: str
    prenom: str
    date_naissance: date

    @property
    def cles(self) -> tuple[str, str, date]:
        return cle(self.nom), cle(self.prenom), self.date_naissance


class Proximite(IntEnum):
    """How near two triplets are, nearest first: the order of the answers [ACC-13]."""

    EXACTE = 0
    UNE_LETTRE = 1
    NOM_PRENOM_INVERSES = 2
    JOUR_MOIS_INVERSES = 3


def proximite(gauche: Triplet, droite: Triplet) -> Proximite | None:
    """How near two triplets are; None when they are different people [ACC-13]."""
    nom_a, prenom_a, jour_a = gauche.cles
    nom_b, prenom_b, jour_b = droite.cles
    memes_noms = (nom_a, prenom_a) == (nom_b, prenom_b)
    if memes_noms and jour_a == jour_b:
        return Proximite.EXACTE
    if jour_a == jour_b and _a_une_lettre_pres(nom_a, prenom_a, nom_b, prenom_b):
        return Proximite.UNE_LETTRE
    if jour_a == jour_b and (nom_a, prenom_a) == (prenom_b, nom_b):
        return Proximite.NOM_PRENOM_INVERSES
    if memes_noms and jour_a == jour_mois_inverses(jour_b):
        return Proximite.JOUR_MOIS_INVERSES
    return None


def _a_une_lettre_pres(nom_a: str, prenom_a: str, nom_b: str, prenom_b: str) -> bool:
    return (nom_a == nom_b and une_faute(prenom_a, prenom_b)) or (prenom_a == prenom_b and une_faute(nom_a, nom_b))


def jour_mois_inverses(jour: date) -> date | None:
    """The date with day and month swapped, or None when there is no such day."""
    return date(jour.year, jour.day, jour.month) if jour.day <= 12 else None


def une_faute(gauche: str, droite: str) -> bool:
    """One insertion, deletion, substitution or adjacent swap apart, and not equal [ACC-13]."""
    court, long = sorted((gauche, droite), key=len)
    if court == long or len(long) - len(court) > 1:
        return False
    rang = next((i for i, (a, b) in enumerate(zip(court, long, strict=False)) if a != b), len(court))
    if len(court) < len(long):
        return court[rang:] == long[rang + 1 :]
    reste_a, reste_b = court[rang:], long[rang:]
    return reste_a[1:] == reste_b[1:] or (reste_a[:2] == reste_b[1::-1] and reste_a[2:] == reste_b[2:])


def adresse_ecrite(email: str) -> str:
    """An e-mail in its one writing: an accented domain may be typed composed or not, and is the same [ACC-03]."""
    return unicodedata.normalize("NFC", email.strip())


def raisons_email(*, pris: bool) -> list[Raison]:
    """Refuse the e-mail of another person, without saying whose it is [ACC-03, ACC-25]."""
    if not pris:
        return []
    texte = "Cet e-mail est déjà utilisé dans Forprev\u00a0: chaque personne doit avoir le sien."
    return [Raison("email_pris", texte, "email")]


def raisons_meme_email(actuel: str, nouveau: str) -> list[Raison]:
    """Refuse to change an e-mail for itself; another letter case is a change."""
    return [Raison("email_identique", "C’est déjà votre e-mail.", "email")] if actuel == nouveau else []


HORS_CAISSE = "hors-caisse"


def raisons_caisse(*, choisie: bool) -> list[Raison]:
    """A formateur belongs to a caisse, or says that the INRS stands for it [ACC-06, ACC-27]."""
    if choisie:
        return []
    return [Raison("caisse_absente", "Choisissez votre caisse de rattachement.", "caisse")]


def indices_concordent(*, email: str, numero: str, email_saisi: str, numero_saisi: str) -> bool:
    """Whether the typed e-mail or number agrees in part with a person's: what a near match needs to be shown [ACC-23].

    An e-mail agrees when its part before the @ is the same, or when one letter differs in all; a number when its five
    digits are the same, or when one character differs.
    """
    return _emails_concordent(email.casefold(), email_saisi.strip().casefold()) or _numeros_concordent(
        numero, numero_saisi.strip().upper()
    )


def _emails_concordent(connu: str, saisi: str) -> bool:
    if "@" not in saisi:
        return False
    return connu.partition("@")[0] == saisi.partition("@")[0] or une_faute(connu, saisi)


def _numeros_concordent(connu: str, saisi: str) -> bool:
    return est_numero(saisi) and (connu[3:] == saisi[3:] or une_faute(connu, saisi))


MOTS_COURANTS = frozenset(
    [
        *("123456", "12345678", "abcdef", "abcdefgh", "azerty", "azertyuiop", "qwerty", "qwertyuiop", "bonjour"),
        *("soleil", "doudou", "chouchou", "password", "motdepasse", "mdp", "forprev", "prevention", "formation"),
        *("formateur", "securite", "sst", "prap", "inrs", "carsat", "cramif"),
    ]
)
LONGUEUR_PROPRE = 8


def raisons_mot_de_passe(mot_de_passe: str, triplet: Triplet, *, email: str, numero: str) -> list[Raison]:
    """Refuse a password of which fewer than 8 characters are neither the person's data nor common words [ACC-26]."""
    texte = "".join(c for c in unicodedata.normalize("NFKD", mot_de_passe.casefold()) if not unicodedata.combining(c))
    personnels = _morceaux(triplet, email, numero)
    reste, vus = cle(texte), set()
    signes = sum(not lettre.isalnum() for lettre in texte)
    for morceau in sorted(personnels | MOTS_COURANTS, key=lambda mot: (-len(mot), mot)):
        if morceau in reste:
            reste = reste.replace(morceau, "")
            vus.add(morceau)
    if not vus or len(reste) + signes >= LONGUEUR_PROPRE:
        return []
    if vus & personnels:
        texte = "Ce mot de passe est fait de vos nom, prénom, e-mail, N°\u00a0Forprev ou date de naissance."
        return [Raison("mot_de_passe_personnel", texte, "mot_de_passe")]
    return [Raison("mot_de_passe_courant", "Ce mot de passe est trop courant.", "mot_de_passe")]


def _morceaux(triplet: Triplet, email: str, numero: str) -> frozenset[str]:
    """The person's data as one types them in a password, three characters at least."""
    jour = triplet.date_naissance
    textes = [triplet.nom, triplet.prenom, email.rpartition("@")[0], email.rpartition("@")[2]]
    mots = [mot for texte in textes for mot in [texte, *re.split(r"[\W_]+", texte)]]
    dates = [f"{jour:{forme}}" for forme in ("%d%m%Y", "%d%m%y", "%Y%m%d", "%y%m%d", "%Y", "%d%m")]
    candidats = {cle(mot) for mot in [*mots, *dates, numero, numero[:3], numero[3:]]}
    return frozenset(mot for mot in candidats if len(mot) >= 3)


def raisons_retrait_du_moyen(*, reseau: bool, autres: int) -> list[Raison]:
    """Refuse to remove the last second factor of whoever has a role in the réseau; `autres` would remain [ACC-15]."""
    if autres or not reseau:
        return []
    texte = (
        "Vos profils du réseau demandent une double authentification\u00a0: "
        "ajoutez un autre moyen, puis retirez celui-ci."
    )
    return [Raison("dernier_moyen", texte)]
