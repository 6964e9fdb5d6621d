"""Secrets that must be read again, kept encrypted: those of second factors [ACC-15]."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_SEL = "forprev.comptes.coffre"


def chiffrer(texte: str, *, le: datetime | None = None) -> str:
    """Encrypted under the first key of the settings; `le` dates it, for `dechiffrer_recent`."""
    if le is None:
        return _coffre().encrypt(texte.encode()).decode()
    return _cles()[0].encrypt_at_time(texte.encode(), int(le.timestamp())).decode()


def dechiffrer(chiffre: str) -> str:
    """The text again, under whichever key of the settings; raises ValueError when none opens it."""
    try:
        return _coffre().decrypt(chiffre.encode()).decode()
    except InvalidToken as erreur:
        raise ValueError("no key of SECOND_FACTEUR_CLES opens this secret") from erreur


def dechiffrer_recent(chiffre: str, *, duree: timedelta, le: datetime) -> str | None:
    """The text of what was encrypted by this house less than `duree` ago; None otherwise."""
    for cle in _cles():
        try:
            return cle.decrypt_at_time(chiffre.encode(), int(duree.total_seconds()), int(le.timestamp())).decode()
        except InvalidToken:
            continue
    return None


def _coffre() -> MultiFernet:
    return MultiFernet(_cles())


def _cles() -> list[Fernet]:
    """From the secrets of the settings, of any length."""
    return [
        Fernet(urlsafe_b64encode(salted_hmac(_SEL, "", secret=secret, algorithm="sha256").digest()))
        for secret in settings.SECOND_FACTEUR_CLES
    ]
