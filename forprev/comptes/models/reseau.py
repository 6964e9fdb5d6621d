"""Roles in the réseau."""

from django.db import models

from forprev.comptes.models.personnes import Personne
from forprev.comptes.states import Profil
from forprev.referentiel.models import Caisse


class RoleReseau(models.Model):
    """A role in the réseau; an instructeur has a caisse, the others have none."""

    class Nature(models.TextChoices):
        INSTRUCTEUR = Profil.INSTRUCTEUR.value, "Instructeur"
        COMMISSION = Profil.COMMISSION.value, "Commission nationale"
        INRS = Profil.INRS.value, "Administrateur INRS"
        ASSISTANCE = Profil.ASSISTANCE.value, "Assistance"

    personne = models.ForeignKey(Personne, models.CASCADE, related_name="roles_reseau")
    nature = models.CharField("rôle", max_length=20, choices=Nature.choices)
    caisse = models.ForeignKey(Caisse, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "rôle du réseau"
        verbose_name_plural = "rôles du réseau"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "nature", "caisse"], nulls_distinct=False, name="role_reseau_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(nature="instructeur", caisse__isnull=False)
                | (~models.Q(nature="instructeur") & models.Q(caisse__isnull=True)),
                name="role_reseau_caisse",
            ),
        ]

    def __str__(self) -> str:
        return self.get_nature_display()
