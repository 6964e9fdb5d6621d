"""The secrets of mailed links that are kept as hashes: whoever reads the base cannot follow them."""

import hashlib
import secrets


def tirer_secret() -> str:
    """A secret for a link: 256 bits, written so that a mail does not break it."""
    return secrets.token_urlsafe(32)


def empreinte(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
