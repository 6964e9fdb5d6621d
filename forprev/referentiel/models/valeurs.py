"""Dated values: delays and ceilings, short texts."""

from django.db import models
from django.db.models import Q


class ValeurReference(models.Model):
    """The value of a delay or a ceiling from a day on; its label, unit and bounds are in `delais`."""

    code = models.CharField("code", max_length=60)
    valeur = models.IntegerField("valeur")
    du = models.DateField("à partir du")

    class Meta:
        verbose_name = "valeur de référence"
        verbose_name_plural = "valeurs de référence"
        ordering = ["code", "-du", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "du"],
                name="valeur_reference_unique",
                violation_error_message="Une valeur existe déjà à cette date.",
            ),
            models.CheckConstraint(
                name="valeur_reference_positive",
                condition=Q(valeur__gte=0),
                violation_error_message="Une valeur ne peut pas être négative.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.valeur}"


class TexteReference(models.Model):
    """A short text shown from a day on: the assistance's phone, the address of Forprev 1…; labels are in `textes`."""

    code = models.CharField("code", max_length=60)
    texte = models.TextField("texte", blank=True)
    du = models.DateField("à partir du")

    class Meta:
        verbose_name = "texte de référence"
        verbose_name_plural = "textes de référence"
        ordering = ["code", "-du", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "du"],
                name="texte_reference_unique",
                violation_error_message="Un texte existe déjà à cette date.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.texte}"
