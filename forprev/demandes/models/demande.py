"""Requests and their dated history."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from django.db import models
from django.db.models import Q

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import PROFILS_RESEAU, Profil
from forprev.demandes.models.seances import Seance
from forprev.demandes.states import (
    ADMINISTRATIVES,
    DEPOSEES,
    LIBELLES,
    LIBELLES_AVIS,
    LIBELLES_DECISION,
    LIBELLES_PHASE,
    LIBELLES_TYPE,
    MAINS,
    SAISISSABLES,
    TABLES,
    TERMINALES,
    Decision,
    Etat,
    Partie,
    Phase,
    TypeDemande,
)
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import Caisse, DispositifNiveau
from forprev.socle.transitions import TableTransitions

E = TypeVar("E", bound=StrEnum)


def choix(libelles: Mapping[E, str]) -> list[tuple[str, str]]:
    return [(code.value, libelle) for code, libelle in libelles.items()]


class DemandeQuerySet(models.QuerySet["Demande"]):
    def visibles_par(self, acteur: Acteur) -> DemandeQuerySet:
        """Those of the entity for its gestionnaires and its demandeur [DEM-26]; those that a caisse instructs; all that
        were filed for the INRS and the commission [DEM-15, SEC-01]."""
        if acteur.profil in (Profil.GESTIONNAIRE, Profil.DEMANDEUR):
            return self.filter(entite=acteur.entite_id)
        if acteur.profil == Profil.INSTRUCTEUR:
            return self.deposees().filter(caisse=acteur.caisse_id)
        if acteur.profil == Profil.COMMISSION:
            return self.deposees().exclude(type__in=ADMINISTRATIVES)
        return self.deposees() if acteur.profil == Profil.INRS else self.none()

    def deposees(self) -> DemandeQuerySet:
        """Submitted at least once: a draft is the entity's alone."""
        return self.filter(deposee_le__isnull=False)

    def ouvertes(self) -> DemandeQuerySet:
        return self.exclude(etat__in=TERMINALES)

    def a_traiter(self, acteur: Acteur) -> DemandeQuerySet:
        """Those that are in the hands of the active profile."""
        partie = partie_de(acteur)
        etats = [etat for etat, mains in MAINS.items() if mains == partie]
        return self.visibles_par(acteur).filter(etat__in=etats)


def partie_de(acteur: Acteur) -> Partie:
    """On which side of a request the active profile stands; the INRS acts as any caisse [DEM-15]."""
    if acteur.profil == Profil.COMMISSION:
        return Partie.COMMISSION
    return Partie.CAISSE if acteur.profil in PROFILS_RESEAU else Partie.ENTITE


