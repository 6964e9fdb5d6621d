"""Secrets of links that are kept nowhere: a key and a proof that only this site can make.

A link lives as long as what it is bound to does not change; who reads it decides when it is too old.
"""

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

LONGUEUR = 40


def signer(sel: str, cle: int, *faits: str) -> str:
    """The token of the object `cle` for the use `sel`, void once one of `faits` changes."""
    preuve = salted_hmac(sel, "\n".join([str(cle), *faits]), algorithm="sha256").hexdigest()
    return f"{int_to_base36(cle)}-{preuve[:LONGUEUR]}"


def cle_annoncee(jeton: str) -> int:
    """The key that a token claims, to be proved with `est_signe`; 0, that no object has, when it has not its shape."""
    try:
        return base36_to_int(jeton.partition("-")[0])
    except ValueError:
        return 0


def est_signe(jeton: str, sel: str, cle: int, *faits: str) -> bool:
    """Whether this very token was made for that object and those facts."""
    return constant_time_compare(jeton, signer(sel, cle, *faits))
