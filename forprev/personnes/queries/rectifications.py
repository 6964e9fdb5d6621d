"""What the assistance has to answer, and what a person reads of their own requests."""

from datetime import date

from django.db.models import QuerySet

from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.queries import rechercher_doublons
from forprev.comptes.rules import Proximite, Triplet
from forprev.personnes.models import (
    DemandeEffacement,
    DemandeEffacementQuerySet,
    Rectification,
    RectificationQuerySet,
)
from forprev.personnes.states import EtatRectification


def nombre_a_traiter() -> int:
    """The counter of the menu: rectifications and erasure requests that wait for an answer, in one query."""
    effacements_en_cours = DemandeEffacement.objects.ouvertes().order_by().values("pk")
    return Rectification.objects.ouvertes().order_by().values("pk").union(effacements_en_cours, all=True).count()


def rectifications_ouvertes() -> int:
    return Rectification.objects.ouvertes().count()


def effacements_ouverts() -> int:
    return DemandeEffacement.objects.ouvertes().count()


def rectifications(acteur: Acteur, *, traitees: bool) -> RectificationQuerySet:
    """Those to answer or those answered, ready for a list; a withdrawn one is nobody's work any more."""
    visibles = Rectification.objects.visibles_par(acteur).select_related("personne", "traitee_par")
    if not traitees:
        return visibles.ouvertes()
    return visibles.filter(etat__in=[EtatRectification.ACCEPTEE, EtatRectification.REFUSEE])


def rectification_a_lire(acteur: Acteur) -> QuerySet[Rectification]:
    """Visible requests with what their page shows."""
    return Rectification.objects.visibles_par(acteur).select_related("personne", "traitee_par")


def effacements(acteur: Acteur, *, traitees: bool) -> DemandeEffacementQuerySet:
    """Those to answer or those refused, ready for a list; the granted ones are gone with their accounts."""
    visibles = DemandeEffacement.objects.visibles_par(acteur).select_related("personne", "traitee_par")
    return visibles.filter(reponse__gt="") if traitees else visibles.ouvertes()


def effacement_a_lire(acteur: Acteur) -> QuerySet[DemandeEffacement]:
    return DemandeEffacement.objects.visibles_par(acteur).select_related("personne", "traitee_par")


def rectification_ouverte_de(personne_id: int) -> Rectification | None:
    """One's own open request, at most one [ACC-07]."""
    return Rectification.objects.de(personne_id).ouvertes().first()


def derniere_reponse_a(personne_id: int) -> Rectification | None:
    """One's own last request that the assistance answered."""
    repondues = Rectification.objects.de(personne_id).filter(
        etat__in=[EtatRectification.ACCEPTEE, EtatRectification.REFUSEE]
    )
    return repondues.order_by("-traitee_le", "-id").first()


def effacement_ouvert_de(personne_id: int) -> DemandeEffacement | None:
    return DemandeEffacement.objects.de(personne_id).ouvertes().first()


def dernier_refus_d_effacement(personne_id: int) -> DemandeEffacement | None:
    return DemandeEffacement.objects.de(personne_id).filter(reponse__gt="").order_by("-traitee_le", "-id").first()


def sosies(voulue: Triplet, *, sauf: Personne) -> list[tuple[Personne, Proximite]]:
    """Who else may be this identity, nearest first: the person may have two numbers [ACC-13]."""
    return [(personne, rang) for personne, rang in rechercher_doublons(voulue) if personne.pk != sauf.pk]


def certificats_a_reemettre(personne: Personne, le: date) -> int:
    """How many valid trainer certificates a correction would issue again [CER-11]."""
    return CertificatFormateur.objects.filter(personne=personne).valides(le).count()
