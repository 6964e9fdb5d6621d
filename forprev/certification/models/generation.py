"""The one generation of a session, from the click to the files."""

import uuid

from django.db import models
from django.db.models import F, Q

from forprev.certification.models.session import SessionCertification
from forprev.certification.models.stagiaire import Stagiaire
from forprev.comptes.models import Personne


class Generation(models.Model):
    """The one generation of a session: its progress, then its files [SES-15].

    `cle` names the files: a job run again writes the same names, so nothing is left behind.
    """

    session = models.OneToOneField(SessionCertification, models.CASCADE, related_name="generation")
    cle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demandee_le = models.DateTimeField("demandée le")
    demandee_par = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")
    total = models.PositiveIntegerField("certificats à produire")
    faits = models.PositiveIntegerField("certificats produits", default=0)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    zip_sha256 = models.CharField(max_length=64, blank=True)
    telechargee_le = models.DateTimeField("téléchargée le", null=True, blank=True)

    class Meta:
        verbose_name = "génération"
        constraints = [models.CheckConstraint(condition=Q(faits__lte=F("total")), name="generation_avancement")]

    def __str__(self) -> str:
        return f"génération {self.session_id}"


class CertificatPrepare(models.Model):
    """What one certificate will say, frozen before it is drawn: its number is given once per stagiaire [SES-15].

    `personne` is the account found, or the one opened at the end when `compte_a_ouvrir` [SES-21, SES-36].
    """

    generation = models.ForeignKey(Generation, models.CASCADE, related_name="prepares")
    stagiaire = models.OneToOneField(Stagiaire, models.CASCADE, related_name="certificat_prepare")
    numero = models.CharField("numéro du certificat", max_length=14, unique=True)
    numero_forprev = models.CharField("N° Forprev", max_length=8, blank=True)
    personne = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")
    compte_a_ouvrir = models.BooleanField("compte à ouvrir", default=False)
    faits = models.JSONField("faits figés")

    class Meta:
        verbose_name = "certificat préparé"
        verbose_name_plural = "certificats préparés"
        ordering = ["stagiaire__nom_tri", "stagiaire__prenom_cle", "id"]

    def __str__(self) -> str:
        return self.numero
