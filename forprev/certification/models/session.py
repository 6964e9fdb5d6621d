"""Certification sessions and their history."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from forprev.certification.deadlines import dernier_jour_sans_certificat, dernier_telechargement
from forprev.certification.models.commun import choix
from forprev.certification.states import (
    A_TRAITER_ENTITE,
    LIBELLES,
    LIBELLES_LIEU,
    LIBELLES_STAGE,
    SANS_CERTIFICAT,
    SOUMISES,
    TERMINALES,
    Etat,
    TypeLieu,
)
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation, Plateforme
from forprev.referentiel.models import Commune, DispositifNiveau, ModeleCertificat
from forprev.socle import clock


class SessionQuerySet(models.QuerySet["SessionCertification"]):
    def visibles_par(self, acteur: Acteur, le: date) -> SessionQuerySet:
        """What the active profile may see on `le` [SES-18, SES-30], without what should already be gone [RGP-13]."""
        base = self.vivantes(le)
        if acteur.profil == Profil.GESTIONNAIRE:
            return base.filter(entite=acteur.entite_id)
        if acteur.profil == Profil.DELEGATAIRE:
            return base.filter(entite=acteur.entite_id, declaree_par=acteur.personne_id, transferee_le__isnull=True)
        if acteur.profil == Profil.FORMATEUR:
            siennes = base.filter(formateur=acteur.personne_id, etat__in=SOUMISES)
            return siennes.exclude(etat__in=TERMINALES).couvertes() if acteur.limite else siennes
        if acteur.profil == Profil.INSTRUCTEUR:
            return base.filter(soumise_le__isnull=False, entite__commune__departement__caisse=acteur.caisse_id)
        return base.filter(soumise_le__isnull=False) if acteur.profil == Profil.INRS else self.none()

    def couvertes(self) -> SessionQuerySet:
        """Those ended on a day that a certificate of their trainer covered: all that is left of a formateur whose
        certificates have ended [ACC-17]."""
        certificats = CertificatFormateur.objects.valides(OuterRef("date_fin"))
        return self.filter(Exists(certificats.filter(personne=OuterRef("formateur"))))

    def vivantes(self, le: date) -> SessionQuerySet:
        """Those whose time is not over on `le` [SES-16, SES-17, RGP-13]."""
        return self.filter(supprimee_apres__gte=le)

    def a_traiter(self, acteur: Acteur, le: date) -> SessionQuerySet:
        """Those that wait for the active profile on `le` [SES-28]."""
        visibles = self.visibles_par(acteur, le)
        if acteur.est_de_l_entite:
            return visibles.filter(etat__in=A_TRAITER_ENTITE)
        return visibles.filter(etat=Etat.EN_VALIDATION_FORMATEUR, date_fin__lte=le)

    def a_supprimer(self, le: date) -> SessionQuerySet:
        """Those whose last day is before `le` [SES-16, SES-17]; a generation under way is never cut."""
        return self.filter(supprimee_apres__lt=le).exclude(etat=Etat.GENERATION_EN_COURS)


class SessionCertification(models.Model):
    """What was taught, where, by which trainer, to whom. Its key is the national running number [SES-02]."""

    entite = models.ForeignKey(Entite, models.PROTECT, related_name="sessions_certification")
    habilitation = models.ForeignKey(Habilitation, models.PROTECT, null=True, blank=True, related_name="sessions")
    modele = models.ForeignKey(
        ModeleCertificat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="certificat"
    )
    type_lieu = models.CharField("lieu de formation", max_length=10, choices=choix(LIBELLES_LIEU), blank=True)
    plateforme = models.ForeignKey(Plateforme, models.PROTECT, null=True, blank=True, related_name="+")
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ville")
    pays = models.CharField("pays", max_length=60, blank=True)
    ville_etranger = models.CharField("ville", max_length=100, blank=True)
    type_stage = models.CharField("identification", max_length=10, choices=choix(LIBELLES_STAGE), blank=True)
    date_fin = models.DateField("date de fin de session", null=True, blank=True)
    formateur = models.ForeignKey(
        Personne, models.SET_NULL, null=True, blank=True, related_name="sessions_formees", verbose_name="formateur"
    )
    formateur_saisi = models.JSONField("formateur tel que saisi", default=dict, blank=True)

    etat = models.CharField("état", max_length=30, choices=choix(LIBELLES), default=Etat.EN_SAISIE.value)
    version = models.PositiveIntegerField(default=1)
    # Drawn with the form of a new session: sent twice, it makes one session.
    cle_de_saisie = models.UUIDField(null=True, unique=True, editable=False)
    declaree_par = models.ForeignKey(
        Personne, models.SET_NULL, null=True, related_name="sessions_declarees", verbose_name="déclarée par"
    )
    enregistree_le = models.DateTimeField("enregistrée le")
    modifiee_le = models.DateTimeField("date de modification")
    dernier_intervenant = models.ForeignKey(
        Personne, models.SET_NULL, null=True, related_name="+", verbose_name="dernier intervenant"
    )
    etat_depuis = models.DateTimeField("dans cet état depuis")
    soumise_le = models.DateTimeField("soumise le", null=True, blank=True)
    soumise_par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    resultats_le = models.DateTimeField("résultats envoyés le", null=True, blank=True)
    resultats_version = models.PositiveIntegerField("version vue par le formateur", null=True, blank=True)
    generees_le = models.DateTimeField("certificats générés le", null=True, blank=True)
    generees_par = models.ForeignKey(Personne, models.SET_NULL, null=True, blank=True, related_name="+")
    cloturee_le = models.DateTimeField("clôturée le", null=True, blank=True)
    meme_personne = models.BooleanField("une même personne des deux côtés", default=False)
    # [SES-33] set when the délégataire who declared it lost the delegation or the role
    transferee_le = models.DateTimeField("passée aux gestionnaires le", null=True, blank=True)
    supprimee_apres = models.DateField("dernier jour de conservation", editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "session de certification"
        verbose_name_plural = "sessions de certification"
        ordering = ["-modifiee_le", "-id"]
        constraints = [
            # Each state with its proof.
            models.CheckConstraint(
                condition=~Q(etat=Etat.EN_VALIDATION_FORMATEUR)
                | Q(soumise_le__isnull=False, date_fin__isnull=False, habilitation__isnull=False, modele__isnull=False),
                name="session_soumise",
            ),
            models.CheckConstraint(
                condition=~Q(
                    etat__in=[
                        Etat.EN_VALIDATION_ENTITE,
                        Etat.GENERATION_EN_COURS,
                        Etat.CERTIFICATS_GENERES,
                        Etat.CLOTUREE,
                    ]
                )
                | Q(resultats_le__isnull=False, resultats_version__isnull=False, date_fin__isnull=False),
                name="session_resultats",
            ),
            models.CheckConstraint(
                condition=Q(etat=Etat.CERTIFICATS_GENERES, generees_le__isnull=False)
                | (~Q(etat=Etat.CERTIFICATS_GENERES) & Q(generees_le__isnull=True)),
                name="session_generee",
            ),
            models.CheckConstraint(
                condition=Q(etat=Etat.CLOTUREE, cloturee_le__isnull=False)
                | (~Q(etat=Etat.CLOTUREE) & Q(cloturee_le__isnull=True)),
                name="session_cloturee",
            ),
        ]
        indexes = [
            models.Index(fields=["entite", "-modifiee_le", "-id"], name="session_par_entite"),
            models.Index(fields=["formateur", "etat", "date_fin"], name="session_par_formateur"),
            models.Index(fields=["declaree_par", "etat"], name="session_par_declarant"),
            models.Index(fields=["supprimee_apres"], name="session_a_supprimer"),
            models.Index(fields=["date_fin", "etat"], name="session_par_date"),
        ]

    def __str__(self) -> str:
        return f"Session de certification n°\u00a0{self.pk}"

    def calculer_conservation(self) -> None:
        """Set the last day on which the session exists [SES-16, SES-17].

        An end date taken away while another is looked for leaves that day as it was: nothing vanishes on a save.
        """
        cloture = self.generees_le or self.cloturee_le
        if cloture:
            self.supprimee_apres = dernier_telechargement(clock.jour(cloture))
            return
        dernier = dernier_jour_sans_certificat(self.date_fin, clock.jour(self.enregistree_le))
        self.supprimee_apres = dernier if self.date_fin else max(dernier, self.supprimee_apres or dernier)

    @property
    def numero(self) -> int:
        return int(self.pk)

    @property
    def dispositif_niveau(self) -> DispositifNiveau | None:
        return self.habilitation.dispositif_niveau if self.habilitation else None

    @property
    def niveau(self) -> int | None:
        return self.dispositif_niveau.niveau if self.dispositif_niveau else None

    @property
    def forme_des_formateurs(self) -> bool:
        """Niveau 2 or 3: stagiaires have an e-mail and get an account [SES-08]."""
        return (self.niveau or 1) > 1

    @property
    def lieu(self) -> str:
        """The place in one line: platform, commune or foreign town."""
        if self.type_lieu == TypeLieu.PLATEFORME:
            return self.plateforme.nom if self.plateforme else ""
        if self.type_lieu == TypeLieu.ETRANGER:
            return f"{self.ville_etranger} ({self.pays})" if self.ville_etranger else ""
        return self.commune.nom if self.commune else ""

    @property
    def est_terminee(self) -> bool:
        return self.etat in TERMINALES

    @property
    def est_sans_certificat(self) -> bool:
        return self.etat in SANS_CERTIFICAT


class Etape(models.Model):
    """One step of the session: who, when, comment [SES-20]. It dies with the session [RGP-14]."""

    session = models.ForeignKey(SessionCertification, models.CASCADE, related_name="etapes")
    action = models.CharField("action", max_length=30)
    vers = models.CharField("état", max_length=30, choices=choix(LIBELLES))
    par = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")
    profil = models.CharField("profil", max_length=40, blank=True)
    le = models.DateTimeField("date")
    commentaire = models.TextField("commentaire", blank=True)
    meme_personne = models.BooleanField("une même personne des deux côtés", default=False)

    class Meta:
        verbose_name = "étape"
        ordering = ["le", "id"]

    def __str__(self) -> str:
        return f"{self.action} {self.session_id}"


class Avertissement(models.Model):
    """A warning already given: this session, this last day, this many days before [SES-17]."""

    session = models.ForeignKey(SessionCertification, models.CASCADE, related_name="avertissements")
    nature = models.CharField("nature", max_length=20)
    echeance = models.DateField("échéance")
    seuil = models.PositiveSmallIntegerField("jours avant")

    class Meta:
        verbose_name = "avertissement"
        constraints = [
            models.UniqueConstraint(fields=["session", "nature", "echeance", "seuil"], name="avertissement_unique")
        ]

    def __str__(self) -> str:
        return f"{self.nature} {self.seuil} {self.session_id}"
