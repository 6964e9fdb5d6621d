"""The secret by which someone without account reads the answer: mails carry a link, never the texts [NOT-08]."""

from forprev.aide.models import Ticket
from forprev.socle.signatures import cle_annoncee, est_signe, signer

_SEL = "forprev.aide.tickets"


def jeton_de_suivi(ticket: Ticket) -> str:
    return signer(_SEL, ticket.pk, ticket.email)


def ticket_suivi(jeton: str) -> Ticket | None:
    """The ticket of a link, or None when it is false."""
    ticket = Ticket.objects.filter(pk=cle_annoncee(jeton)).first()
    return ticket if ticket and est_signe(jeton, _SEL, ticket.pk, ticket.email) else None
