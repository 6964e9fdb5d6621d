"""Password, second factor, web sessions of a person."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tests.fabriques import PersonneFactory
from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
mfa_authenticate                             302  302  302  302  302  302  302  302  302  302
mon_profil_mot_de_passe                      302  200  200  200  200  200  200  200  200  200
mon_profil_confirmation                      302  200  200  200  200  200  200  200  200  200
mon_profil_connexions                        302  200  200  200  200  200  200  200  200  200
mon_profil_connexion_fermer       etrangere  302  404  404  404  404  404  404  404  404  404
second_facteur                               302  200  200  200  200  200  200  200  200  200
second_facteur_preuve                        302  302  302  302  302  302  302  302  302  302
second_facteur_application                   302  302  302  302  302  302  302  302  302  302
second_facteur_cle                           302  302  302  302  302  302  302  302  302  302
second_facteur_retirer            etranger   302  302  302  302  302  302  302  302  302  302
second_facteur_codes                         302  302  302  302  302  302  302  302  302  302
second_facteur_codes_fichier                 302  404  404  404  404  404  404  404  404  404
second_facteur_codes_nouveaux                302  302  302  302  302  302  302  302  302  302
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {"mon_profil_connexion_fermer"}
# Reading that keeps a trace of itself: the challenge that a key of the device will sign, in the web session.
ECRIVENT_EN_LISANT: set[str] = {"mfa_authenticate", "second_facteur_cle", "second_facteur_preuve"}
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = set()
CLES: Cles = {
    "mon_profil_connexion_fermer": {"pk": de("connexions")},
    "second_facteur_retirer": {"pk": de("moyens")},
}


def peupler(monde: Monde) -> None:
    """Of somebody else: an open web session, an application. One's own password is asked again before the latter."""
    autre = PersonneFactory()
    monde.objets["connexions"] = {"etrangere": UserSession.objects.create(user=autre, ip="192.0.2.1", session_key="x")}
    monde.objets["moyens"] = {"etranger": Authenticator.objects.create(user=autre, type="totp", data={"secret": "x"})}
