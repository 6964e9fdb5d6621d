"""What is asked of a request, and what is given."""

from django.db import models

from forprev.comptes.models import Personne
from forprev.demandes.models.demande import Demande
from forprev.demandes.states import Etat, TypeDemande
from forprev.habilitations.models import Plateforme
from forprev.referentiel.models import Commune, FamillePiece


class PieceExigee(models.Model):
    """A piece asked of this request, frozen when it was submitted; a draft follows those in force [DEM-19]."""

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="exigees")
    code = models.CharField("code", max_length=60)
    libelle = models.CharField("libellé", max_length=160)
    famille = models.CharField("famille", max_length=20, choices=FamillePiece.choices)
    obligatoire = models.BooleanField("obligatoire", default=False)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "pièce exigée"
        verbose_name_plural = "pièces exigées"
        ordering = ["ordre", "id"]
        constraints = [models.UniqueConstraint(fields=["demande", "code"], name="piece_exigee_unique")]

    def __str__(self) -> str:
        return self.libelle


class PlateformeDemandee(models.Model):
    """A plateforme of the request, with its address and pieces; once granted, that of the habilitation [DEM-08]."""

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="plateformes")
    nom = models.CharField("nom", max_length=120)
    adresse = models.CharField("adresse", max_length=200)
    code_postal = models.CharField("code postal", max_length=5)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name="ville")
    # [DEM-14] that of the habilitation which a renewal takes again
    reprise = models.ForeignKey(Plateforme, models.SET_NULL, null=True, blank=True, related_name="+")
    accordee = models.OneToOneField(Plateforme, models.SET_NULL, null=True, blank=True, related_name="demandee")

    class Meta:
        verbose_name = "plateforme demandée"
        verbose_name_plural = "plateformes demandées"
        ordering = ["nom", "id"]

    def __str__(self) -> str:
        return self.nom


class Piece(models.Model):
    """A file given: judged by its content, kept under a name nobody can guess [SEC-03]."""

    class Comparaison(models.TextChoices):
        NOUVELLE = "NOUVELLE", "Nouvelle"
        MODIFIEE = "MODIFIEE", "Modifiée"
        INCHANGEE = "INCHANGEE", "Inchangée"

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="pieces")
    plateforme = models.ForeignKey(
        PlateformeDemandee, models.CASCADE, null=True, blank=True, related_name="pieces", verbose_name="plateforme"
    )
    code = models.CharField("pièce", max_length=60)
    nom = models.CharField("nom du fichier", max_length=200)
    fichier = models.CharField("fichier", max_length=200)
    type_mime = models.CharField("nature", max_length=60)
    sha256 = models.CharField("empreinte", max_length=64)
    taille = models.PositiveIntegerField("taille (octets)")
    comparaison = models.CharField("comparaison", max_length=10, choices=Comparaison.choices, blank=True)
    deposee_le = models.DateTimeField("déposée le")
    deposee_par = models.ForeignKey(Personne, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "pièce"
        ordering = ["code", "id"]
        indexes = [models.Index(fields=["demande", "code"], name="piece_par_demande")]

    def __str__(self) -> str:
        return self.nom


def precedentes(demande: Demande) -> dict[tuple[str, int | None], list[Piece]]:
    """What was given with the last granted request of the same right, by code and plateforme of the right [DEM-19]."""
    derniere = derniere_accordee(demande)
    if derniere is None:
        return {}
    par_cle: dict[tuple[str, int | None], list[Piece]] = {}
    for piece in derniere.pieces.select_related("plateforme"):
        site = piece.plateforme
        par_cle.setdefault((piece.code, (site.accordee_id or site.reprise_id) if site else None), []).append(piece)
    return par_cle


def derniere_accordee(demande: Demande) -> Demande | None:
    """The request that granted, or last renewed, the right that this one renews."""
    if demande.genre != TypeDemande.RENOUVELLEMENT:
        return None
    accordees = Demande.objects.filter(habilitation=demande.habilitation_id, etat=Etat.ACCORDEE)
    return accordees.exclude(type=TypeDemande.PLATEFORME).order_by("-decidee_le", "-pk").first()


def empreintes(anciennes: dict[tuple[str, int | None], list[Piece]]) -> dict[str, set[str]]:
    """The hashes of these files, by code of piece."""
    par_code: dict[str, set[str]] = {}
    for (code, _), lot in anciennes.items():
        par_code.setdefault(code, set()).update(piece.sha256 for piece in lot)
    return par_code


def comparaison(piece: Piece, avant: dict[str, set[str]]) -> Piece.Comparaison:
    """The same file is *inchangée*, another file for a piece given then *modifiée*, a piece that was not *nouvelle*
    [DEM-19]."""
    connues = avant.get(piece.code, set())
    if piece.sha256 in connues:
        return Piece.Comparaison.INCHANGEE
    return Piece.Comparaison.MODIFIEE if connues else Piece.Comparaison.NOUVELLE
