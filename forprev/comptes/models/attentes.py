"""What waits for a link to be followed: an account to open, an e-mail to change. Their secrets are kept as hashes."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models.functions import Lower

from forprev.comptes.deadlines import debut_des_liens_valables, fin_de_lien
from forprev.comptes.models.personnes import Personne
from forprev.comptes.rules import Triplet


class InscriptionQuerySet(models.QuerySet["Inscription"]):
    def valables(self, le: datetime) -> InscriptionQuerySet:
        """Those whose link still works at `le`; the others are as if gone, even when the purge is late [ACC-05]."""
        return self.filter(demandee_le__gte=debut_des_liens_valables(le))

    def perimees(self, le: datetime) -> InscriptionQuerySet:
        return self.filter(demandee_le__lt=debut_des_liens_valables(le))


class ChangementEmailQuerySet(models.QuerySet["ChangementEmail"]):
    def valables(self, le: datetime) -> ChangementEmailQuerySet:
        """Those whose link still works at `le` [ACC-07]."""
        return self.filter(demande_le__gte=debut_des_liens_valables(le))

    def perimes(self, le: datetime) -> ChangementEmailQuerySet:
        return self.filter(demande_le__lt=debut_des_liens_valables(le))


class Inscription(models.Model):
    """A demandeur account not confirmed yet: no person, no number; gone when the link ends [ACC-05]."""

    email = models.EmailField("e-mail", max_length=254)
    nom = models.CharField("nom", max_length=100)
    prenom = models.CharField("prénom", max_length=100)
    date_naissance = models.DateField("date de naissance")
    demandee_le = models.DateTimeField("demandée le")
    empreinte = models.CharField("empreinte du lien", max_length=64, unique=True)

    objects = InscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription à confirmer"
        verbose_name_plural = "inscriptions à confirmer"
        ordering = ["demandee_le", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="inscription_email_unique")]
        indexes = [models.Index(fields=["demandee_le"], name="inscription_par_date")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def triplet(self) -> Triplet:
        return Triplet(self.nom, self.prenom, self.date_naissance)


class ChangementEmail(models.Model):
    """A new address that its owner has asked for and not confirmed yet; one at a time for a person [ACC-07]."""

    personne = models.OneToOneField(Personne, models.CASCADE, primary_key=True, related_name="changement_email")
    adresse = models.EmailField("nouvel e-mail", max_length=254)
    demande_le = models.DateTimeField("demandé le")
    empreinte = models.CharField("empreinte du lien", max_length=64, unique=True)

    objects = ChangementEmailQuerySet.as_manager()

    class Meta:
        verbose_name = "changement d’e-mail"
        verbose_name_plural = "changements d’e-mail"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def fin(self) -> datetime:
        """The last instant at which the link works."""
        return fin_de_lien(self.demande_le)
