"""What the loader remembers of the files it read."""

from django.db import models


class EmpreinteChargee(models.Model):
    """The fingerprint of a line as last loaded: a row that no longer has it was edited on screen, and is left alone."""

    fichier = models.CharField("fichier", max_length=40)
    cle = models.CharField("clé", max_length=80)
    empreinte = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "empreinte chargée"
        verbose_name_plural = "empreintes chargées"
        ordering = ["fichier", "cle", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fichier", "cle"],
                name="empreinte_chargee_unique",
                violation_error_message="Cette ligne a déjà une empreinte.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fichier} {self.cle}"
