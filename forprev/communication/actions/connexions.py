"""Tell people that somebody signed in as them."""

from datetime import datetime

from django.db import transaction

from forprev.communication.actions.annonces import annoncer
from forprev.communication.notifications.connexions import ConnexionReseau
from forprev.communication.notifications.evenement import Destinataire
from forprev.comptes.models import Personne, RoleReseau


@transaction.atomic
def annoncer_connexion(*, personne: Personne, appareil: str, le: datetime) -> None:
    """Tell whoever has a role in the réseau of each new sign-in; nobody else is told."""
    if RoleReseau.objects.filter(personne=personne).exists():
        annoncer(ConnexionReseau(personne.numero, appareil, le), [Destinataire(personne.pk)], le=le)
