"""The register of certificates, which knows no name, and the certificates of trainers, which do."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from forprev.certificats.rules import FaitCertificat
from forprev.comptes.models import Personne
from forprev.referentiel.models import DispositifNiveau, ModeleCertificat


class Certificat(models.Model):
    """A line of the register: the number, the model, the dates, the revocation; never a name [CER-06, CER-12]."""

    numero = models.CharField("numéro", max_length=14, unique=True)
    modele = models.ForeignKey(ModeleCertificat, models.PROTECT, related_name="+")
    delivre_le = models.DateField("délivré le")
    fin_validite = models.DateField("fin de validité", null=True, blank=True)
    revoque_le = models.DateField("révoqué le", null=True, blank=True)
    motif_revocation = models.CharField("motif de révocation", max_length=200, blank=True)
    remplace_par = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="remplace")

    class Meta:
        verbose_name = "certificat"
        ordering = ["-delivre_le", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin_validite__isnull=True) | Q(fin_validite__gte=F("delivre_le")), name="certificat_dates"
            )
        ]

    def __str__(self) -> str:
        return self.numero


class CertificatFormateurQuerySet(models.QuerySet["CertificatFormateur"]):
    def valides(self, le: date | models.OuterRef) -> CertificatFormateurQuerySet:
        """Valid on `le`, a day or one of an outer query: begun, not ended, not revoked by that day [CER-07]."""
        return self.filter(
            Q(certificat__fin_validite__isnull=True) | Q(certificat__fin_validite__gte=le),
            Q(certificat__revoque_le__isnull=True) | Q(certificat__revoque_le__gt=le),
            certificat__delivre_le__lte=le,
        )


class CertificatFormateur(models.Model):
    """A niveau 2 or 3 certificate in its trainer's account, frozen at issue [CER-03, CER-09, CER-14]."""

    personne = models.ForeignKey(Personne, models.CASCADE, related_name="certificats")
    certificat = models.OneToOneField(Certificat, models.PROTECT, related_name="formateur")
    dispositif_niveau = models.ForeignKey(DispositifNiveau, models.PROTECT, related_name="+")
    faits = models.JSONField("faits figés")
    fichier = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte du fichier", max_length=64)

    objects = CertificatFormateurQuerySet.as_manager()

    class Meta:
        verbose_name = "certificat de formateur"
        verbose_name_plural = "certificats de formateur"
        ordering = ["-certificat__delivre_le", "-id"]

    def __str__(self) -> str:
        return str(self.certificat_id)

    @property
    def fait(self) -> FaitCertificat:
        """What rules judge; select_related("certificat") first."""
        return FaitCertificat(
            dispositif_niveau_id=self.dispositif_niveau_id,
            modele_id=self.certificat.modele_id,
            delivre_le=self.certificat.delivre_le,
            fin=self.certificat.fin_validite,
            revoque_le=self.certificat.revoque_le,
        )
