"""The checks of each phase of a request's instruction."""

from datetime import date
from typing import Self

from django.db import models

from forprev.referentiel.models.dates import contient, ordre_des_dates


class VerificationPhaseQuerySet(models.QuerySet["VerificationPhase"]):
    def en_vigueur(self, le: date) -> Self:
        """To be done on a request submitted on the day `le` [DEM-19]."""
        return self.filter(contient("du", "au", le))


class VerificationPhase(models.Model):
    """A check that the caisse does in a phase; copied into each request when it is submitted [DEM-19].

    `phase` is the code that requests know (RECEVABILITE, PEDAGOGIQUE, TECHNIQUE, AVIS, VALIDATION).
    """

    code = models.CharField("code", max_length=60)
    phase = models.CharField("phase", max_length=20)
    libelle = models.CharField("vérification", max_length=200)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    du = models.DateField("faite à partir du")
    au = models.DateField("faite jusqu’au", null=True, blank=True)

    objects = VerificationPhaseQuerySet.as_manager()

    class Meta:
        verbose_name = "vérification d’une phase"
        verbose_name_plural = "vérifications des phases"
        ordering = ["phase", "ordre", "id"]
        constraints = [
            ordre_des_dates("verification_dates", "du", "au"),
            models.UniqueConstraint(
                fields=["code", "du"],
                name="verification_code_du_unique",
                violation_error_message="Cette vérification a déjà une version à cette date.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle
