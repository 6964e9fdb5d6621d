"""What wrong tries are counted under, and those written so far [ACC-16].

The journal is the counter. What was typed is never in it: a line carries the keyed hash of the identifier, of the
address, or of the person whose code is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from forprev.comptes.deadlines import ECHECS_ADRESSE, ECHECS_IDENTIFIANT, Echec, fin_d_attente
from forprev.comptes.models import Personne
from forprev.socle.models import EntreeJournal

ECHEC = "comptes.echec_de_connexion"
LEVEE = "comptes.lever_attentes"
_SEL = "forprev.comptes.essais"
# What the column of the journal holds of a hash.
_LONGUEUR = 40


@dataclass(frozen=True, slots=True)
class Cle:
    """What failures are counted under: an identifier as typed, an address, the codes of a person."""

    nature: str
    valeur: str
    seuil: int

    @property
    def empreinte(self) -> str:
        texte = f"{self.nature}:{self.valeur}"
        return salted_hmac(_SEL, texte, algorithm="sha256").hexdigest()[:_LONGUEUR]

    @property
    def verrou(self) -> int:
        """The number of the lock that makes simultaneous tries wait for one another."""
        return int.from_bytes(bytes.fromhex(self.empreinte[:16]), signed=True)


def cle_identifiant(identifiant: str) -> Cle:
    """In any letter case, as people are found [ACC-02]."""
    return Cle("comptes.Identifiant", identifiant.strip().upper(), ECHECS_IDENTIFIANT)


def cle_adresse(adresse: str) -> Cle:
    return Cle("comptes.Adresse", adresse, ECHECS_ADRESSE)


def cle_code(personne: Personne) -> Cle:
    """Codes are counted apart: a right password, which whoever tries codes has, must not clear them."""
    return Cle("comptes.Code", str(personne.pk), ECHECS_IDENTIFIANT)


def cles_identifiants(personne: Personne) -> list[Cle]:
    """Everything the person signs in with, numbers that a merge gave them included [ACC-14]."""
    numeros = personne.autres_numeros.values_list("numero", flat=True)
    return [cle_identifiant(texte) for texte in [personne.numero, personne.email, *numeros]]


def echecs(cle: Cle) -> list[Echec]:
    """The last failures of the key since it was cleared, latest first, as many as the rule needs to know."""
    lignes = EntreeJournal.objects.filter(objet_type=cle.nature, objet_id=cle.empreinte).order_by("-id")
    trouves = []
    for verbe, instant, details in lignes.values_list("verbe", "le", "details")[: cle.seuil]:
        if verbe != ECHEC:
            break
        trouves.append(Echec(instant, timedelta(minutes=details["attente"])))
    return trouves


def attente_de(personne: Personne, *, le: datetime) -> datetime | None:
    """Until when the person waits before trying again one of their identifiers or a code; None: they may try."""
    cles = [*cles_identifiants(personne), cle_code(personne)]
    return derniere(fin_d_attente(echecs(cle), le=le) for cle in cles)


def derniere(fins: Iterable[datetime | None]) -> datetime | None:
    """The latest of those ends of waits that there are."""
    return max((fin for fin in fins if fin), default=None)
