"""What a certificate is printed from: models, signatories, logos."""

import hashlib
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from forprev.referentiel.models.dates import COULEUR, contient, ordre_des_dates, periode
from forprev.referentiel.models.dispositifs import DispositifNiveau


class ModeleCertificatQuerySet(models.QuerySet["ModeleCertificat"]):
    def en_vigueur(self, le: date) -> Self:
        """Usable for a session ended on the day `le`, first and last day included [SES-39]."""
        return self.filter(contient("effet_du", "effet_au", le))

    def prolonges_par(self, modele: "ModeleCertificat") -> Self:
        """The models whose certificates a refresher of `modele` prolongs [SES-35].

        Those it names; when it names none, every model of the same dispositif/niveau.
        """
        nommes = modele.predecesseurs.all()
        if nommes.exists():
            return self.filter(pk__in=nommes.values("pk"))
        return self.filter(dispositif_niveau_id=modele.dispositif_niveau_id)

    def versions_de(self, racine: str) -> Self:
        """The model first coded `racine` and the versions that follow it, « SST-1 » and « SST-1@2027-01-01 »."""
        return self.filter(Q(code=racine) | Q(code__startswith=f"{racine}{ModeleCertificat.SEPARATEUR_VERSION}"))


class ModeleCertificat(models.Model):
    """What can be issued for a dispositif/niveau. A change after `effet_du` makes a new row that follows this one."""

    SEPARATEUR_VERSION = "@"

    dispositif_niveau = models.ForeignKey(
        DispositifNiveau, models.PROTECT, related_name="modeles", verbose_name="dispositif et niveau"
    )
    code = models.CharField("code", max_length=60, unique=True)
    libelle_court = models.CharField("libellé court", max_length=60)
    titre = models.CharField("titre", max_length=160)
    validite_mois = models.PositiveSmallIntegerField("validité (mois)", null=True, blank=True)
    couleur = models.CharField("couleur", max_length=7, blank=True)
    initial = models.BooleanField("stage initial", default=True)
    mac = models.BooleanField("stage de mise à jour des compétences", default=True)
    competence = models.TextField("compétence attestée")
    age_minimum = models.PositiveSmallIntegerField("âge minimum", null=True, blank=True)
    age_bloquant = models.BooleanField("l’âge minimum bloque", default=False)
    effet_du = models.DateField("en vigueur à partir du")
    effet_au = models.DateField("en vigueur jusqu’au", null=True, blank=True)
    predecesseurs = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="successeurs",
        verbose_name="modèles prolongés par un MAC",
    )
    suite_de = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="suite",
        verbose_name="version précédente",
    )

    objects = ModeleCertificatQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de certificat"
        verbose_name_plural = "modèles de certificat"
        ordering = ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau", "effet_du", "id"]
        constraints = [
            ordre_des_dates("modele_dates", "effet_du", "effet_au"),
            models.CheckConstraint(
                name="modele_un_type_de_stage",
                condition=Q(initial=True) | Q(mac=True),
                violation_error_message="Un modèle admet au moins un type de stage.",
            ),
            models.CheckConstraint(
                name="modele_validite_positive",
                condition=Q(validite_mois__isnull=True) | Q(validite_mois__gte=1),
                violation_error_message="La validité est d’un mois au moins, ou vide (sans fin).",
            ),
            models.CheckConstraint(
                name="modele_couleur",
                condition=Q(couleur="") | Q(couleur__regex=COULEUR),
                violation_error_message="Une couleur s’écrit #rrggbb, en minuscules.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle_court

    @property
    def racine(self) -> str:
        """The code that all versions of this model share."""
        return self.code.split(self.SEPARATEUR_VERSION)[0]

    @property
    def empreinte(self) -> str:
        """What a form remembers of the model it was opened on [DEM-16]."""
        valeurs = [str(getattr(self, champ.attname)) for champ in self._meta.concrete_fields]
        return hashlib.sha256("\n".join(valeurs).encode()).hexdigest()[:16]

    def etat(self, le: date) -> str:
        """« En vigueur », « À venir », « Terminé » on the day `le`."""
        if self.effet_du > le:
            return "À venir"
        return "Terminé" if self.effet_au and self.effet_au < le else "En vigueur"

    @property
    def couleur_affichee(self) -> str:
        """The model's own colour, or else its dispositif's."""
        return self.couleur or self.dispositif_niveau.dispositif.couleur


class TypeImage(models.TextChoices):
    SVG = "image/svg+xml", "SVG"
    PNG = "image/png", "PNG"


class SignataireQuerySet(models.QuerySet["Signataire"]):
    def en_fonction(self, le: date) -> Self:
        """Who signs certificates delivered on the day `le`: one row at most [CER-01]."""
        return self.filter(contient("du", "au", le))


class Signataire(models.Model):
    """The INRS signatory of certificates between two dates; two never overlap, the database sees to it."""

    nom = models.CharField("nom", max_length=80)
    prenom = models.CharField("prénom", max_length=80)
    fonction = models.CharField("fonction", max_length=120)
    signature = models.BinaryField("signature", blank=True, default=b"")
    signature_type = models.CharField("type de l’image", max_length=20, choices=TypeImage, blank=True)
    du = models.DateField("en fonction à partir du")
    au = models.DateField("en fonction jusqu’au", null=True, blank=True)

    objects = SignataireQuerySet.as_manager()

    class Meta:
        verbose_name = "signataire"
        ordering = ["-du", "-id"]
        constraints = [
            ordre_des_dates("signataire_dates", "du", "au"),
            ExclusionConstraint(
                name="un_signataire_a_la_fois",
                expressions=[(periode("du", "au"), RangeOperators.OVERLAPS)],
                violation_error_message="Un autre signataire est déjà en fonction à ces dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"

    def etat(self, le: date) -> str:
        """« En fonction », « À venir », « Terminé » on the day `le`."""
        if self.du > le:
            return "À venir"
        return "Terminé" if self.au and self.au < le else "En fonction"


class LogoCertificatQuerySet(models.QuerySet["LogoCertificat"]):
    def en_vigueur(self, le: date) -> Self:
        return self.filter(contient("du", "au", le))


class LogoCertificat(models.Model):
    """A logo printed on certificates delivered between two dates [CER-01]."""

    nom = models.CharField("nom", max_length=60)
    texte_alternatif = models.CharField("texte de remplacement", max_length=160)
    contenu = models.BinaryField("image")
    type = models.CharField("type de l’image", max_length=20, choices=TypeImage)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    du = models.DateField("en vigueur à partir du")
    au = models.DateField("en vigueur jusqu’au", null=True, blank=True)

    objects = LogoCertificatQuerySet.as_manager()

    class Meta:
        verbose_name = "logo des certificats"
        verbose_name_plural = "logos des certificats"
        ordering = ["ordre", "id"]
        constraints = [
            ordre_des_dates("logo_dates", "du", "au"),
            models.UniqueConstraint(
                fields=["nom", "du"],
                name="logo_nom_du_unique",
                violation_error_message="Ce logo a déjà une version à cette date.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom
