"""The assistance answers, closes, reopens."""

from datetime import datetime

from django.db import transaction

from forprev.aide.models import MessageTicket, Ticket
from forprev.aide.notifications import prevenir_de_la_reponse
from forprev.aide.perms import visibles_par
from forprev.aide.rules import raisons_etat, raisons_texte, raisons_version
from forprev.aide.states import TABLE, Action, Cote, EtatTicket
from forprev.comptes.models import Acteur
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger


@transaction.atomic
def repondre(
    *, par: Acteur, ticket_id: int, version: int, texte: str, le: datetime, clore_ensuite: bool = False
) -> Ticket:
    """Answer whoever wrote, who is told; then close when asked [AID-04].

    Raises Ticket.DoesNotExist when `par` may not see it, Refus on an empty text, on a closed ticket, or when somebody
    else of the assistance acted since `version` was read.
    """
    ticket = _verrouiller(par, ticket_id)
    exiger(raisons_texte(texte))
    _exiger_possible(ticket, Action.REPONDRE, version)
    TABLE.appliquer(ticket, Action.REPONDRE)
    ticket.repondu_le = le
    tour = MessageTicket.objects.create(
        ticket=ticket, cote=Cote.ASSISTANCE, auteur=par.personne, texte=texte.strip(), le=le
    )
    _garder(ticket, par)
    journaliser(par=par, verbe="aide.repondre", objet=ticket, le=le)
    prevenir_de_la_reponse(ticket, tour, le=le)
    return clore(par=par, ticket_id=ticket.pk, version=ticket.version, le=le) if clore_ensuite else ticket


@transaction.atomic
def clore(*, par: Acteur, ticket_id: int, version: int, le: datetime) -> Ticket:
    """Nothing more is to be done; who wrote may still write again, which reopens. Raises as `repondre`."""
    ticket = _verrouiller(par, ticket_id)
    _exiger_possible(ticket, Action.CLORE, version)
    TABLE.appliquer(ticket, Action.CLORE)
    ticket.clos_le = le
    _garder(ticket, par)
    journaliser(par=par, verbe="aide.clore", objet=ticket, le=le)
    return ticket


@transaction.atomic
def rouvrir(*, par: Acteur, ticket_id: int, version: int, le: datetime) -> Ticket:
    """Closed too early. Raises as `repondre`."""
    ticket = _verrouiller(par, ticket_id)
    _exiger_possible(ticket, Action.ROUVRIR, version)
    TABLE.appliquer(ticket, Action.ROUVRIR)
    ticket.clos_le, ticket.attend_depuis = None, le
    _garder(ticket, par)
    journaliser(par=par, verbe="aide.rouvrir", objet=ticket, le=le)
    return ticket


def _verrouiller(par: Acteur, ticket_id: int) -> Ticket:
    ticket: Ticket = visibles_par(par).select_for_update(of=("self",)).get(pk=ticket_id)
    return ticket


def _exiger_possible(ticket: Ticket, action: Action, version: int) -> None:
    """Somebody else's act is said before what it made impossible."""
    exiger(raisons_version(version, ticket.version, par=_dernier(ticket)))
    exiger(raisons_etat(EtatTicket(ticket.etat), action))


def _dernier(ticket: Ticket) -> str:
    """Who made the present version: an agent, or the person who wrote again."""
    dernier = ticket.fil.order_by("-le", "-pk").first()
    if ticket.etat == EtatTicket.OUVERT and dernier and dernier.cote == Cote.PERSONNE:
        return "La personne"
    return ticket.dernier_agent.nom_complet if ticket.dernier_agent else "Quelqu’un"


def _garder(ticket: Ticket, par: Acteur) -> None:
    ticket.version += 1
    ticket.dernier_agent = par.personne
    ticket.save()
