"""Opening an account, first sign-in, *Mon profil*."""

from tests.maison.monde import Cles, Monde

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
premiere_connexion                           302  302  302  302  302  302  302  302  302  302
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = set()
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = set()
CLES: Cles = {}


def peupler(monde: Monde) -> None:
    """Nothing more than the common world."""
