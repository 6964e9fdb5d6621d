"""People, their numbers, their roles in the réseau, and who acts."""

from forprev.comptes.models.acteur import Acteur
from forprev.comptes.models.attentes import ChangementEmail, Inscription
from forprev.comptes.models.doublons import Doublon
from forprev.comptes.models.personnes import AutreNumero, NumeroAttribue, Personne, PersonneQuerySet
from forprev.comptes.models.reseau import RoleReseau

__all__ = [
    "Acteur",
    "AutreNumero",
    "ChangementEmail",
    "Doublon",
    "Inscription",
    "NumeroAttribue",
    "Personne",
    "PersonneQuerySet",
    "RoleReseau",
]
