"""What a person has been told."""

from forprev.communication.models import Notification, NotificationQuerySet, Preference
from forprev.communication.rules import Choix


def lignes_recues(*, personne_id: int, profil_code: str = "") -> NotificationQuerySet:
    """The lines of a person, latest first; of one profile and of none in particular when `profil_code` is given."""
    lignes = Notification.objects.de(personne_id)
    return lignes.filter(profil__in=[profil_code, ""]) if profil_code else lignes


def nombre_non_lues(*, personne_id: int) -> int:
    return Notification.objects.de(personne_id).non_lues().count()


def choix_de(*, personne_id: int) -> Choix:
    """What the person wants by e-mail: what they chose, else the defaults [NOT-10]."""
    preference = Preference.objects.filter(personne_id=personne_id).first()
    return preference.choix if preference else Choix()
