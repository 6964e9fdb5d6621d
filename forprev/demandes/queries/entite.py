"""What the entity reads of its requests [DEM-26]."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from forprev.comptes.models import Acteur
from forprev.demandes.models import Courrier, Demande, DemandeQuerySet, LigneSuivi, Piece, PlateformeDemandee
from forprev.demandes.models.faits import exigees_de, fait_niveau, niveaux_demandes, tenues_de
from forprev.demandes.models.pieces import comparaison, empreintes, precedentes
from forprev.demandes.rules.demandables import est_tenue, raisons_renouvellement, type_propose
from forprev.demandes.rules.depot import FaitExigee
from forprev.demandes.states import ADMINISTRATIVES, TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import DispositifNiveau, FamillePiece

# [DEM-12] letters that say what a right is; the others say what was done to it
DECISIONS = (Courrier.Nature.FAVORABLE, Courrier.Nature.PLATEFORME)


def demandes_de(acteur: Acteur) -> DemandeQuerySet:
    """All those of the entity, with what a list shows."""
    siennes = Demande.objects.visibles_par(acteur)
    return siennes.select_related("dispositif_niveau__dispositif", "caisse", "entite__commune__departement__caisse")


def fiche_ouverte(acteur: Acteur) -> Demande | None:
    """The administrative file that is open for the entity: one at most [ENT-08]."""
    return demandes_de(acteur).ouvertes().filter(type__in=ADMINISTRATIVES).first()


def derniere_fiche(acteur: Acteur) -> Demande | None:
    """The last administrative file of the entity, ended or not."""
    return demandes_de(acteur).filter(type__in=ADMINISTRATIVES).order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Proposition:
    """A line of *+ Nouvelle demande*: a first habilitation, or the renewal of one."""

    niveau: DispositifNiveau
    type: TypeDemande
    habilitation: Habilitation | None = None


def propositions(entite: Entite, *, le: date) -> list[Proposition]:
    """What the entity may ask for on `le`, by dispositif [DEM-05]."""
    tenues, demandees = tenues_de(entite), niveaux_demandes(entite)
    habilitations = _dernieres(entite)
    lignes = []
    for niveau in DispositifNiveau.objects.select_related("dispositif"):
        genre = type_propose(fait_niveau(niveau), tenues, demandees, le=le)
        if genre is not None:
            renouvelee = habilitations.get(niveau.pk) if genre == TypeDemande.RENOUVELLEMENT else None
            lignes.append(Proposition(niveau, genre, renouvelee))
    return lignes


def _dernieres(entite: Entite) -> dict[int, Habilitation]:
    """The habilitation that ends last, by dispositif/niveau."""
    toutes = [h for h in Habilitation.objects.filter(entite=entite).avec_faits() if h.periodes.all()]
    return {h.dispositif_niveau_id: h for h in sorted(toutes, key=lambda h: h.fin)}


def a_plateformes(entite: Entite, *, le: date) -> list[Habilitation]:
    """The rights held to which a plateforme can be added [DEM-08]."""
    actives = Habilitation.objects.filter(entite=entite).actives(le).avec_faits()
    return [h for h in actives if h.dispositif_niveau.plateforme_requise(le)]


def renouvelable(habilitation: Habilitation, *, le: date) -> bool:
    """Whether *Renouveler* is offered on the sheet of the right [DEM-14]."""
    niveau = fait_niveau(habilitation.dispositif_niveau)
    demandees = niveaux_demandes(habilitation.entite)
    return not raisons_renouvellement(niveau, habilitation.faits, demandees, le=le)


def demandes_de_l_habilitation(acteur: Acteur, habilitation: Habilitation) -> DemandeQuerySet:
    """The open requests about this right: its renewal, added plateformes."""
    return demandes_de(acteur).ouvertes().filter(habilitation=habilitation).order_by("pk")


def courriers_lisibles(habilitation: Habilitation, *, le: date) -> list[Courrier]:
    """The letters of a right, newest first: that of the decision until it ends or is withdrawn [DEM-12, HAB-05]."""
    courriers = habilitation.courriers.all()
    if est_tenue(habilitation.faits, le=le):
        return list(courriers)
    return list(courriers.exclude(nature__in=DECISIONS))


@dataclass(frozen=True, slots=True)
class LignePiece:
    """A piece asked, and the files given for it; in a renewal, those of the last granted request [DEM-19]."""

    exigee: FaitExigee
    pieces: list[Piece]
    anciennes: list[Piece] = field(default_factory=list)
    avant: dict[str, set[str]] = field(default_factory=dict)
    renouvelle: bool = False

    @property
    def deposees(self) -> list[tuple[Piece, str]]:
        """Each file with its mark, *inchangée*, *modifiée* or *nouvelle*; none outside a renewal."""
        return [(piece, self._marque(piece)) for piece in self.pieces]

    def _marque(self, piece: Piece) -> str:
        return comparaison(piece, self.avant).label.lower() if self.renouvelle else ""

    @property
    def a_reprendre(self) -> bool:
        """Something was given last time that is not given again."""
        return not {ancienne.sha256 for ancienne in self.anciennes} <= {piece.sha256 for piece in self.pieces}

    @property
    def manque(self) -> bool:
        return self.exigee.obligatoire and not self.pieces


def pieces_pedagogiques(demande: Demande, *, le: date) -> list[LignePiece]:
    """The tab *Éléments pédagogiques*."""
    return _lignes(demande, FamillePiece.PEDAGOGIQUE, None, exigees_de(demande, le=le), precedentes(demande))


def pieces_techniques(demande: Demande, *, le: date) -> list[tuple[PlateformeDemandee, list[LignePiece]]]:
    """The tab *Éléments techniques*: each plateforme with its pieces [DEM-08]."""
    plateformes = list(demande.plateformes.select_related("commune"))
    exigees, anciennes = exigees_de(demande, le=le), precedentes(demande)
    return [(p, _lignes(demande, FamillePiece.TECHNIQUE, p, exigees, anciennes)) for p in plateformes]


def _lignes(
    demande: Demande,
    famille: FamillePiece,
    plateforme: PlateformeDemandee | None,
    exigees: list[FaitExigee],
    anciennes: dict[tuple[str, int | None], list[Piece]],
) -> list[LignePiece]:
    par_code: dict[str, list[Piece]] = {}
    for piece in demande.pieces.all():
        if piece.plateforme_id == (plateforme.pk if plateforme else None):
            par_code.setdefault(piece.code, []).append(piece)
    site = plateforme.reprise_id if plateforme else None
    return [
        LignePiece(
            exigee,
            par_code.get(exigee.code, []),
            anciennes.get((exigee.code, site), []) if plateforme is None or site else [],
            empreintes(anciennes),
            demande.genre == TypeDemande.RENOUVELLEMENT,
        )
        for exigee in exigees
        if exigee.famille == famille
    ]


def suivi_lisible(demande: Demande) -> QuerySet[LigneSuivi]:
    """The history that the entity sees, newest first: never an internal note [DEM-17]."""
    return demande.suivi.filter(interne=False).select_related("par").order_by("-le", "-pk")
