"""*Utilisateurs*: the people of an entity.

Owners: `sien` is a délégataire of the gestionnaire's entity; `etranger` one of another entity.
"""

from typing import Any

from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from tests import fabriques as f
from tests.maison.monde import Cles, Monde, de

_MEMBRE: dict[str, Any] = {"pk": de("membres")}
_DELEGATION: dict[str, Any] = _MEMBRE | {"delegation_id": de("delegations")}
_BROUILLON: dict[str, Any] = {"cle": lambda *_: "7d0c5a3e-2f43-4f0e-9a57-3a1d6f0c9b11"}

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
utilisateurs                                 302  200  403  403  403  403  403  403  403  403
utilisateur_nouveau                          302  200  403  403  403  403  403  403  403  403
utilisateur_nouveau_informations             302  200  403  403  403  403  403  403  403  403
utilisateur_nouveau_role                     302  302  403  403  403  403  403  403  403  403
utilisateur_nouveau_habilitations            302  302  403  403  403  403  403  403  403  403
utilisateur                       sien       302  200  403  403  403  403  403  403  403  403
utilisateur                       etranger   302  404  403  403  403  403  403  403  403  403
utilisateur_description           sien       302  200  403  403  403  403  403  403  403  403
utilisateur_description           etranger   302  404  403  403  403  403  403  403  403  403
utilisateur_habilitations         sien       302  200  403  403  403  403  403  403  403  403
utilisateur_habilitations         etranger   302  404  403  403  403  403  403  403  403  403
utilisateur_detacher              sien       302  200  403  403  403  403  403  403  403  403
utilisateur_detacher              etranger   302  404  403  403  403  403  403  403  403  403
utilisateur_role                  sien       302  200  403  403  403  403  403  403  403  403
utilisateur_role                  etranger   302  404  403  403  403  403  403  403  403  403
utilisateur_retirer               sien       302  200  403  403  403  403  403  403  403  403
utilisateur_retirer               etranger   302  404  403  403  403  403  403  403  403  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = set()
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner: a draft lives in one web session alone.
SANS_PROPRIETAIRE: set[str] = {
    "utilisateur_nouveau_habilitations",
    "utilisateur_nouveau_informations",
    "utilisateur_nouveau_role",
}
CLES: Cles = {
    "utilisateur_nouveau_informations": _BROUILLON,
    "utilisateur_nouveau_role": _BROUILLON,
    "utilisateur_nouveau_habilitations": _BROUILLON,
    "utilisateur": _MEMBRE,
    "utilisateur_description": _MEMBRE,
    "utilisateur_habilitations": _MEMBRE,
    "utilisateur_detacher": _DELEGATION,
    "utilisateur_role": _MEMBRE,
    "utilisateur_retirer": _MEMBRE,
}


def peupler(monde: Monde) -> None:
    """A délégataire of each entity, with their delegation; a second gestionnaire, so that none is the last."""
    habilitations = monde.objets["habilitations"]
    acteurs = {nom: f.delegataire(habilitation) for nom, habilitation in habilitations.items()}
    monde.objets["membres"] = {nom: Membre.objects.get(pk=acteur.membre_id) for nom, acteur in acteurs.items()}
    monde.objets["delegations"] = {
        nom: Delegation.objects.get(membre=acteur.membre_id) for nom, acteur in acteurs.items()
    }
    f.gestionnaire(habilitations["sien"].entite)
