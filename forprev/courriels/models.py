"""The outbox: every mail is a row before it is a message."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forprev.courriels.states import LIBELLES, EtatCourriel


class Courriel(models.Model):
    """One mail to one address. `cle` names the fact it tells: queued twice, it is one mail [NOT-02]."""

    cle = models.CharField("clé", max_length=200, unique=True)
    destinataire = models.EmailField("destinataire", max_length=254)
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="personne"
    )
    sujet = models.CharField("sujet", max_length=200)
    texte = models.TextField("texte")
    html = models.TextField("HTML")
    # Files kept by the application that go with the mail: path, name, kind.
    pieces = models.JSONField("pièces jointes", default=list, blank=True)
    etat = models.CharField("état", max_length=12, choices=LIBELLES.items(), default=EtatCourriel.EN_ATTENTE)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    cree_le = models.DateTimeField("créé le")
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    prochain_essai_le = models.DateTimeField("prochain essai le", null=True, blank=True)
    derniere_erreur = models.CharField("dernière erreur", max_length=500, blank=True)

    class Meta:
        verbose_name = "courriel"
        ordering = ["-cree_le", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat=EtatCourriel.ENVOYE, envoye_le__isnull=False)
                | (~Q(etat=EtatCourriel.ENVOYE) & Q(envoye_le__isnull=True)),
                name="courriel_envoye_date",
            ),
            models.CheckConstraint(
                condition=~Q(etat=EtatCourriel.ECHEC) | ~Q(derniere_erreur=""), name="courriel_echec_erreur"
            ),
        ]
        indexes = [models.Index(fields=["etat", "-cree_le", "-id"], name="courriel_par_etat")]

    def __str__(self) -> str:
        return self.cle
