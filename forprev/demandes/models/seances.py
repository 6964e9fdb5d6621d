"""Meetings of the commission, and letters."""

from django.db import models
from django.db.models import Q

from forprev.comptes.models import Personne
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation


class Seance(models.Model):
    """A meeting of the commission: its decisions may be corrected until it is closed [DEM-11]."""

    jour = models.DateField("jour", unique=True)
    lieu = models.CharField("lieu", max_length=120, blank=True)
    close_le = models.DateTimeField("close le", null=True, blank=True)
    close_par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    proces_verbal = models.CharField("procès-verbal", max_length=200, blank=True)

    class Meta:
        verbose_name = "séance"
        ordering = ["-jour", "-id"]

    def __str__(self) -> str:
        return str(self.jour)


class Courrier(models.Model):
    """A letter, made once from frozen facts: numbered, kept with its hash."""

    class Nature(models.TextChoices):
        FAVORABLE = "FAVORABLE", "Décision favorable"
        DEFAVORABLE = "DEFAVORABLE", "Décision défavorable"
        PLATEFORME = "PLATEFORME", "Ajout de plateforme"
        SUSPENSION = "SUSPENSION", "Suspension"
        LEVEE = "LEVEE", "Levée de suspension"
        RETRAIT = "RETRAIT", "Retrait"
        PROLONGATION = "PROLONGATION", "Prolongation"

    numero = models.CharField("numéro", max_length=20, unique=True)
    nature = models.CharField("nature", max_length=20, choices=Nature.choices)
    entite = models.ForeignKey(Entite, models.PROTECT, related_name="courriers")
    habilitation = models.ForeignKey(Habilitation, models.PROTECT, null=True, blank=True, related_name="courriers")
    demande = models.ForeignKey("demandes.Demande", models.PROTECT, null=True, blank=True, related_name="courriers")
    date = models.DateField("date")
    faits = models.JSONField("faits figés")
    fichier = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte du fichier", max_length=64)

    class Meta:
        verbose_name = "courrier"
        ordering = ["-date", "-id"]
        constraints = [
            # [DEM-22] one final decision, one letter
            models.UniqueConstraint(
                fields=["demande"], condition=Q(demande__isnull=False), name="courrier_un_par_demande"
            )
        ]

    def __str__(self) -> str:
        return self.numero
