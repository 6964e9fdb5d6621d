"""Organisations and the people who act for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import PROFILS_ENTITE, Profil
from forprev.referentiel.models import Caisse, Commune
from forprev.socle.text import cle_de_tri

# What a draft is called until its raison sociale is typed.
ENTITE_SANS_NOM = "Nouvelle entité"


LONGUEUR_CLE = 400


class EntiteQuerySet(models.QuerySet["Entite"]):
    def visibles_par(self, acteur: Acteur) -> EntiteQuerySet:
        """The entity of a gestionnaire, délégataire or demandeur; those of an instructeur's caisse; all for the INRS
        [SEC-01]. The réseau sees no entity before it is validated: a draft is its demandeur's alone."""
        if acteur.est_de_l_entite or acteur.profil == Profil.DEMANDEUR:
            return self.filter(pk=acteur.entite_id)
        if acteur.profil == Profil.INSTRUCTEUR:
            return self.validees().filter(commune__departement__caisse=acteur.caisse_id)
        return self.validees() if acteur.profil == Profil.INRS else self.none()

    def validees(self) -> EntiteQuerySet:
        return self.filter(validee_le__isnull=False)


class Entite(models.Model):
    """An organisation [ENT-01]."""

    class Type(models.TextChoices):
        ORGANISME = "O", "Organisme de formation"
        ENTREPRISE = "E", "Entreprise"
        COLLECTIVITE = "C", "Collectivité"

    class Regime(models.TextChoices):
        GENERAL = "general", "Régime général"
        AGRICOLE = "agricole", "Régime agricole"
        FONCTION_PUBLIQUE = "public", "Fonction publique"
        HORS_REGIME = "hors", "Hors régime"
        AUTRE = "autre", "Autre"

    type = models.CharField("type d’entité", max_length=1, choices=Type.choices)
    raison_sociale = models.CharField("raison sociale", max_length=200)
    raison_tri = models.CharField(max_length=LONGUEUR_CLE, editable=False)
    regime = models.CharField("régime", max_length=10, choices=Regime.choices)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    identifiant_etranger = models.CharField("numéro d’identification", max_length=40, blank=True)
    pays = models.CharField("pays", max_length=60, default="France")
    adresse = models.CharField("adresse", max_length=200)
    complement_1 = models.CharField("complément d’adresse 1", max_length=200, blank=True)
    complement_2 = models.CharField("complément d’adresse 2", max_length=200, blank=True)
    code_postal = models.CharField("code postal", max_length=20, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ville")
    ville_libre = models.CharField("ville", max_length=100, blank=True)
    signataire_nom = models.CharField("nom du signataire", max_length=100, blank=True)
    signataire_prenom = models.CharField("prénom du signataire", max_length=100, blank=True)
    signataire_fonction = models.CharField("fonction du signataire", max_length=100, blank=True)
    publiee = models.BooleanField("visible dans l’annuaire", default=False)
    nom_commercial = models.CharField("nom commercial", max_length=200, blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    site = models.URLField("site", blank=True)
    portee_nationale = models.BooleanField("portée nationale", default=False)
    # [ENT-04] the last attestation URSSAF that was validated
    urssaf_fichier = models.CharField("attestation URSSAF", max_length=200, blank=True)
    urssaf_nom = models.CharField("nom de l’attestation", max_length=200, blank=True)
    urssaf_type = models.CharField("nature de l’attestation", max_length=60, blank=True)
    # Between submission and validation: a draft reserves no SIRET [ENT-02]
    deposee_le = models.DateTimeField("déposée le", null=True, blank=True)
    validee_le = models.DateTimeField("validée le", null=True, blank=True)
    fermee_le = models.DateField("fermée le", null=True, blank=True)

    objects = EntiteQuerySet.as_manager()

    class Meta:
        verbose_name = "entité"
        ordering = ["raison_tri", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret="") & (Q(deposee_le__isnull=False) | Q(validee_le__isnull=False)),
                name="entite_siret_unique",
                violation_error_message="Ce SIRET est déjà celui d’une entité.",
            ),
            models.CheckConstraint(
                condition=~Q(siret="") | ~Q(identifiant_etranger="") | Q(validee_le__isnull=True),
                name="entite_identifiee",
            ),
        ]
        indexes = [models.Index(fields=["commune"], name="entite_par_commune")]

    def __str__(self) -> str:
        return self.raison_sociale

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Some letters unfold into a whole sentence: the beginning sorts as well as the rest.
        self.raison_tri = cle_de_tri(self.raison_sociale)[:LONGUEUR_CLE]
        super().save(*args, **kwargs)

    @property
    def ville(self) -> str:
        return self.commune.nom if self.commune else self.ville_libre

    @property
    def caisse(self) -> Caisse | None:
        """The caisse instructrice; None means the INRS [ENT-03]."""
        return self.commune.departement.caisse if self.commune else None


class MembreQuerySet(models.QuerySet["Membre"]):
    def gestionnaires(self) -> MembreQuerySet:
        """Those who run the account; not the former ones who only read for a while [ACC-19]."""
        return self.filter(role=Membre.Role.GESTIONNAIRE, lecture_jusqu_au__isnull=True)

    def declarants(self) -> MembreQuerySet:
        """Those who may declare sessions: gestionnaires and délégataires."""
        return self.filter(role__in=PROFILS_ENTITE, lecture_jusqu_au__isnull=True)

    def tenus(self, le: date) -> MembreQuerySet:
        """Those whose profile is open on `le`: the last day of a former gestionnaire is included [ACC-19]."""
        return self.filter(Q(lecture_jusqu_au__isnull=True) | Q(lecture_jusqu_au__gte=le))


class Membre(models.Model):
    """The one role of a person in an entity [ACC-24]."""

    class Role(models.TextChoices):
        GESTIONNAIRE = Profil.GESTIONNAIRE.value, "Gestionnaire"
        DELEGATAIRE = Profil.DELEGATAIRE.value, "Délégataire"
        DEMANDEUR = Profil.DEMANDEUR.value, "Demandeur"

    entite = models.ForeignKey(Entite, models.CASCADE, related_name="membres")
    personne = models.ForeignKey(Personne, models.CASCADE, related_name="appartenances")
    role = models.CharField("rôle", max_length=20, choices=Role.choices)
    description = models.CharField("description", max_length=100, blank=True)
    depuis = models.DateField("depuis")
    lien_declare_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lien_declare_le = models.DateTimeField("lien juridique déclaré le", null=True, blank=True)
    # [ACC-19] set when a successor took the account over: the last day on which the former gestionnaire reads it
    lecture_jusqu_au = models.DateField("lecture seule jusqu’au", null=True, blank=True)

    objects = MembreQuerySet.as_manager()

    class Meta:
        verbose_name = "membre"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "entite"],
                name="membre_un_role",
                violation_error_message="Cette personne a déjà un rôle dans l’entité.",
            ),
            # [ACC-12] the legal link is declared when a délégataire is attached, and when is kept
            models.CheckConstraint(
                condition=~Q(role="delegataire") | Q(lien_declare_le__isnull=False), name="membre_lien_declare"
            ),
            models.CheckConstraint(
                condition=Q(role="gestionnaire") | Q(lecture_jusqu_au__isnull=True), name="membre_lecture_ancien"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.personne_id}"
