"""Screens of the réseau: agenda, reference data."""

from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
agenda                                       302  403  403  403  403  200  403  200  403  403
agenda_fichier                               302  403  403  403  403  200  403  200  403  403
referentiel                                  302  403  403  403  403  403  403  200  403  403
referentiel_modeles                          302  403  403  403  403  403  403  200  403  403
referentiel_modele                           302  403  403  403  403  403  403  200  403  403
referentiel_modele_modifier                  302  403  403  403  403  403  403  200  403  403
referentiel_modele_arret                     302  403  403  403  403  403  403  200  403  403
referentiel_delais                           302  403  403  403  403  403  403  200  403  403
referentiel_delai                            302  403  403  403  403  403  403  200  403  403
referentiel_valeur_retrait                   302  403  403  403  403  403  403  302  403  403
referentiel_texte                            302  403  403  403  403  403  403  200  403  403
referentiel_signataires                      302  403  403  403  403  403  403  200  403  403
referentiel_signataire_nouveau               302  403  403  403  403  403  403  200  403  403
referentiel_signataire_fin                   302  403  403  403  403  403  403  200  403  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {"referentiel_valeur_retrait"}
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {
    "referentiel_delai",
    "referentiel_modele",
    "referentiel_modele_arret",
    "referentiel_modele_modifier",
    "referentiel_signataire_fin",
    "referentiel_texte",
    "referentiel_valeur_retrait",
}
CLES: Cles = {
    "referentiel_modele": {"pk": de("modeles")},
    "referentiel_modele_modifier": {"pk": de("modeles")},
    "referentiel_modele_arret": {"pk": de("modeles")},
    "referentiel_delai": {"code": lambda *_: "journal_conservation"},
    "referentiel_texte": {"code": lambda *_: "accessibilite"},
    "referentiel_valeur_retrait": {"pk": de("valeurs")},
    "referentiel_signataire_fin": {"pk": de("signataires")},
}


def peupler(monde: Monde) -> None:
    """Nothing more than the common world."""