class Demande(models.Model):
    """What an entity asks for. Its key is the number it is called by."""

    type = models.CharField("type de demande", max_length=20, choices=choix(LIBELLES_TYPE))
    entite = models.ForeignKey(Entite, models.PROTECT, related_name="demandes")
    dispositif_niveau = models.ForeignKey(DispositifNiveau, models.PROTECT, null=True, blank=True, related_name="+")
    habilitation = models.ForeignKey(Habilitation, models.PROTECT, null=True, blank=True, related_name="demandes")
    etat = models.CharField("état", max_length=20, choices=choix(LIBELLES), default=Etat.BROUILLON.value)
    phase = models.CharField("phase", max_length=20, choices=choix(LIBELLES_PHASE), blank=True)
    version = models.PositiveIntegerField(default=1)
    # Drawn with the form of a new request: sent twice, it makes one.
    cle_de_saisie = models.UUIDField(null=True, unique=True, editable=False)
    # [ENT-07] the instructed values that an administrative update proposes, by field
    proposition = models.JSONField("valeurs proposées", default=dict, blank=True)
    # [DEM-04] when the administrative data was confirmed, and the update that the request then waits for
    donnees_confirmees_le = models.DateTimeField("données confirmées le", null=True, blank=True)
    attend = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="attendue_par")
    creee_le = models.DateTimeField("créée le")
    creee_par = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="demandes_creees")
    modifiee_le = models.DateTimeField("date de modification")
    dernier_intervenant = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")
    etat_depuis = models.DateTimeField("dans cet état depuis")
    deposee_le = models.DateTimeField("date de dépôt", null=True, blank=True)
    deposee_par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    # [ENT-10] that of the entity when it was filed; none: the INRS
    caisse = models.ForeignKey(Caisse, models.PROTECT, null=True, blank=True, related_name="+")
    affectee_a = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="demandes_affectees")
    plateforme_requise = models.BooleanField("plateforme exigée au dépôt", default=False)
    avis = models.CharField("avis de la caisse", max_length=12, choices=choix(LIBELLES_AVIS), blank=True)
    avis_motif = models.TextField("motif de l’avis", blank=True)
    seance = models.ForeignKey(Seance, models.PROTECT, null=True, blank=True, related_name="demandes")
    decision = models.CharField("décision", max_length=12, choices=choix(LIBELLES_DECISION), blank=True)
    motif = models.TextField("motif de la décision", blank=True)
    debut_souhaite = models.DateField("date d’effet écrite dans la décision", null=True, blank=True)
    decidee_le = models.DateField("décidée le", null=True, blank=True)
    decidee_par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DemandeQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        ordering = ["-modifiee_le", "-id"]
        constraints = [
            # [DEM-06] never two open ones for the same dispositif/niveau
            models.UniqueConstraint(
                fields=["entite", "dispositif_niveau"],
                condition=Q(type__in=[TypeDemande.HABILITATION, TypeDemande.RENOUVELLEMENT])
                & ~Q(etat__in=sorted(TERMINALES)),
                name="demande_une_par_niveau",
                violation_error_message="Une demande est déjà ouverte pour ce dispositif et ce niveau.",
            ),
            # [ENT-08] one administrative file at most is open
            models.UniqueConstraint(
                fields=["entite"],
                condition=Q(type__in=sorted(ADMINISTRATIVES)) & ~Q(etat__in=sorted(TERMINALES)),
                name="demande_administrative_unique",
                violation_error_message="Une mise à jour administrative est déjà ouverte.",
            ),
            # Each state with its proof.
            models.CheckConstraint(
                condition=~Q(etat__in=sorted(DEPOSEES - {Etat.ABANDONNEE})) | Q(deposee_le__isnull=False),
                name="demande_deposee",
            ),
            models.CheckConstraint(
                condition=~Q(etat=Etat.INSCRITE) | Q(seance__isnull=False), name="demande_inscrite_seance"
            ),
            models.CheckConstraint(
                condition=~Q(etat__in=[Etat.ACCORDEE, Etat.VALIDEE, Etat.REFUSEE]) | Q(decidee_le__isnull=False),
                name="demande_decidee",
            ),
            models.CheckConstraint(condition=~Q(etat=Etat.REFUSEE) | ~Q(motif=""), name="demande_refus_motive"),
            models.CheckConstraint(
                condition=Q(type__in=sorted(ADMINISTRATIVES)) | Q(dispositif_niveau__isnull=False),
                name="demande_niveau",
            ),
            models.CheckConstraint(
                condition=~Q(type__in=[TypeDemande.RENOUVELLEMENT, TypeDemande.PLATEFORME])
                | Q(habilitation__isnull=False),
                name="demande_habilitation",
            ),
        ]
        indexes = [
            models.Index(fields=["entite", "-modifiee_le", "-id"], name="demande_par_entite"),
            models.Index(fields=["caisse", "etat", "etat_depuis", "id"], name="demande_par_caisse"),
            models.Index(fields=["etat", "-modifiee_le", "-id"], name="demande_par_etat"),
            models.Index(fields=["affectee_a", "etat"], name="demande_par_instructeur"),
        ]

    def __str__(self) -> str:
        return f"Demande n°\u00a0{self.pk}"

    @property
    def numero(self) -> int:
        return int(self.pk)

    @property
    def genre(self) -> TypeDemande:
        return TypeDemande(self.type)

    @property
    def table(self) -> TableTransitions:
        """The life that this kind of request has."""
        return TABLES[self.genre]

    @property
    def mains(self) -> Partie | None:
        """Who holds the file; None once it has ended."""
        return MAINS.get(Etat(self.etat))

    @property
    def est_administrative(self) -> bool:
        return self.genre in ADMINISTRATIVES

    @property
    def est_ouverte(self) -> bool:
        return self.etat not in TERMINALES

    @property
    def est_saisissable(self) -> bool:
        return self.etat in SAISISSABLES

    @property
    def phase_actuelle(self) -> Phase | None:
        return Phase(self.phase) if self.phase else None

    @property
    def decision_prise(self) -> Decision | None:
        return Decision(self.decision) if self.decision else None


class LigneSuivi(models.Model):
    """One line of the file's history: a step, a comment, a decision; internal notes stay with the réseau [DEM-17]."""

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="suivi")
    action = models.CharField("action", max_length=30)
    vers = models.CharField("état", max_length=20, choices=choix(LIBELLES), blank=True)
    phase = models.CharField("phase", max_length=20, choices=choix(LIBELLES_PHASE), blank=True)
    par = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")
    profil = models.CharField("profil", max_length=40, blank=True)
    le = models.DateTimeField("date")
    texte = models.TextField("texte", blank=True)
    interne = models.BooleanField("note interne", default=False)

    class Meta:
        verbose_name = "ligne de suivi"
        verbose_name_plural = "lignes de suivi"
        ordering = ["le", "id"]
        indexes = [models.Index(fields=["demande", "le", "id"], name="suivi_par_demande")]

    def __str__(self) -> str:
        return f"{self.action} {self.demande_id}"
