"""What people are told about tickets: references and links, never what was written [NOT-08]."""

from abc import ABC
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from forprev.aide.jetons import jeton_de_suivi
from forprev.aide.models import MessageTicket, Ticket
from forprev.communication.actions import annoncer
from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import RoleReseau
from forprev.comptes.states import Profil

POURQUOI = (
    "Vous recevez ce message parce que cette adresse a été indiquée dans un message à l’assistance de Forprev. Si ce "
    "n’était pas vous, ignorez-le\u00a0: il n’y en aura pas d’autre."
)


@dataclass(frozen=True)
class _EvenementDeTicket(Evenement, ABC):
    """An event about one turn of a thread. `jeton` is the secret of who has no account: it is in the mail alone."""

    numero: int
    tour: int
    jeton: str = ""

    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Lire mon message et les réponses"

    def cle(self) -> str:
        return f"{self.numero}-{self.tour}"

    def lien(self) -> str:
        return "" if self.jeton else f"/aide/contact/{self.numero}/"

    def lien_courriel(self) -> str:
        return f"/aide/contact/suivi/{self.jeton}/" if self.jeton else ""


@dataclass(frozen=True)
class ContactRecu(_EvenementDeTicket):
    code: ClassVar[str] = "contact_recu"

    def sujet(self) -> str:
        return f"Votre message n°\u00a0{self.numero} à l’assistance"

    def texte(self) -> list[str]:
        return [
            f"L’assistance de Forprev a bien reçu votre message n°\u00a0{self.numero}.",
            "Vous serez prévenu de la réponse. D’ici là, vous pouvez relire votre message et le compléter.",
        ]


@dataclass(frozen=True)
class ContactRepondu(_EvenementDeTicket):
    code: ClassVar[str] = "contact_repondu"
    libelle_lien: ClassVar[str] = "Lire la réponse"

    def sujet(self) -> str:
        return f"L’assistance a répondu à votre message n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [
            f"L’assistance de Forprev a répondu à votre message n°\u00a0{self.numero}.",
            "La réponse se lit dans Forprev. Si elle ne suffit pas, vous pouvez écrire à la suite.",
        ]


class _SansCompte(_EvenementDeTicket, ABC):
    """The same told to an address without preferences: it says why it came [NOT-06]."""

    categorie = Categorie.COMPTE

    def texte(self) -> list[str]:
        return [*super().texte(), POURQUOI]  # type: ignore[safe-super]


class ContactRecuSansCompte(_SansCompte, ContactRecu):
    pass


class ContactReponduSansCompte(_SansCompte, ContactRepondu):
    pass


class ContactATraiter(_EvenementDeTicket):
    """To the assistance: a new message, or one more turn."""

    code = "contact_a_traiter"
    libelle_lien = "Ouvrir le message"

    def sujet(self) -> str:
        return f"Message n°\u00a0{self.numero} à traiter"

    def texte(self) -> list[str]:
        return [f"Le message n°\u00a0{self.numero} attend une réponse de l’assistance."]

    def lien(self) -> str:
        return f"/contacts/{self.numero}/"


@dataclass(frozen=True)
class CompteContesteATraiter(_EvenementDeTicket):
    """[ACC-20] to the assistance."""

    compte: str = ""
    code: ClassVar[str] = "compte_conteste_a_traiter"
    libelle_lien: ClassVar[str] = "Ouvrir le ticket"

    def sujet(self) -> str:
        return f"Compte {self.compte} contesté"

    def texte(self) -> list[str]:
        return [
            f"La personne qui a reçu l’e-mail de création du compte {self.compte} a répondu «\u202fCe n’est pas "
            "moi\u202f». Le compte est gelé.",
            f"Le ticket n°\u00a0{self.numero} est ouvert\u00a0: voyez avec la personne qui a ouvert ce compte "
            "à qui il est destiné, corrigez l’e-mail, puis rétablissez le compte.",
        ]

    def lien(self) -> str:
        return f"/contacts/{self.numero}/"


def accuser_reception(ticket: Ticket, tour: MessageTicket, *, le: datetime) -> None:
    """The acknowledgement, to whoever wrote [AID-04]."""
    _dire(ticket, ContactRecu(ticket.pk, tour.pk), ContactRecuSansCompte, le=le)


def prevenir_de_la_reponse(ticket: Ticket, tour: MessageTicket, *, le: datetime) -> None:
    """The answer, to whoever wrote [AID-04]."""
    _dire(ticket, ContactRepondu(ticket.pk, tour.pk), ContactReponduSansCompte, le=le)


def _dire(ticket: Ticket, evenement: _EvenementDeTicket, sans_compte: type[_SansCompte], *, le: datetime) -> None:
    """In the application to a person, with the mail that they want; by a link to an address that is not theirs."""
    personne = ticket.personne
    if personne:
        annoncer(evenement, [Destinataire(personne.pk, ticket.profil)], le=le)
    if personne is None or personne.email.casefold() != ticket.email.casefold():
        ecrire_a_une_adresse(sans_compte(ticket.pk, evenement.tour, jeton_de_suivi(ticket)), ticket.email, le=le)


def prevenir_l_assistance(evenement: Evenement, *, le: datetime) -> None:
    annoncer(evenement, agents(), le=le)


def agents() -> Iterable[Destinataire]:
    """Everyone of the assistance, under that profile."""
    roles = RoleReseau.objects.filter(nature=Profil.ASSISTANCE.value).order_by("pk")
    return [Destinataire(pk, Profil.ASSISTANCE.value) for pk in roles.values_list("personne_id", flat=True)]
