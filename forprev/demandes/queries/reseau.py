"""What the réseau reads of requests: the queue, the file."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import Profil
from forprev.demandes.models import Complement, Demande, DemandeQuerySet, LigneSuivi, Verification
from forprev.demandes.queries.entite import LignePiece, pieces_pedagogiques, pieces_techniques
from forprev.demandes.states import LIBELLES_PHASE, Phase

__all__ = ["LignePiece", "pieces_pedagogiques", "pieces_techniques"]


def dossiers_de(acteur: Acteur) -> DemandeQuerySet:
    """Those that the active profile may see, with what a list shows [DEM-15]."""
    return Demande.objects.visibles_par(acteur).select_related(
        "entite__commune__departement__caisse", "dispositif_niveau__dispositif", "affectee_a", "caisse"
    )


def a_instruire(acteur: Acteur) -> DemandeQuerySet:
    """Those in the hands of the caisse [DEM-15]."""
    return dossiers_de(acteur).a_traiter(acteur)


def nombre_a_instruire(acteur: Acteur) -> int:
    """The counter of the menu."""
    return Demande.objects.a_traiter(acteur).count()


def avec_limite(demandes: DemandeQuerySet) -> DemandeQuerySet:
    """With the last day of the complements that are awaited, as `limite`."""
    ouverts = Complement.objects.filter(demande=OuterRef("pk"), recus_le=None, retires_le=None)
    return demandes.annotate(limite=ouverts.values("limite")[:1], attendu=Exists(ouverts))


def instructeurs(caisse_id: str | None) -> QuerySet[Personne]:
    """Who may be given a file of that caisse; the INRS where there is none [DEM-15]."""
    roles = RoleReseau.objects.filter(nature=Profil.INRS)
    if caisse_id:
        roles = RoleReseau.objects.filter(nature=Profil.INSTRUCTEUR, caisse=caisse_id)
    return Personne.objects.filter(pk__in=roles.values("personne"), is_active=True).order_by("nom_tri", "pk")


@dataclass(frozen=True, slots=True)
class GroupeVerifications:
    """The checks of one phase, in order; only those of the present phase can be done."""

    phase: Phase
    lignes: list[Verification]
    en_cours: bool

    @property
    def libelle(self) -> str:
        return LIBELLES_PHASE[self.phase]

    @property
    def faites(self) -> int:
        return sum(1 for ligne in self.lignes if ligne.resultat)


def verifications_de(demande: Demande) -> list[GroupeVerifications]:
    """Every check of the file, by phase."""
    par_phase: dict[str, list[Verification]] = {}
    for ligne in demande.verifications.select_related("faite_par"):
        par_phase.setdefault(ligne.phase, []).append(ligne)
    return [
        GroupeVerifications(phase, par_phase[phase], demande.phase == phase) for phase in Phase if phase in par_phase
    ]


def suivi_complet(demande: Demande) -> QuerySet[LigneSuivi]:
    """The whole history, internal notes included, newest first [DEM-17]."""
    return demande.suivi.select_related("par").order_by("-le", "-pk")
