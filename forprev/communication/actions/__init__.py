"""Tell people what happened, send their links, keep their preferences."""

from forprev.communication.actions.annonces import annoncer
from forprev.communication.actions.mots_de_passe import (
    TACHE_LIEN,
    demander_lien_mot_de_passe,
    envoyer_lien_mot_de_passe,
)
from forprev.communication.actions.preferences import choisir_preferences
from forprev.communication.actions.premieres_connexions import faire_premiere_connexion

__all__ = [
    "TACHE_LIEN",
    "annoncer",
    "choisir_preferences",
    "demander_lien_mot_de_passe",
    "envoyer_lien_mot_de_passe",
    "faire_premiere_connexion",
]
