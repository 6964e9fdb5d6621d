"""What an event is, and those about accounts. Each app describes its own in its `notifications`, as subclasses."""

from forprev.communication.notifications.comptes import CompteCree, chemin_de_contestation
from forprev.communication.notifications.evenement import Destinataire, Evenement, SecondLien
from forprev.communication.notifications.mots_de_passe import LienMotDePasse, chemin_du_jeton

__all__ = [
    "CompteCree",
    "Destinataire",
    "Evenement",
    "LienMotDePasse",
    "SecondLien",
    "chemin_de_contestation",
    "chemin_du_jeton",
]
