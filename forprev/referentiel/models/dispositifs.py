"""Dispositifs, their niveaux, and the pieces asked of a request."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from forprev.referentiel.models.dates import COULEUR, contient, ordre_des_dates


class Dispositif(models.Model):
    """A prevention course family."""

    code = models.CharField("code", max_length=20, primary_key=True)
    libelle = models.CharField("libellé", max_length=120, unique=True)
    code_numero = models.CharField("code dans les numéros", max_length=12, unique=True)
    prefixe_modele = models.CharField("préfixe des modèles", max_length=20)
    couleur = models.CharField("couleur", max_length=7)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "dispositif"
        ordering = ["ordre", "code"]
        constraints = [
            models.CheckConstraint(
                name="dispositif_couleur",
                condition=Q(couleur__regex=COULEUR),
                violation_error_message="Une couleur s’écrit #rrggbb, en minuscules.",
            ),
            models.CheckConstraint(
                name="dispositif_code_numero",
                condition=Q(code_numero__regex=r"^[A-Z0-9]+$"),
                violation_error_message="Le code des numéros n’a que des capitales et des chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DispositifNiveauQuerySet(models.QuerySet["DispositifNiveau"]):
    def ouverts(self, le: date) -> Self:
        """Open to new requests on the day `le`, its last day included."""
        ouvert = Q(fermeture_demandes__isnull=True) | Q(fermeture_demandes__gte=le)
        return self.filter(ouvert, ouvert_aux_demandes=True)


class DispositifNiveau(models.Model):
    """A dispositif at a niveau, « SST / 2 »: what can be requested, and under which conditions sessions are held."""

    dispositif = models.ForeignKey(Dispositif, models.PROTECT, related_name="niveaux", verbose_name="dispositif")
    niveau = models.PositiveSmallIntegerField("niveau", choices=[(n, str(n)) for n in (1, 2, 3)])
    ouvert_aux_demandes = models.BooleanField("ouvert aux demandes", default=True)
    fermeture_demandes = models.DateField("dernier jour des demandes", null=True, blank=True)
    fermeture_renouvellements = models.DateField("dernier jour des renouvellements", null=True, blank=True)
    duree_habilitation_annees = models.PositiveSmallIntegerField("durée de l’habilitation (années)", default=5)
    groupe_min = models.PositiveSmallIntegerField("taille minimale du groupe", null=True, blank=True)
    groupe_max = models.PositiveSmallIntegerField("taille maximale du groupe", null=True, blank=True)
    groupe_bloquant = models.BooleanField("la taille du groupe bloque", default=False)
    plateforme_requise_du = models.DateField("plateforme exigée à partir du", null=True, blank=True)
    plateforme_requise_au = models.DateField("plateforme exigée jusqu’au", null=True, blank=True)
    heures_initial = models.PositiveSmallIntegerField("heures du stage initial", null=True, blank=True)
    heures_mac = models.PositiveSmallIntegerField("heures du MAC", null=True, blank=True)
    certificats_qualifiants = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="qualifie_pour",
        verbose_name="certificats qui qualifient le formateur",
    )
    second_gestionnaire_requis = models.BooleanField(
        "un autre gestionnaire doit générer si le formateur a déclaré", default=False
    )

    objects = DispositifNiveauQuerySet.as_manager()

    class Meta:
        verbose_name = "dispositif et niveau"
        verbose_name_plural = "dispositifs et niveaux"
        ordering = ["dispositif__ordre", "dispositif_id", "niveau", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "niveau"],
                name="dispositif_niveau_unique",
                violation_error_message="Ce niveau existe déjà pour ce dispositif.",
            ),
            models.CheckConstraint(
                name="niveau_1_a_3",
                condition=Q(niveau__gte=1, niveau__lte=3),
                violation_error_message="Le niveau est 1, 2 ou 3.",
            ),
            models.CheckConstraint(
                name="duree_habilitation_positive",
                condition=Q(duree_habilitation_annees__gte=1),
                violation_error_message="Une habilitation dure une année au moins.",
            ),
            models.CheckConstraint(
                name="groupe_min_max",
                condition=Q(groupe_min__isnull=True) | Q(groupe_max__isnull=True) | Q(groupe_max__gte=F("groupe_min")),
                violation_error_message="La taille maximale du groupe est inférieure à la taille minimale.",
            ),
            models.CheckConstraint(
                name="plateforme_dates",
                condition=Q(plateforme_requise_au__isnull=True)
                | Q(plateforme_requise_du__isnull=False, plateforme_requise_au__gte=F("plateforme_requise_du")),
                violation_error_message="L’exigence d’une plateforme doit finir après avoir commencé.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispositif_id} / {self.niveau}"

    def plateforme_requise(self, le: date) -> bool:
        """True when sessions ended on the day `le` must take place on a plateforme [SES-04]."""
        debut, fin = self.plateforme_requise_du, self.plateforme_requise_au
        return debut is not None and debut <= le and (fin is None or le <= fin)


class FamillePiece(models.TextChoices):
    ADMINISTRATIVE = "ADMINISTRATIVE", "Administrative"
    PEDAGOGIQUE = "PEDAGOGIQUE", "Pédagogique"
    TECHNIQUE = "TECHNIQUE", "Technique (par plateforme)"


class PieceDemandeeQuerySet(models.QuerySet["PieceDemandee"]):
    def en_vigueur(self, le: date) -> Self:
        """Asked of a request submitted on the day `le` [DEM-19]."""
        return self.filter(contient("du", "au", le))


class PieceDemandee(models.Model):
    """A piece asked of a habilitation request. No dispositif named: it is asked for all."""

    code = models.CharField("code", max_length=60)
    libelle = models.CharField("libellé", max_length=160)
    famille = models.CharField("famille", max_length=20, choices=FamillePiece)
    types_entite = ArrayField(models.CharField(max_length=1), verbose_name="types d’entité")
    dispositifs = models.ManyToManyField(Dispositif, blank=True, related_name="pieces", verbose_name="dispositifs")
    obligatoire = models.BooleanField("obligatoire", default=False)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    du = models.DateField("demandée à partir du")
    au = models.DateField("demandée jusqu’au", null=True, blank=True)

    objects = PieceDemandeeQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce demandée"
        verbose_name_plural = "pièces demandées"
        ordering = ["ordre", "id"]
        constraints = [
            ordre_des_dates("piece_dates", "du", "au"),
            models.UniqueConstraint(
                fields=["code", "du"],
                name="piece_code_du_unique",
                violation_error_message="Cette pièce a déjà une version à cette date.",
            ),
            models.CheckConstraint(
                name="piece_types_entite",
                condition=Q(types_entite__contained_by=["O", "E", "C"]) & ~Q(types_entite=[]),
                violation_error_message="Les types d’entité sont O, E et C, et l’un d’eux au moins.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle
