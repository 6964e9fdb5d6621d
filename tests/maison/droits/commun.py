"""Public pages, the account, the demonstration."""

from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
accueil                                      200  200  200  200  200  200  200  200  200  200
mentions_legales                             200  200  200  200  200  200  200  200  200  200
donnees_personnelles                         200  200  200  200  200  200  200  200  200  200
accessibilite                                200  200  200  200  200  200  200  200  200  200
sante                                        200  200  200  200  200  200  200  200  200  200
pret                                         200  200  200  200  200  200  200  200  200  200
account_login                                200  302  302  302  302  302  302  302  302  302
account_logout                               302  200  200  200  200  200  200  200  200  200
account_signup                               200  200  200  200  200  200  200  200  200  200
account_reset_password                       200  200  200  200  200  200  200  200  200  200
reinitialisation_mot_de_passe                404  404  404  404  404  404  404  404  404  404
tableau_de_bord                              302  200  200  200  200  200  200  200  200  200
profils                                      302  200  200  200  200  200  200  200  200  200
mon_profil                                   302  200  200  200  200  200  200  200  200  200
acces                                        302  200  200  200  200  200  200  200  200  200
mon_entite                                   302  200  403  403  403  403  403  403  403  403
galerie                                      200  200  200  200  200  200  200  200  200  200
galerie_exemple                              200  200  200  200  200  200  200  200  200  200
courriels_demo                               200  200  200  200  200  200  200  200  200  200
demo_entrer                                  404  404  404  404  404  404  404  404  404  404
courriel_demo                                200  200  200  200  200  200  200  200  200  200
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {"demo_entrer"}
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {"courriel_demo", "galerie_exemple", "reinitialisation_mot_de_passe"}
CLES: Cles = {
    "reinitialisation_mot_de_passe": {"token": lambda *_: "jeton-invente"},
    "courriel_demo": {"pk": de("courriels")},
    "galerie_exemple": {"nom": lambda *_: "session"},
}


def peupler(monde: Monde) -> None:
    """Nothing more than the common world."""
