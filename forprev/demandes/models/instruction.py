"""How the réseau works on a request: phases passed, complements asked, checks done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from forprev.comptes.models import Personne
from forprev.demandes.models.demande import Demande, choix
from forprev.demandes.states import LIBELLES_PHASE


class Passage(models.Model):
    """The time that a request spent in a phase; the entity's own time in it does not count [DEM-09, DEM-21]."""

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="passages")
    phase = models.CharField("phase", max_length=20, choices=choix(LIBELLES_PHASE))
    entree_le = models.DateTimeField("entrée le")
    sortie_le = models.DateTimeField("sortie le", null=True, blank=True)
    par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    attente_entite = models.DurationField("temps passé chez l’entité", null=True, blank=True)

    class Meta:
        verbose_name = "passage"
        ordering = ["entree_le", "id"]
        constraints = [
            models.UniqueConstraint(fields=["demande"], condition=Q(sortie_le__isnull=True), name="passage_un_en_cours")
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.demande_id}"


class Complement(models.Model):
    """A request for complements: why, which tabs open again, until when [DEM-10, DEM-20]."""

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="complements")
    phase = models.CharField("phase", max_length=20, choices=choix(LIBELLES_PHASE), blank=True)
    motif = models.TextField("motif")
    onglets = ArrayField(models.CharField(max_length=20), verbose_name="onglets à reprendre")
    demandes_le = models.DateTimeField("demandés le")
    demandes_par = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")
    limite = models.DateField("à fournir avant le")
    recus_le = models.DateTimeField("reçus le", null=True, blank=True)
    retires_le = models.DateTimeField("retirés le", null=True, blank=True)

    class Meta:
        verbose_name = "demande de compléments"
        verbose_name_plural = "demandes de compléments"
        ordering = ["demandes_le", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["demande"],
                condition=Q(recus_le__isnull=True, retires_le__isnull=True),
                name="complement_un_ouvert",
            ),
            models.CheckConstraint(
                condition=Q(recus_le__isnull=True) | Q(retires_le__isnull=True), name="complement_une_fin"
            ),
        ]

    def __str__(self) -> str:
        return f"compléments {self.demande_id}"


class Verification(models.Model):
    """A check of a phase, copied from the reference data when the request was submitted [DEM-19]."""

    class Resultat(models.TextChoices):
        CONFORME = "CONFORME", "Conforme"
        A_REPRENDRE = "A_REPRENDRE", "À reprendre"
        SANS_OBJET = "SANS_OBJET", "Sans objet"

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="verifications")
    phase = models.CharField("phase", max_length=20, choices=choix(LIBELLES_PHASE))
    code = models.CharField("code", max_length=60)
    libelle = models.CharField("vérification", max_length=200)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    resultat = models.CharField("résultat", max_length=12, choices=Resultat.choices, blank=True)
    commentaire = models.TextField("commentaire", blank=True)
    faite_le = models.DateTimeField("faite le", null=True, blank=True)
    faite_par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "vérification"
        ordering = ["ordre", "id"]
        constraints = [models.UniqueConstraint(fields=["demande", "code"], name="verification_unique")]

    def __str__(self) -> str:
        return self.libelle
