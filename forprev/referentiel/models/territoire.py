"""Caisses, départements, communes and their postal codes."""

from django.db import models
from django.db.models import Q


class TypeCaisse(models.TextChoices):
    CARSAT = "carsat", "Carsat"
    CRAMIF = "cramif", "Cramif"
    CGSS = "cgss", "CGSS"
    CSS = "css", "CSS"


class Caisse(models.Model):
    """A regional body. No caisse at all (975, 98x, abroad) means that the INRS acts as one [ENT-03]."""

    code = models.CharField("code", max_length=8, primary_key=True)
    nom = models.CharField("nom", max_length=80, unique=True)
    type = models.CharField("type", max_length=8, choices=TypeCaisse)
    service = models.CharField("service", max_length=120, blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        verbose_name = "caisse"
        ordering = ["nom", "code"]

    def __str__(self) -> str:
        return self.nom


class Departement(models.Model):
    """A département or overseas territory, its région, and the caisse it belongs to (none: the INRS)."""

    code = models.CharField("code", max_length=3, primary_key=True)
    nom = models.CharField("nom", max_length=60)
    region_code = models.CharField("code de la région", max_length=3)
    region = models.CharField("région", max_length=60)
    caisse = models.ForeignKey(
        Caisse, models.PROTECT, null=True, blank=True, related_name="departements", verbose_name="caisse"
    )

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


class Commune(models.Model):
    """A commune, or an arrondissement of Paris, Lyon or Marseille (which then names its commune)."""

    code_insee = models.CharField("code Insee", max_length=5, primary_key=True)
    nom = models.CharField("nom", max_length=80)
    nom_cle = models.CharField("nom normalisé", max_length=80, db_index=True, editable=False)
    departement = models.ForeignKey(Departement, models.PROTECT, related_name="communes", verbose_name="département")
    commune_mere = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="arrondissements",
        verbose_name="commune dont c’est un arrondissement",
    )

    class Meta:
        verbose_name = "commune"
        ordering = ["nom_cle", "code_insee"]

    def __str__(self) -> str:
        return self.nom


class CodePostal(models.Model):
    """A postal code serves communes; a commune may have several."""

    code = models.CharField("code postal", max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="codes_postaux", verbose_name="commune")

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "commune"],
                name="code_postal_unique",
                violation_error_message="Cette commune a déjà ce code postal.",
            ),
            models.CheckConstraint(
                name="code_postal_cinq_chiffres",
                condition=Q(code__regex=r"^[0-9]{5}$"),
                violation_error_message="Un code postal a cinq chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
