"""What the screens of the merge read: pairs to look at, two accounts side by side."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from forprev.comptes.models import Doublon, Personne
from forprev.comptes.rules import Proximite, proximite
from forprev.comptes.seconds_facteurs import a_un_second_facteur
from forprev.personnes.actions.doublons import DISTINGUER
from forprev.personnes.queries.fiches import ProfilTenu, certificats_de, profils_tenus
from forprev.socle.models import EntreeJournal


def doublons(*, examines: bool) -> QuerySet[Doublon]:
    """The pairs to look at, or those that were judged to be two people, with who judged and why."""
    paires = Doublon.objects.select_related("connue", "nouvelle").filter(traite_le__isnull=not examines)
    return paires.annotate(motif=_du_jugement("details__motif"), juge=_du_jugement("par__nom")) if examines else paires


def _du_jugement(champ: str) -> Subquery:
    """That field of the line of journal that closed an outer pair; nothing once the journal has forgotten it."""
    lignes = EntreeJournal.objects.filter(
        verbe=DISTINGUER,
        objet_type=Doublon._meta.label,
        objet_id=Cast(OuterRef("pk"), CharField()),
    )
    return Subquery(lignes.order_by("-pk").values(champ)[:1])


def doublons_ouverts() -> int:
    """How many pairs wait."""
    return Doublon.objects.filter(traite_le__isnull=True).count()


def doublon_de(une: Personne, autre: Personne) -> Doublon | None:
    """The pair of these two, still to look at, whichever came first."""
    paires = Doublon.objects.filter(Q(connue=une, nouvelle=autre) | Q(connue=autre, nouvelle=une))
    return paires.filter(traite_le__isnull=True).order_by("pk").first()


def proximite_de(doublon: Doublon) -> Proximite | None:
    """How near the two are today: a correction may have parted them since."""
    return proximite(doublon.connue.triplet, doublon.nouvelle.triplet)


@dataclass(frozen=True, slots=True)
class CoteDeFusion:
    """One of two accounts side by side: what helps to know whether it is the same person, and which to keep."""

    personne: Personne
    autres_numeros: list[str]
    profils: list[ProfilTenu]
    certificats: int
    valables: int
    second_facteur: bool


def cote_de_fusion(personne: Personne, le: date) -> CoteDeFusion:
    """The account as it is on `le`."""
    certificats = certificats_de(personne, le)
    return CoteDeFusion(
        personne=personne,
        autres_numeros=list(personne.autres_numeros.values_list("numero", flat=True)),
        profils=profils_tenus(personne, le),
        certificats=len(certificats),
        valables=sum(certificat.fait.est_valide(le=le) for certificat, _ in certificats),
        second_facteur=a_un_second_facteur(personne),
    )
