"""People, their numbers, the roles of the réseau."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower, Upper

from forprev.comptes.rules import Proximite, Triplet, jour_mois_inverses, proximite
from forprev.comptes.states import LIBELLES_PROFILS, PROFILS_ENTITE, Profil
from forprev.referentiel.models import Caisse
from forprev.socle.text import cle, cle_de_tri


class NumeroAttribue(models.Model):
    """Every N° Forprev ever given, kept even after the account is gone: none is given twice [ACC-01]."""

    numero = models.CharField("N° Forprev", max_length=8, primary_key=True)
    attribue_le = models.DateTimeField("attribué le")

    class Meta:
        verbose_name = "numéro attribué"
        verbose_name_plural = "numéros attribués"

    def __str__(self) -> str:
        return self.numero


class PersonneQuerySet(models.QuerySet["Personne"]):
    def de_triplet(self, triplet: Triplet) -> PersonneQuerySet:
        """The people of exactly this triplet, blind to spelling [ACC-13]."""
        nom, prenom, naissance = triplet.cles
        return self.filter(nom_cle=nom, prenom_cle=prenom, date_naissance=naissance)

    def d_adresse(self, email: str) -> PersonneQuerySet:
        """The person of this e-mail, whatever its letter case [ACC-03]."""
        return self.filter(email__iexact=email)

    def d_identifiant(self, identifiant: str) -> PersonneQuerySet:
        """The person who signs in with this N° Forprev or e-mail, in any letter case [ACC-02]."""
        saisi = identifiant.strip()
        return self.d_adresse(saisi) if "@" in saisi else self.filter(numero__iexact=saisi)

    def par_proximite(self, triplet: Triplet) -> list[tuple[Personne, Proximite]]:
        """Whoever may be this triplet, nearest first, then by nom [ACC-13].

        Every near triplet has the birth date or the one with day and month swapped: that index leaves few rows.
        """
        jours = [triplet.date_naissance, jour_mois_inverses(triplet.date_naissance)]
        candidats = self.filter(date_naissance__in=[jour for jour in jours if jour])
        proches = [
            (personne, rang) for personne in candidats if (rang := proximite(triplet, personne.triplet)) is not None
        ]
        return sorted(proches, key=lambda p: (p[1], p[0].nom_tri, p[0].prenom_cle, p[0].pk))


class PersonneManager(BaseUserManager["Personne"].from_queryset(PersonneQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, identifiant: str | None) -> Personne:
        return self.get(numero__iexact=identifiant)


class Personne(AbstractBaseUser):
    """A person with an account. Acteurs never are [ACC-01]."""

    numero = models.CharField(
        "N° Forprev", max_length=8, unique=True, validators=[RegexValidator(r"^[A-Z]{3}[0-9]{5}$")]
    )
    email = models.EmailField("e-mail", max_length=254)
    nom = models.CharField("nom", max_length=100)
    prenom = models.CharField("prénom", max_length=100)
    date_naissance = models.DateField("date de naissance")
    nom_cle = models.CharField(max_length=200, editable=False)
    prenom_cle = models.CharField(max_length=200, editable=False)
    nom_tri = models.CharField(max_length=200, editable=False)
    is_active = models.BooleanField("compte actif", default=True)
    creee_le = models.DateTimeField("créée le")
    premiere_connexion_le = models.DateTimeField("première connexion faite le", null=True, blank=True)
    caisse_rattachement = models.ForeignKey(
        Caisse, models.PROTECT, null=True, blank=True, verbose_name="caisse de rattachement", related_name="+"
    )
    hors_caisse = models.BooleanField("INRS (hors caisse)", default=False)
    profil_retenu = models.CharField("dernier profil choisi", max_length=60, blank=True)
    jeton_generation = models.PositiveIntegerField("génération des liens de mot de passe", default=0)

    USERNAME_FIELD = "numero"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "nom", "prenom", "date_naissance"]

    objects = PersonneManager()

    class Meta:
        verbose_name = "personne"
        ordering = ["nom_tri", "prenom_cle", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="personne_email_unique",
                violation_error_message="Cet e-mail ne peut pas être utilisé.",
            ),
            models.CheckConstraint(
                condition=models.Q(numero__regex=r"^[A-Z]{3}[0-9]{5}$"), name="personne_numero_forme"
            ),
        ]
        indexes = [
            models.Index(fields=["date_naissance", "nom_cle", "prenom_cle"], name="personne_triplet"),
            models.Index(fields=["nom_cle", "prenom_cle"], name="personne_noms"),
            models.Index(Upper("numero"), name="personne_numero_casse"),
            models.Index(Upper("email"), name="personne_email_casse"),
        ]

    def __str__(self) -> str:
        return self.numero

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_cle, self.prenom_cle, self.nom_tri = cle(self.nom), cle(self.prenom), cle_de_tri(self.nom)
        super().save(*args, **kwargs)

    @property
    def triplet(self) -> Triplet:
        return Triplet(self.nom, self.prenom, self.date_naissance)

    @property
    def nom_complet(self) -> str:
        """« N’GUYEN-LE GOFF Anne-Laure »."""
        return f"{self.nom.upper()} {self.prenom}"


class RoleReseau(models.Model):
    """A role in the réseau; an instructeur has a caisse, the others have none."""

    class Nature(models.TextChoices):
        INSTRUCTEUR = Profil.INSTRUCTEUR.value, "Instructeur"
        COMMISSION = Profil.COMMISSION.value, "Commission nationale"
        INRS = Profil.INRS.value, "Administrateur INRS"
        ASSISTANCE = Profil.ASSISTANCE.value, "Assistance"

    personne = models.ForeignKey(Personne, models.CASCADE, related_name="roles_reseau")
    nature = models.CharField("rôle", max_length=20, choices=Nature.choices)
    caisse = models.ForeignKey(Caisse, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "rôle du réseau"
        verbose_name_plural = "rôles du réseau"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "nature", "caisse"], nulls_distinct=False, name="role_reseau_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(nature="instructeur", caisse__isnull=False)
                | (~models.Q(nature="instructeur") & models.Q(caisse__isnull=True)),
                name="role_reseau_caisse",
            ),
        ]

    def __str__(self) -> str:
        return self.get_nature_display()


@dataclass(frozen=True)
class Acteur:
    """Who acts, under which profile: what every permission is asked of [ACC-09].

    `entite_id` is set for gestionnaire, délégataire and demandeur; `membre_id` for gestionnaire and délégataire;
    `caisse_id` for an instructeur. `limite` marks a formateur whose certificate has ended and who only finishes the
    sessions that name them [ACC-17].
    """

    personne: Personne
    profil: Profil
    entite_id: int | None = None
    entite_nom: str = ""
    membre_id: int | None = None
    caisse_id: str | None = None
    limite: bool = False

    @property
    def personne_id(self) -> int:
        return int(self.personne.pk)

    @property
    def libelle(self) -> str:
        """« Gestionnaire · MAIRIE DE VANVES »."""
        nom = LIBELLES_PROFILS[self.profil]
        return f"{nom} · {self.entite_nom}" if self.entite_nom else nom

    @property
    def code(self) -> str:
        """What an address or the person's preference keeps: « gestionnaire-12 », « formateur », « instructeur-IDF »."""
        suite = self.entite_id or self.caisse_id
        return f"{self.profil.value}-{suite}" if suite else self.profil.value

    @property
    def est_de_l_entite(self) -> bool:
        return self.profil in PROFILS_ENTITE


class Doublon(models.Model):
    """Two accounts that may be one person: what the assistance's *Doublons* lists [ACC-28, SES-36]."""

    connue = models.ForeignKey(Personne, models.CASCADE, related_name="+", verbose_name="personne connue")
    nouvelle = models.ForeignKey(Personne, models.CASCADE, related_name="+", verbose_name="nouveau compte")
    signale_le = models.DateTimeField("signalé le")
    origine = models.CharField("origine", max_length=100)
    traite_le = models.DateTimeField("traité le", null=True, blank=True)

    class Meta:
        verbose_name = "doublon à examiner"
        verbose_name_plural = "doublons à examiner"
        ordering = ["-signale_le", "-id"]
        constraints = [models.UniqueConstraint(fields=["connue", "nouvelle"], name="doublon_unique")]

    def __str__(self) -> str:
        return f"{self.connue_id} {self.nouvelle_id}"
