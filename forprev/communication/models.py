"""What people have been told, and how they want to be told."""

from __future__ import annotations

import uuid

from django.db import models

from forprev.communication.rules import Choix, Envoi
from forprev.communication.states import LIBELLES
from forprev.comptes.models import Personne


class Preference(models.Model):
    """What one person wants by e-mail. No row: the defaults of NOT-10."""

    personne = models.OneToOneField(Personne, models.CASCADE, primary_key=True, related_name="preference")
    alertes = models.BooleanField("Alertes", default=True)
    notifications = models.BooleanField("Notifications", default=True)
    messages = models.BooleanField("Messages ciblés", default=False)
    quotidien = models.BooleanField("Un seul e-mail par jour", default=False)

    class Meta:
        verbose_name = "préférence de notification"
        verbose_name_plural = "préférences de notification"

    def __str__(self) -> str:
        return f"préférences {self.pk}"

    @property
    def choix(self) -> Choix:
        return Choix(self.alertes, self.notifications, self.messages, self.quotidien)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def de(self, personne_id: int) -> NotificationQuerySet:
        return self.filter(personne_id=personne_id)

    def a_reunir(self) -> NotificationQuerySet:
        """Those that wait for the daily mail of people who may still sign in [NOT-07]."""
        return self.filter(envoi=Envoi.GROUPE, personne__is_active=True)

    def non_lues(self) -> NotificationQuerySet:
        return self.filter(lue_le=None)


class Notification(models.Model):
    """A line in the application: one per person and occurrence [NOT-02].

    The key is drawn before the row is written, so that whoever inserts many lines and ignores those that exist can ask
    which ones are its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    personne = models.ForeignKey(Personne, models.CASCADE, related_name="lignes_recues")
    code = models.CharField("événement", max_length=60)
    categorie = models.CharField("catégorie", max_length=1, choices=LIBELLES.items())
    cle = models.CharField("occurrence", max_length=150)
    titre = models.CharField("titre", max_length=200)
    texte = models.TextField("texte")
    lien = models.CharField("lien", max_length=200, blank=True)
    libelle_lien = models.CharField("libellé du lien", max_length=80, blank=True)
    profil = models.CharField("profil", max_length=60, blank=True)
    envoi = models.CharField("e-mail", max_length=10, choices=[(e.value, e.value) for e in Envoi])
    cree_le = models.DateTimeField("créée le")
    lue_le = models.DateTimeField("lue le", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "notification"
        ordering = ["-cree_le", "id"]
        constraints = [models.UniqueConstraint(fields=["personne", "cle"], name="notification_une_fois")]
        indexes = [
            models.Index(fields=["personne", "-cree_le", "id"], name="notification_par_personne"),
            models.Index(fields=["personne"], name="notification_a_reunir", condition=models.Q(envoi=Envoi.GROUPE)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.cle}"
