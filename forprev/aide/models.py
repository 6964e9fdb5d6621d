"""What people write to the assistance, and its answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from forprev.aide.states import LIBELLES, LIBELLES_ORIGINE, LIBELLES_PERSONNE, Cote, EtatTicket
from forprev.comptes.models import Personne


class TicketQuerySet(models.QuerySet["Ticket"]):
    def a_traiter(self) -> TicketQuerySet:
        """Those that wait for the assistance."""
        return self.filter(etat=EtatTicket.OUVERT)

    def de(self, personne_id: int) -> TicketQuerySet:
        """What this person wrote while signed in."""
        return self.filter(personne=personne_id)


class Ticket(models.Model):
    """A message to the assistance and what follows [AID-04].

    `personne` wrote it while signed in; without one, the answer is read by a link sent to `email`. `concerne` is the
    account that it is about, when Forprev itself opened the ticket. `cle` names the fact: told twice, it is one ticket.
    """

    etat = models.CharField("état", max_length=10, choices=LIBELLES.items(), default=EtatTicket.OUVERT)
    origine = models.CharField("origine", max_length=30, choices=LIBELLES_ORIGINE.items())
    cle = models.CharField("clé", max_length=100, unique=True)
    personne = models.ForeignKey(
        Personne, models.SET_NULL, null=True, blank=True, related_name="tickets", verbose_name="écrit par"
    )
    profil = models.CharField("profil", max_length=60, blank=True)
    nom = models.CharField("nom", max_length=200, blank=True)
    email = models.EmailField("e-mail pour la réponse", max_length=254)
    concerne = models.ForeignKey(
        Personne, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="compte concerné"
    )
    objet = models.CharField("objet", max_length=120)
    page = models.CharField("page d’origine", max_length=200, blank=True)
    ouvert_le = models.DateTimeField("ouvert le")
    attend_depuis = models.DateTimeField("attend depuis")
    repondu_le = models.DateTimeField("répondu le", null=True, blank=True)
    clos_le = models.DateTimeField("clos le", null=True, blank=True)
    # Raised by every change: two people of the assistance who answer at once are told.
    version = models.PositiveIntegerField("version", default=1)
    dernier_agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="suivi par"
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "ticket"
        ordering = ["attend_depuis", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat=EtatTicket.OUVERT, clos_le__isnull=True)
                | Q(etat=EtatTicket.REPONDU, repondu_le__isnull=False, clos_le__isnull=True)
                | Q(etat=EtatTicket.CLOS, clos_le__isnull=False),
                name="ticket_etat_prouve",
            )
        ]
        indexes = [models.Index(fields=["etat", "attend_depuis", "id"], name="ticket_par_etat")]

    def __str__(self) -> str:
        return f"n°\u00a0{self.pk}"

    @property
    def etat_pour_la_personne(self) -> str:
        return LIBELLES_PERSONNE[EtatTicket(self.etat)]

    @property
    def de_qui(self) -> str:
        """Who wrote, as the assistance calls them."""
        return self.personne.nom_complet if self.personne else self.nom or self.email


class MessageTicket(models.Model):
    """One turn of the thread."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="fil")
    cote = models.CharField("côté", max_length=12, choices=[(c.value, c.value) for c in Cote])
    auteur = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    texte = models.TextField("texte")
    le = models.DateTimeField("écrit le")

    class Meta:
        verbose_name = "message d’un ticket"
        verbose_name_plural = "messages d’un ticket"
        ordering = ["le", "id"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.pk}"

    @property
    def est_de_l_assistance(self) -> bool:
        return self.cote == Cote.ASSISTANCE
