"""*Comptes*: the assistance and people."""

from tests.fabriques.comptes import RoleReseauFactory
from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
comptes                                      302  403  403  403  403  403  403  200  200  403
comptes_export                               302  403  403  403  403  403  403  200  200  403
compte_nouveau                               302  403  403  403  403  403  403  200  403  403
compte                                       302  403  403  403  403  403  403  200  200  403
compte_lien                                  302  403  403  403  403  403  403  200  200  403
compte_debloquer                             302  403  403  403  403  403  403  200  200  403
compte_connexions                            302  403  403  403  403  403  403  200  200  403
compte_retablir                              302  403  403  403  403  403  403  200  200  403
compte_second_facteur                        302  403  403  403  403  403  403  200  200  403
compte_email                                 302  403  403  403  403  403  403  200  200  403
compte_role_nouveau                          302  403  403  403  403  403  403  200  403  403
compte_role_fin                              302  403  403  403  403  403  403  200  403  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = set()
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = {"comptes", "comptes_export", "compte"}
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {
    "compte",
    "compte_connexions",
    "compte_debloquer",
    "compte_email",
    "compte_lien",
    "compte_retablir",
    "compte_role_fin",
    "compte_role_nouveau",
    "compte_second_facteur",
}
_COMPTE = {"numero": de("comptes", "numero")}
CLES: Cles = {
    **dict.fromkeys(SANS_PROPRIETAIRE, _COMPTE),
    "compte_role_fin": _COMPTE | {"role_id": de("roles")},
}


def peupler(monde: Monde) -> None:
    """Somebody of the réseau, whom the réseau looks after."""
    role = RoleReseauFactory(nature="assistance")
    monde.objets |= {"comptes": {"": role.personne}, "roles": {"": role}}
