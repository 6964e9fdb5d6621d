"""The permission matrix: profile × address × owner → status of a GET (of a POST where an address only receives forms).

One module an area. An address that has no line makes `test_matrice` fail. 302 leads a visitor to sign-in, others to
another page; 403: not for that profile; 404: not theirs, or not in that state; 409: the session has left the trainer's
hands; 422: the form is refused and shown again.
"""

from tests.maison.droits import (
    aide,
    certification,
    commun,
    compte,
    comptes,
    demandes,
    donnees,
    fusion,
    reseau,
    securite,
    utilisateurs,
)
from tests.maison.monde import Cles, Monde, batir_le_commun

PROFILS = [
    *("visiteur", "gestionnaire", "delegataire", "demandeur", "formateur", "instructeur"),
    *("commission", "inrs", "assistance", "sans-profil"),
]
MODULES = [commun, compte, securite, donnees, certification, utilisateurs, demandes, reseau, comptes, fusion, aide]
MATRICE = "".join(module.MATRICE.lstrip() for module in MODULES)
ENVOIS = {nom for module in MODULES for nom in module.ENVOIS}
ECRIVENT_EN_LISANT = {nom for module in MODULES for nom in module.ECRIVENT_EN_LISANT}
SANS_PROPRIETAIRE = {nom for module in MODULES for nom in module.SANS_PROPRIETAIRE}
CLES: Cles = {nom: cles for module in MODULES for nom, cles in module.CLES.items()}


def batir() -> Monde:
    """Everything that the lines of the matrix name."""
    monde = batir_le_commun()
    for module in MODULES:
        module.peupler(monde)
    return monde


def cles(monde: Monde, nom: str, proprietaire: str) -> dict[str, object]:
    """The arguments of the address `nom` for an object of that owner."""
    return {cle: valeur(monde, proprietaire) for cle, valeur in CLES.get(nom, {}).items()}
