"""Reads of tickets, and whom to turn to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from forprev.aide.models import MessageTicket, Ticket, TicketQuerySet
from forprev.aide.perms import visibles_par
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.entites.models import Entite
from forprev.referentiel.delais import texte
from forprev.referentiel.models import Caisse


def nombre_a_traiter() -> int:
    """The counter of *Contacts*."""
    return Ticket.objects.a_traiter().count()


def tickets(acteur: Acteur, *, etat: str = "", origine: str = "") -> TicketQuerySet:
    """The list of *Contacts*, narrowed; with the names it shows, in one query."""
    lignes = visibles_par(acteur).select_related("personne", "concerne", "dernier_agent")
    if etat:
        lignes = lignes.filter(etat=etat)
    return lignes.filter(origine=origine) if origine else lignes


def fil(ticket: Ticket) -> QuerySet[MessageTicket]:
    """The turns, oldest first, with their authors."""
    return ticket.fil.select_related("auteur").order_by("le", "pk")


def siens(personne_id: int) -> TicketQuerySet:
    """What a person wrote, latest first."""
    return Ticket.objects.de(personne_id).order_by("-ouvert_le", "-pk")


@dataclass(frozen=True, slots=True)
class Assistance:
    """How to reach the assistance, from the reference data [AID-07]; empty for what the INRS has not given."""

    telephone: str
    horaires: str
    email: str


def assistance(le: date) -> Assistance:
    return Assistance(*(texte(f"assistance_{nom}", le) for nom in ("telephone", "horaires", "email")))


@dataclass(frozen=True, slots=True)
class SaCaisse:
    """The caisse of a profile: of its entity, of the trainer, or its own; none means that the INRS acts [ENT-03]."""

    titre: str
    caisse: Caisse | None


def caisse_de(acteur: Acteur) -> SaCaisse | None:
    """Whom the active profile turns to besides the assistance [AID-07]; None when it has no caisse at all."""
    if acteur.entite_id is not None:
        entite = Entite.objects.select_related("commune__departement__caisse").get(pk=acteur.entite_id)
        return SaCaisse(f"La caisse de {acteur.entite_nom}", entite.caisse)
    if acteur.profil == Profil.INSTRUCTEUR:
        return SaCaisse("Votre caisse", Caisse.objects.filter(pk=acteur.caisse_id).first())
    personne = acteur.personne
    if personne.caisse_rattachement_id or (acteur.profil == Profil.FORMATEUR and personne.hors_caisse):
        return SaCaisse("Votre caisse de rattachement", personne.caisse_rattachement)
    return None
