"""Pairs of accounts to look at."""

from django.db import models

from forprev.comptes.models.personnes import Personne


class Doublon(models.Model):
    """Two accounts that may be one person: what the assistance's *Doublons* lists [ACC-28, SES-36]."""

    connue = models.ForeignKey(Personne, models.CASCADE, related_name="+", verbose_name="personne connue")
    nouvelle = models.ForeignKey(Personne, models.CASCADE, related_name="+", verbose_name="nouveau compte")
    signale_le = models.DateTimeField("signalé le")
    origine = models.CharField("origine", max_length=100)
    traite_le = models.DateTimeField("traité le", null=True, blank=True)

    class Meta:
        verbose_name = "doublon à examiner"
        verbose_name_plural = "doublons à examiner"
        ordering = ["-signale_le", "-id"]
        constraints = [models.UniqueConstraint(fields=["connue", "nouvelle"], name="doublon_unique")]

    def __str__(self) -> str:
        return f"{self.connue_id} {self.nouvelle_id}"
