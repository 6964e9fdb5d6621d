"""Open a ticket, write again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from forprev.aide.models import MessageTicket, Ticket
from forprev.aide.notifications import ContactATraiter, accuser_reception, prevenir_l_assistance
from forprev.aide.rules import raisons_texte
from forprev.aide.states import TABLE, Action, Cote, Origine
from forprev.comptes.models import Acteur, Personne
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger

# A full name: two names of 100 characters, a space, and capitals that may be longer than what they stand for.
LONGUEUR_NOM = 200


@dataclass(frozen=True, slots=True)
class Message:
    """What the contact form holds. `page`: where it was opened from, without secret nor query."""

    nom: str
    email: str
    objet: str
    texte: str
    page: str = ""


@transaction.atomic
def ecrire_a_l_assistance(*, par: Acteur | None, message: Message, le: datetime) -> Ticket:
    """A message becomes a ticket; who wrote gets an acknowledgement, the assistance is told [AID-04].

    `par=None`: a visitor. The same message sent twice in a day is one ticket. Raises Refus on an empty text.
    """
    exiger(raisons_texte(message.texte))
    ticket, nouveau = ouvrir_ticket(
        par=par, origine=Origine.CONTACT, cle=_cle(par, message, le), message=message, le=le
    )
    if nouveau:
        tour = ticket.fil.get()
        accuser_reception(ticket, tour, le=le)
        prevenir_l_assistance(ContactATraiter(ticket.pk, tour.pk), le=le)
    return ticket


@transaction.atomic
def ouvrir_ticket(
    *,
    par: Acteur | None,
    origine: Origine,
    cle: str,
    message: Message,
    le: datetime,
    concerne: Personne | None = None,
) -> tuple[Ticket, bool]:
    """The ticket of this fact, and whether it is new; nobody is told: that is the caller's part."""
    ticket, nouveau = Ticket.objects.get_or_create(
        cle=cle,
        defaults={
            "origine": origine,
            "personne": par.personne if par else None,
            "profil": par.code if par else "",
            "nom": message.nom[:LONGUEUR_NOM],
            "email": message.email,
            "concerne": concerne,
            "objet": message.objet,
            "page": message.page,
            "ouvert_le": le,
            "attend_depuis": le,
        },
    )
    if nouveau:
        _ajouter(ticket, par, message.texte, le=le)
        journaliser(par=par, verbe="aide.ouvrir", objet=ticket, le=le, origine=origine)
    return ticket, nouveau


@transaction.atomic
def relancer(*, par: Acteur | None, ticket_id: int, texte: str, le: datetime) -> Ticket:
    """Who wrote writes again: the ticket waits for the assistance, closed ones included [AID-04].

    The caller has checked that the ticket is theirs. The same text twice in a row is one turn. Raises Refus on an empty
    text.
    """
    exiger(raisons_texte(texte))
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket_id)
    dernier = ticket.fil.order_by("-le", "-pk").first()
    if dernier and dernier.cote == Cote.PERSONNE and dernier.texte == texte.strip():
        return ticket
    attendait = TABLE.trouver(Action.RELANCER, ticket.etat).vers == ticket.etat
    TABLE.appliquer(ticket, Action.RELANCER)
    ticket.attend_depuis = ticket.attend_depuis if attendait else le
    ticket.clos_le = None
    ticket.version += 1
    ticket.save()
    tour = _ajouter(ticket, par, texte, le=le)
    journaliser(par=par, verbe="aide.relancer", objet=ticket, le=le)
    prevenir_l_assistance(ContactATraiter(ticket.pk, tour.pk), le=le)
    return ticket


def _ajouter(ticket: Ticket, par: Acteur | None, texte: str, *, le: datetime) -> MessageTicket:
    auteur = par.personne if par else None
    return MessageTicket.objects.create(ticket=ticket, cote=Cote.PERSONNE, auteur=auteur, texte=texte.strip(), le=le)


def _cle(par: Acteur | None, message: Message, le: datetime) -> str:
    """The same words, by the same person, on the same day: a second click, not a second message."""
    qui = str(par.personne_id) if par else message.email.casefold()
    contenu = "\n".join([qui, message.objet, message.texte.strip(), clock.jour(le).isoformat()])
    return f"contact:{hashlib.sha256(contenu.encode()).hexdigest()}"
