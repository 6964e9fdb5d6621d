"""What survives a session: figures without people."""

from django.db import models
from django.db.models import F, Q

from forprev.certification.models.commun import choix
from forprev.certification.states import LIBELLES_STAGE
from forprev.entites.models import Entite
from forprev.referentiel.models import Caisse, Departement, DispositifNiveau, ModeleCertificat


class LigneChiffres(models.Model):
    """The anonymous line that a session leaves: no number of session, no name [STA-01, RGP-03]."""

    mois = models.DateField("mois de la date de fin")
    dispositif_niveau = models.ForeignKey(DispositifNiveau, models.PROTECT, related_name="+")
    modele = models.ForeignKey(ModeleCertificat, models.PROTECT, related_name="+")
    type_stage = models.CharField("type de stage", max_length=10, choices=choix(LIBELLES_STAGE))
    departement_lieu = models.ForeignKey(Departement, models.PROTECT, null=True, related_name="+")
    departement_entite = models.ForeignKey(Departement, models.PROTECT, null=True, related_name="+")
    caisse = models.ForeignKey(Caisse, models.PROTECT, null=True, related_name="+")
    entite = models.ForeignKey(Entite, models.SET_NULL, null=True, related_name="+")
    presents = models.PositiveIntegerField("stagiaires formés")
    reussis = models.PositiveIntegerField("stagiaires certifiés")

    class Meta:
        verbose_name = "ligne de chiffres"
        verbose_name_plural = "lignes de chiffres"
        ordering = ["mois", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(reussis__lte=F("presents")), name="chiffres_reussis"),
            models.CheckConstraint(condition=Q(mois__day=1), name="chiffres_mois"),
        ]
        indexes = [models.Index(fields=["entite", "mois"], name="chiffres_par_entite")]

    def __str__(self) -> str:
        return f"{self.mois} {self.dispositif_niveau_id}"
