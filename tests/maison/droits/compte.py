"""Opening an account, first sign-in, *Mon profil*."""

from tests.maison.monde import Cles, Monde

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
inscription_confirmation                     404  404  404  404  404  404  404  404  404  404
confirmation_email                           404  404  404  404  404  404  404  404  404  404
premiere_connexion                           302  302  302  302  302  302  302  302  302  302
mon_profil_notifications                     302  200  200  200  200  200  200  200  200  200
mon_profil_email                             302  200  200  200  200  200  200  200  200  200
mon_profil_email_annuler                     302  302  302  302  302  302  302  302  302  302
entite_creer                                 302  302  302  302  302  302  302  302  302  302
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {"mon_profil_email_annuler", "entite_creer"}
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {"inscription_confirmation", "confirmation_email"}
CLES: Cles = {
    "inscription_confirmation": {"token": lambda *_: "lien-invente"},
    "confirmation_email": {"token": lambda *_: "lien-invente"},
}


def peupler(monde: Monde) -> None:
    """Nothing more than the common world."""
