"""When no gestionnaire can act any more: who should take over, who asks for it, with which letter [ACC-19]."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import Triplet
from forprev.comptes.states import Profil
from forprev.entites.models.entites import Entite
from forprev.entites.states import LIBELLES_SUCCESSION, EtatSuccession


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def visibles_par(self, acteur: Acteur) -> SuccessionQuerySet:
        """Those of the entities of an instructeur's caisse; all for the INRS, which acts where there is no caisse
        [ACC-19, ENT-03]."""
        if acteur.profil == Profil.INSTRUCTEUR:
            return self.filter(entite__commune__departement__caisse=acteur.caisse_id)
        return self.all() if acteur.profil == Profil.INRS else self.none()

    def a_examiner(self) -> SuccessionQuerySet:
        return self.filter(etat=EtatSuccession.DEMANDEE)

    def sans_caisse(self) -> SuccessionQuerySet:
        """Those that the INRS decides: no caisse, or an identifier that no entity has."""
        return self.filter(Q(entite__isnull=True) | Q(entite__commune__departement__caisse__isnull=True))


class Succession(models.Model):
    """One person to become gestionnaire of one entity; open, there is one for both.

    `entite` is empty when nobody has the identifier that was typed: the answer to who asks is then the same, and the
    INRS tells them. `successeur_cle` is the triplet, blind to spelling, and the contact given.
    """

    entite = models.ForeignKey(Entite, models.CASCADE, null=True, blank=True, related_name="successions")
    identifiant = models.CharField("SIRET ou N° d’habilitation", max_length=60)
    etat = models.CharField("état", max_length=10, choices=LIBELLES_SUCCESSION.items(), default=EtatSuccession.DEMANDEE)
    successeur_nom = models.CharField("nom", max_length=100)
    successeur_prenom = models.CharField("prénom", max_length=100)
    successeur_naissance = models.DateField("date de naissance")
    successeur_email = models.EmailField("e-mail", max_length=254, blank=True)
    successeur_numero = models.CharField("N° Forprev", max_length=8, blank=True)
    successeur_cle = models.CharField(max_length=450, editable=False)
    demandee_le = models.DateTimeField("demandée le")
    decidee_le = models.DateTimeField("décidée le", null=True, blank=True)
    decidee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidée par"
    )
    motif = models.TextField("motif du refus", blank=True)
    successeur = models.ForeignKey(
        Personne, models.SET_NULL, null=True, blank=True, related_name="successions", verbose_name="successeur nommé"
    )
    lecture_jusqu_au = models.DateField("contestation ouverte jusqu’au", null=True, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "succession"
        ordering = ["demandee_le", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entite", "successeur_cle"],
                condition=Q(etat=EtatSuccession.DEMANDEE, entite__isnull=False),
                name="succession_ouverte_unique",
            ),
            models.UniqueConstraint(
                fields=["identifiant", "successeur_cle"],
                condition=Q(etat=EtatSuccession.DEMANDEE, entite__isnull=True),
                name="succession_inconnue_unique",
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatSuccession.DEMANDEE, decidee_le__isnull=True)
                | Q(etat=EtatSuccession.NOMMEE, decidee_le__isnull=False, lecture_jusqu_au__isnull=False)
                | (Q(etat=EtatSuccession.REFUSEE, decidee_le__isnull=False) & ~Q(motif="")),
                name="succession_etat_prouve",
            ),
            models.CheckConstraint(
                condition=~Q(successeur_email="") | ~Q(successeur_numero=""), name="succession_joignable"
            ),
        ]
        indexes = [models.Index(fields=["etat", "demandee_le", "id"], name="succession_par_etat")]

    def __str__(self) -> str:
        return f"n°\u00a0{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.successeur_cle = cle_du_successeur(
            self.triplet, email=self.successeur_email, numero=self.successeur_numero
        )
        super().save(*args, **kwargs)

    @property
    def triplet(self) -> Triplet:
        return Triplet(self.successeur_nom, self.successeur_prenom, self.successeur_naissance)

    @property
    def successeur_nomme(self) -> str:
        """« DURAND Alice »: the person as the letter names them."""
        return f"{self.successeur_nom.upper()} {self.successeur_prenom}"


def cle_du_triplet(triplet: Triplet) -> str:
    """Blind to spelling, and short whatever was typed: some letters unfold into a whole sentence."""
    nom, prenom, naissance = triplet.cles
    return hashlib.sha256(f"{nom}|{prenom}|{naissance.isoformat()}".encode()).hexdigest()


def cle_du_successeur(triplet: Triplet, *, email: str, numero: str) -> str:
    """Who is designated and how they are reached: a letter that gives another address is another request, so that
    nobody receives the account meant for somebody else by filing first [ACC-19]."""
    contact = (numero or email).strip().casefold()
    return f"{cle_du_triplet(triplet)} {hashlib.sha256(contact.encode()).hexdigest()[:16]}"


class LettreSuccession(models.Model):
    """One letter signed by the entity, and who sent it, with an account or without."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="lettres")
    nom = models.CharField("nom", max_length=100)
    prenom = models.CharField("prénom", max_length=100)
    fonction = models.CharField("fonction", max_length=100)
    email = models.EmailField("e-mail", max_length=254)
    personne = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    chemin = models.CharField("fichier", max_length=200)
    nom_fichier = models.CharField("nom du fichier", max_length=200)
    type_mime = models.CharField("type", max_length=60)
    taille = models.PositiveIntegerField("taille")
    empreinte = models.CharField("empreinte", max_length=64)
    deposee_le = models.DateTimeField("déposée le")

    class Meta:
        verbose_name = "lettre de succession"
        verbose_name_plural = "lettres de succession"
        ordering = ["deposee_le", "id"]
        constraints = [
            models.UniqueConstraint(fields=["succession", "email", "empreinte"], name="lettre_succession_une_fois")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def deposant(self) -> str:
        return f"{self.nom.upper()} {self.prenom}"


class ContestationSuccession(models.Model):
    """A former gestionnaire who contests, once, while they still read [ACC-19]."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="contestations")
    personne = models.ForeignKey(Personne, models.CASCADE, related_name="+")
    texte = models.TextField("ce qui est contesté")
    le = models.DateTimeField("contestée le")

    class Meta:
        verbose_name = "contestation d’une succession"
        verbose_name_plural = "contestations de successions"
        ordering = ["le", "id"]
        constraints = [
            models.UniqueConstraint(fields=["succession", "personne"], name="contestation_succession_une_fois")
        ]

    def __str__(self) -> str:
        return str(self.pk)
