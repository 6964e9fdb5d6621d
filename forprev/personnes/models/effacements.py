"""Requests to be erased."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from forprev.comptes.models import Acteur, Personne
from forprev.personnes.deadlines import limite_de_reponse
from forprev.personnes.models.rectifications import LECTEURS, MOTIF_MAXIMUM
from forprev.personnes.states import LIBELLES_EFFACEMENT, EtatEffacement
from forprev.socle.clock import jour


class DemandeEffacementQuerySet(models.QuerySet["DemandeEffacement"]):
    def visibles_par(self, acteur: Acteur) -> DemandeEffacementQuerySet:
        """All, for the assistance and the INRS [SEC-01]. Owners read theirs by `de`."""
        return self.all() if acteur.profil in LECTEURS else self.none()

    def de(self, personne_id: int) -> DemandeEffacementQuerySet:
        return self.filter(personne_id=personne_id)

    def ouvertes(self) -> DemandeEffacementQuerySet:
        return self.filter(etat=EtatEffacement.DEPOSEE)

    def traitees(self) -> DemandeEffacementQuerySet:
        return self.exclude(etat=EtatEffacement.DEPOSEE)


class DemandeEffacement(models.Model):
    """Somebody asks to be erased, one open request at a time [RGP-04]. No reason is asked for.

    Accepted, it disappears with the account; refused or withdrawn, it stays as the trace of the answer.
    """

    personne = models.ForeignKey(Personne, models.CASCADE, related_name="demandes_effacement")
    etat = models.CharField("état", max_length=10, choices=LIBELLES_EFFACEMENT.items(), default=EtatEffacement.DEPOSEE)
    deposee_le = models.DateTimeField("déposée le")
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True)
    traitee_par = models.ForeignKey(
        Personne, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="traitée par"
    )
    reponse = models.TextField("motif du refus", max_length=MOTIF_MAXIMUM, blank=True)

    objects = DemandeEffacementQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’effacement"
        verbose_name_plural = "demandes d’effacement"
        ordering = ["deposee_le", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne"], condition=Q(etat=EtatEffacement.DEPOSEE), name="effacement_une_ouverte"
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatEffacement.DEPOSEE, traitee_le__isnull=True)
                | (~Q(etat=EtatEffacement.DEPOSEE) & Q(traitee_le__isnull=False)),
                name="effacement_traite_date",
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatEffacement.REFUSEE) & ~Q(reponse="")
                | ~Q(etat=EtatEffacement.REFUSEE) & Q(reponse=""),
                name="effacement_refus_motive",
            ),
        ]
        indexes = [models.Index(fields=["etat", "deposee_le"], name="effacement_par_etat")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_EFFACEMENT[EtatEffacement(self.etat)]

    @property
    def est_ouverte(self) -> bool:
        return self.etat == EtatEffacement.DEPOSEE

    @property
    def limite(self) -> date:
        """The last day to answer [RGP-04]."""
        return limite_de_reponse(jour(self.deposee_le))
