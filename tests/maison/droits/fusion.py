"""Merge of two numbers, *Doublons*."""

from forprev.comptes.actions.personnes import signaler_doublon
from tests.fabriques.comptes import PersonneFactory
from tests.fabriques.jour import INSTANT
from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
fusion                                       302  403  403  403  403  403  403  200  200  403
doublons                                     302  403  403  403  403  403  403  200  200  403
doublon_distinction                          302  403  403  403  403  403  403  200  200  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = set()
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = {"doublons", "doublon_distinction"}
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {"doublon_distinction"}
CLES: Cles = {"doublon_distinction": {"pk": de("doublons")}}


def peupler(monde: Monde) -> None:
    """A pair to look at."""
    doublon = signaler_doublon(connue=PersonneFactory(), nouvelle=PersonneFactory(), origine="essai", le=INSTANT)
    monde.objets["doublons"] = {"": doublon}
