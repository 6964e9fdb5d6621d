"""The right of an entity to deliver a dispositif at a niveau, and who may use it."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.entites.models import Entite, Membre
from forprev.habilitations.deadlines import PERMANENTE
from forprev.habilitations.rules import FaitPeriode, FaitsHabilitation, FaitSuspension, est_valide
from forprev.referentiel.models import Commune, DispositifNiveau


class HabilitationQuerySet(models.QuerySet["Habilitation"]):
    def visibles_par(self, acteur: Acteur) -> HabilitationQuerySet:
        """Those of the entity for a gestionnaire, those ever delegated for a délégataire [SEC-01]."""
        if acteur.profil == Profil.GESTIONNAIRE:
            return self.filter(entite=acteur.entite_id)
        if acteur.profil == Profil.DELEGATAIRE:
            return self.filter(delegations__membre=acteur.membre_id).distinct()
        if acteur.profil == Profil.INSTRUCTEUR:
            return self.filter(entite__commune__departement__caisse=acteur.caisse_id)
        return self if acteur.profil in (Profil.INRS, Profil.COMMISSION) else self.none()

    def actives(self, le: date) -> HabilitationQuerySet:
        """With a current or future period, suspended ones included, neither withdrawn nor given up [HAB-07]."""
        en_cours = Periode.objects.filter(habilitation=models.OuterRef("pk"), fin__gte=le)
        return self.filter(models.Exists(en_cours)).filter(
            Q(retrait_le__isnull=True) | Q(retrait_le__gt=le),
            Q(renonciation_le__isnull=True) | Q(renonciation_le__gt=le),
        )

    def avec_faits(self) -> HabilitationQuerySet:
        """With all that `faits` reads, in a constant number of queries."""
        return self.select_related("dispositif_niveau__dispositif", "entite").prefetch_related(
            "periodes", "suspensions"
        )


class Habilitation(models.Model):
    """A numbered right with its periods [HAB-01]."""

    entite = models.ForeignKey(Entite, models.PROTECT, related_name="habilitations")
    dispositif_niveau = models.ForeignKey(DispositifNiveau, models.PROTECT, related_name="+")
    numero = models.CharField("numéro", max_length=60, unique=True)
    retrait_le = models.DateField("retirée le", null=True, blank=True)
    retrait_motif = models.TextField("motif du retrait", blank=True)
    renonciation_le = models.DateField("abandonnée le", null=True, blank=True)

    objects = HabilitationQuerySet.as_manager()

    class Meta:
        verbose_name = "habilitation"
        ordering = ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau", "id"]

    def __str__(self) -> str:
        return self.numero

    @property
    def faits(self) -> FaitsHabilitation:
        """The facts that rules judge; prefetch with `avec_faits`."""
        return FaitsHabilitation(
            periodes=[FaitPeriode(p.debut, p.fin, p.accordee_le) for p in self.periodes.all()],
            suspensions=[FaitSuspension(s.du, s.au) for s in self.suspensions.all()],
            retrait_le=self.retrait_le,
            renonciation_le=self.renonciation_le,
        )

    def est_valide(self, le: date) -> bool:
        """[HAB-03]"""
        return est_valide(self.faits, le=le)

    @property
    def debut(self) -> date:
        return min(p.debut for p in self.periodes.all())

    @property
    def fin(self) -> date:
        """The last day of the last period, before any withdrawal."""
        return max(p.fin for p in self.periodes.all())

    def fin_de_validite(self, jour: date) -> date:
        """The last day of the period that holds `jour`; `jour` itself when none does."""
        return next((p.fin for p in self.periodes.all() if p.debut <= jour <= p.fin), jour)

    @property
    def est_permanente(self) -> bool:
        return self.fin >= PERMANENTE

    def suspension_du_jour(self, le: date) -> Suspension | None:
        return next((s for s in self.suspensions.all() if s.du <= le and (s.au is None or le <= s.au)), None)

    def numero_le(self, jour: date) -> str:
        """The number in force on `jour`: a period taken over may carry its own [HAB-08]."""
        periode = next((p for p in self.periodes.all() if p.debut <= jour <= p.fin), None)
        return (periode and periode.numero) or self.numero


class CompteurHabilitation(models.Model):
    """The last rank given in the national sequence of numbers: one row [HAB-01]."""

    dernier = models.PositiveIntegerField("dernier rang attribué", default=0)

    class Meta:
        verbose_name = "compteur des habilitations"
        verbose_name_plural = "compteurs des habilitations"

    def __str__(self) -> str:
        return str(self.dernier)


class Periode(models.Model):
    """A stretch of the right's life; a renewal adds one [HAB-08]. Both ends are included."""

    habilitation = models.ForeignKey(Habilitation, models.CASCADE, related_name="periodes")
    debut = models.DateField("date de début")
    fin = models.DateField("date de fin")
    accordee_le = models.DateField("accordée le")
    numero = models.CharField("numéro propre à la période", max_length=60, blank=True)

    class Meta:
        verbose_name = "période"
        ordering = ["debut", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="periode_ordonnee"),
            # Without btree_gist, an equality on an integer is a range of one value.
            ExclusionConstraint(
                name="periode_sans_chevauchement",
                expressions=[
                    (
                        Func("habilitation_id", "habilitation_id", Value("[]"), function="int8range"),
                        RangeOperators.EQUAL,
                    ),
                    (
                        Func("debut", "fin", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Cette période en chevauche une autre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debut} – {self.fin}"


class Suspension(models.Model):
    """Days on which the right is not valid, first and last included; without a last day, until lifted [HAB-03]."""

    habilitation = models.ForeignKey(Habilitation, models.CASCADE, related_name="suspensions")
    du = models.DateField("du")
    au = models.DateField("au", null=True, blank=True)
    motif = models.TextField("motif")

    class Meta:
        verbose_name = "suspension"
        ordering = ["du", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(au__isnull=True) | Q(au__gte=F("du")), name="suspension_ordonnee")
        ]

    def __str__(self) -> str:
        return f"{self.du} – {self.au or ''}"


class Plateforme(models.Model):
    """A technical training site of a habilitation, usable between two days [SES-04, SES-39]."""

    habilitation = models.ForeignKey(Habilitation, models.CASCADE, related_name="plateformes")
    nom = models.CharField("nom", max_length=120)
    adresse = models.CharField("adresse", max_length=200)
    code_postal = models.CharField("code postal", max_length=5)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+")
    validee_le = models.DateField("validée le", null=True, blank=True)
    fermee_le = models.DateField("dernier jour", null=True, blank=True)

    class Meta:
        verbose_name = "plateforme pédagogique"
        verbose_name_plural = "plateformes pédagogiques"
        ordering = ["nom", "id"]

    def __str__(self) -> str:
        return self.nom

    def utilisable(self, le: date) -> bool:
        """Validated on or before `le`, and not ended before it [SES-39]."""
        return bool(self.validee_le and self.validee_le <= le and (self.fermee_le is None or le <= self.fermee_le))


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def en_cours(self) -> DelegationQuerySet:
        return self.filter(terminee_le__isnull=True)


class Delegation(models.Model):
    """A délégataire attached to a habilitation [ACC-12]; once ended, it serves end dates up to that day [SES-03]."""

    membre = models.ForeignKey(Membre, models.CASCADE, related_name="delegations")
    habilitation = models.ForeignKey(Habilitation, models.CASCADE, related_name="delegations")
    depuis = models.DateField("depuis")
    terminee_le = models.DateField("terminée le", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "délégation"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membre", "habilitation"], condition=Q(terminee_le__isnull=True), name="delegation_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membre_id} {self.habilitation_id}"


class AbonnementEcheances(models.Model):
    """The address by which a calendar follows the deadlines of an entity; only the hash of its secret is kept [HAB-07].

    One an entity: another address replaces it.
    """

    entite = models.OneToOneField(Entite, models.CASCADE, related_name="+")
    empreinte = models.CharField("empreinte du secret", max_length=64, unique=True)
    ouvert_le = models.DateTimeField("ouvert le")

    class Meta:
        verbose_name = "abonnement aux échéances"
        verbose_name_plural = "abonnements aux échéances"

    def __str__(self) -> str:
        return f"abonnement {self.entite_id}"
