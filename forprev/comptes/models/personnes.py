"""People and their numbers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower, Reverse, Upper
from django.utils.crypto import salted_hmac

from forprev.comptes.rules import Proximite, Triplet, adresse_ecrite, jour_mois_inverses, proximite
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
        """The person of this e-mail, whatever its letter case and the writing of its accents [ACC-03]."""
        return self.filter(email__iexact=adresse_ecrite(email))

    def d_identifiant(self, identifiant: str) -> PersonneQuerySet:
        """The person who signs in with this N° Forprev or e-mail, in any letter case [ACC-02]."""
        saisi = identifiant.strip()
        return self.d_adresse(saisi) if "@" in saisi else self.de_numero(saisi)

    def de_numero(self, numero: str) -> PersonneQuerySet:
        """The person of this N° Forprev, in any letter case, one that a merge gave them included [ACC-14].

        Two indexed look-ups put together: an « or » between the two tables would read them both whole.
        """
        siens = Personne.objects.filter(numero__iexact=numero).order_by().values("pk")
        reunis = AutreNumero.objects.filter(numero=numero.upper()).values("personne")
        return self.filter(pk__in=siens.union(reunis))

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
    # Raised to close every web session of the person, wherever they are open.
    generation_connexions = models.PositiveIntegerField("génération des connexions", default=0)
    # Who opened the account for them: told when the person says « Ce n’est pas moi » [ACC-20].
    ouvert_par = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="comptes_ouverts", verbose_name="ouvert par"
    )
    conteste_le = models.DateTimeField("contesté le", null=True, blank=True)

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
            # The assistance looks for the beginning of a name or of an e-mail.
            models.Index(
                fields=["nom_cle", "prenom_cle"],
                name="personne_nom_debut",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            ),
            models.Index(OpClass(Upper("email"), "text_pattern_ops"), name="personne_email_debut"),
            # The assistance is told the last digits of a number; the accounts frozen are few.
            models.Index(OpClass(Reverse("numero"), "text_pattern_ops"), name="personne_numero_fin"),
            models.Index(
                fields=["conteste_le"], name="personne_contestee", condition=models.Q(conteste_le__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_cle, self.prenom_cle, self.nom_tri = cle(self.nom), cle(self.prenom), cle_de_tri(self.nom)
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a web session must still match: the password, and no closing of all sessions since [ACC-08, ACC-20]."""
        return salted_hmac(
            "forprev.comptes.connexions",
            f"{self.password}:{self.generation_connexions}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    @property
    def triplet(self) -> Triplet:
        return Triplet(self.nom, self.prenom, self.date_naissance)

    @property
    def nom_complet(self) -> str:
        """« N’GUYEN-LE GOFF Anne-Laure »."""
        return f"{self.nom.upper()} {self.prenom}"


class AutreNumero(models.Model):
    """A number that a merge gave to the person kept: it still signs in and still finds them [ACC-14]."""

    numero = models.CharField("N° Forprev", max_length=8, primary_key=True)
    personne = models.ForeignKey(Personne, models.CASCADE, related_name="autres_numeros")
    depuis = models.DateTimeField("réuni le")

    class Meta:
        verbose_name = "autre numéro"
        verbose_name_plural = "autres numéros"
        ordering = ["depuis", "numero"]

    def __str__(self) -> str:
        return self.numero
