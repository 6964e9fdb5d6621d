from django.conf import settings
from django.db import models


class EntreeJournal(models.Model):
    """Who did what to which file [RGP-07]. Never a name of an acteur, in any field [RGP-02]."""

    le = models.DateTimeField("date")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="auteur", related_name="+"
    )
    profil = models.CharField("profil", max_length=260, blank=True)
    verbe = models.CharField("action", max_length=60)
    objet_type = models.CharField("type d’objet", max_length=60)
    objet_id = models.CharField("objet", max_length=40)
    details = models.JSONField("détails", default=dict)

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        ordering = ["-le", "-id"]
        indexes = [models.Index(fields=["objet_type", "objet_id", "-id"], name="journal_par_objet")]

    def __str__(self) -> str:
        return f"{self.verbe} {self.objet_type} {self.objet_id}"
