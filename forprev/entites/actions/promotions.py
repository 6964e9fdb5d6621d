"""The demandeur of an entity runs it once it is habilitated [DEM-13]."""

from datetime import date

from django.db import transaction

from forprev.entites.models import Entite, Membre


@transaction.atomic
def promouvoir_demandeurs(*, entite: Entite, le: date) -> list[Membre]:
    """Make gestionnaires of the demandeurs of `entite`; those who became so are returned, none the second time."""
    demandeurs = Membre.objects.select_for_update().filter(entite=entite, role=Membre.Role.DEMANDEUR).order_by("pk")
    promus = list(demandeurs)
    for membre in promus:
        membre.role, membre.depuis = Membre.Role.GESTIONNAIRE, le
        membre.save(update_fields=["role", "depuis"])
    return promus
