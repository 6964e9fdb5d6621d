"""Corrections of an identity, asked by its owner."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import Triplet
from forprev.comptes.states import Profil
from forprev.personnes.deadlines import limite_de_reponse
from forprev.personnes.states import LIBELLES_RECTIFICATION, EtatRectification
from forprev.socle.clock import jour

# Who opens a rectification; only the assistance answers it [ACC-07].
LECTEURS = frozenset({Profil.ASSISTANCE, Profil.INRS})
MOTIF_MAXIMUM = 2000


class RectificationQuerySet(models.QuerySet["Rectification"]):
    def visibles_par(self, acteur: Acteur) -> RectificationQuerySet:
        """All, for the assistance and the INRS; nobody else's business [SEC-01]. Owners read theirs by `de`."""
        return self.all() if acteur.profil in LECTEURS else self.none()

    def de(self, personne_id: int) -> RectificationQuerySet:
        return self.filter(personne_id=personne_id)

    def ouvertes(self) -> RectificationQuerySet:
        return self.filter(etat=EtatRectification.DEPOSEE)

    def traitees(self) -> RectificationQuerySet:
        return self.exclude(etat=EtatRectification.DEPOSEE)


class Rectification(models.Model):
    """A request to correct nom, prénom or date de naissance, one open at a time for a person [ACC-07].

    `nom`, `prenom`, `date_naissance` are the values asked for, then those given; `avant_…` those of the account when
    the request was filed, then when it was answered. `preuve` names the file of the proof, gone once it is answered.
    `version` counts what its owner changed: whoever answers has read the last one.
    """

    personne = models.ForeignKey(Personne, models.CASCADE, related_name="rectifications")
    nom = models.CharField("nom", max_length=100)
    prenom = models.CharField("prénom", max_length=100)
    date_naissance = models.DateField("date de naissance")
    avant_nom = models.CharField("nom avant correction", max_length=100)
    avant_prenom = models.CharField("prénom avant correction", max_length=100)
    avant_date_naissance = models.DateField("date de naissance avant correction")
    motif = models.TextField("motif", max_length=MOTIF_MAXIMUM)
    preuve = models.CharField("justificatif", max_length=100, blank=True)
    preuve_type = models.CharField("type du justificatif", max_length=50, blank=True)
    etat = models.CharField(
        "état", max_length=10, choices=LIBELLES_RECTIFICATION.items(), default=EtatRectification.DEPOSEE
    )
    version = models.PositiveIntegerField("version", default=1)
    deposee_le = models.DateTimeField("déposée le")
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True)
    traitee_par = models.ForeignKey(
        Personne, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="traitée par"
    )
    reponse = models.TextField("motif du refus", max_length=MOTIF_MAXIMUM, blank=True)

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = "rectification"
        ordering = ["deposee_le", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne"], condition=Q(etat=EtatRectification.DEPOSEE), name="rectification_une_ouverte"
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatRectification.DEPOSEE, traitee_le__isnull=True)
                | (~Q(etat=EtatRectification.DEPOSEE) & Q(traitee_le__isnull=False)),
                name="rectification_traitee_date",
            ),
            # The proof is deleted once the request is handled.
            models.CheckConstraint(
                condition=Q(preuve="", preuve_type="") | (Q(etat=EtatRectification.DEPOSEE) & ~Q(preuve_type="")),
                name="rectification_preuve_en_cours",
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatRectification.REFUSEE) & ~Q(reponse="")
                | ~Q(etat=EtatRectification.REFUSEE) & Q(reponse=""),
                name="rectification_refus_motive",
            ),
        ]
        indexes = [models.Index(fields=["etat", "deposee_le"], name="rectification_par_etat")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def voulue(self) -> Triplet:
        return Triplet(self.nom, self.prenom, self.date_naissance)

    @property
    def avant(self) -> Triplet:
        return Triplet(self.avant_nom, self.avant_prenom, self.avant_date_naissance)

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_RECTIFICATION[EtatRectification(self.etat)]

    @property
    def est_ouverte(self) -> bool:
        return self.etat == EtatRectification.DEPOSEE

    @property
    def limite(self) -> date:
        """The last day to answer [ACC-07]."""
        return limite_de_reponse(jour(self.deposee_le))
