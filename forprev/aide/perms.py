"""Who reads and answers tickets."""

from forprev.aide.models import Ticket, TicketQuerySet
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil


def visibles_par(acteur: Acteur) -> TicketQuerySet:
    """All for the assistance, none for the others: a person reads their own by `Ticket.objects.de`."""
    return Ticket.objects.all() if acteur.profil == Profil.ASSISTANCE else Ticket.objects.none()
