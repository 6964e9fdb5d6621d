"""The people of a session."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from forprev.certification.models.commun import choix
from forprev.certification.models.session import SessionCertification
from forprev.certification.states import LIBELLES_RESULTAT, Resultat
from forprev.comptes.models import Personne
from forprev.comptes.rules import Triplet
from forprev.socle.text import cle, cle_de_tri


class StagiaireQuerySet(models.QuerySet["Stagiaire"]):
    def reussis(self) -> StagiaireQuerySet:
        return self.filter(resultat=Resultat.REUSSITE)


class Stagiaire(models.Model):
    """A person in a session. At niveau 1 nothing more than the triplet is known [SES-08]."""

    session = models.ForeignKey(SessionCertification, models.CASCADE, related_name="stagiaires")
    nom = models.CharField("nom", max_length=100)
    prenom = models.CharField("prénom", max_length=100)
    date_naissance = models.DateField("date de naissance")
    nom_cle = models.CharField(max_length=200, editable=False)
    prenom_cle = models.CharField(max_length=200, editable=False)
    nom_tri = models.CharField(max_length=200, editable=False)
    email = models.EmailField("e-mail", max_length=254, blank=True)
    personne = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="stages")
    # [ACC-23] named by number: their e-mail is known to Forprev, and never shown to the entity
    par_numero = models.BooleanField("désigné par son N° Forprev", default=False)
    resultat = models.CharField("résultat", max_length=10, choices=choix(LIBELLES_RESULTAT), blank=True)

    objects = StagiaireQuerySet.as_manager()

    class Meta:
        verbose_name = "stagiaire"
        ordering = ["nom_tri", "prenom_cle", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "nom_cle", "prenom_cle", "date_naissance"],
                name="stagiaire_unique",
                violation_error_message="Cette personne est déjà dans la session.",
            ),
            models.UniqueConstraint(
                F("session"),
                Lower("email"),
                condition=~Q(email=""),
                name="stagiaire_email_unique",
                violation_error_message="Cet e-mail est déjà celui d’un stagiaire de la session.",
            ),
            models.UniqueConstraint(
                fields=["session", "personne"],
                name="stagiaire_personne_unique",
                violation_error_message="Cette personne est déjà dans la session.",
            ),
        ]

    def __str__(self) -> str:
        return f"stagiaire {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_cle, self.prenom_cle, self.nom_tri = cle(self.nom), cle(self.prenom), cle_de_tri(self.nom)
        super().save(*args, **kwargs)

    @property
    def triplet(self) -> Triplet:
        return Triplet(self.nom, self.prenom, self.date_naissance)

    @property
    def nom_complet(self) -> str:
        return f"{self.nom.upper()} {self.prenom}"
