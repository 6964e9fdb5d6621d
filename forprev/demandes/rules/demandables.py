"""What an entity may ask for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forprev.demandes.states import TypeDemande
from forprev.habilitations.deadlines import PERMANENTE, ouverture_renouvellement
from forprev.habilitations.rules import FaitsHabilitation
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison


@dataclass(frozen=True, slots=True)
class FaitNiveau:
    """A dispositif/niveau as the reference data gives it."""

    cle: int
    libelle: str
    ouvert: bool
    fermeture_demandes: date | None = None
    fermeture_renouvellements: date | None = None


@dataclass(frozen=True, slots=True)
class FaitTenue:
    """A habilitation of the entity for one dispositif/niveau."""

    cle: int
    faits: FaitsHabilitation


def est_tenue(faits: FaitsHabilitation, *, le: date) -> bool:
    """Neither ended, nor withdrawn, nor given up on `le`; a suspended one is held [DEM-05]."""
    perdue = any(fin and fin <= le for fin in (faits.retrait_le, faits.renonciation_le))
    return not perdue and any(periode.fin >= le for periode in faits.periodes)


def fin_tenue(faits: FaitsHabilitation) -> date:
    """The last day of its last period."""
    return max(periode.fin for periode in faits.periodes)


def raisons_nouvelle(
    niveau: FaitNiveau, tenues: Sequence[FaitTenue], demandees: Sequence[int], *, le: date
) -> list[Raison]:
    """Why a first habilitation for this dispositif/niveau cannot be requested on `le` [DEM-05, DEM-06, DEM-29]."""
    ferme = niveau.fermeture_demandes is not None and niveau.fermeture_demandes < le
    if not niveau.ouvert or ferme:
        return [_raison("ferme", f"{niveau.libelle} n’est pas ouvert aux nouvelles demandes.")]
    if niveau.cle in demandees:
        return [_deja_demandee(niveau)]
    tenue = next((t for t in tenues if t.cle == niveau.cle and est_tenue(t.faits, le=le)), None)
    if tenue is None:
        return []
    return [_raison("tenue", _tenue(niveau, tenue.faits, le))]


def _tenue(niveau: FaitNiveau, faits: FaitsHabilitation, le: date) -> str:
    fin = fin_tenue(faits)
    debut = f"L’entité est déjà habilitée pour {niveau.libelle}"
    if fin >= PERMANENTE:
        return f"{debut}, sans limite de durée."
    ouverture = ouverture_renouvellement(fin)
    if le < ouverture:
        return f"{debut} jusqu’au {longue(fin)}\u00a0: le renouvellement s’ouvrira le {longue(ouverture)}."
    return f"{debut} jusqu’au {longue(fin)}\u00a0: demandez son renouvellement."


def raisons_renouvellement(
    niveau: FaitNiveau, faits: FaitsHabilitation, demandees: Sequence[int], *, le: date
) -> list[Raison]:
    """Why it cannot be renewed on `le`: asked from 12 months before the end through the end [DEM-14, DEM-29]."""
    fin = fin_tenue(faits)
    if fin >= PERMANENTE:
        return [_raison("permanente", "Cette habilitation est permanente\u00a0: elle ne se renouvelle pas.")]
    if any(close and close <= le for close in (faits.retrait_le, faits.renonciation_le)):
        return [_raison("close", "Cette habilitation n’est plus tenue\u00a0: faites une nouvelle demande.")]
    if le < ouverture_renouvellement(fin):
        texte = f"Le renouvellement s’ouvrira le {longue(ouverture_renouvellement(fin))}."
        return [_raison("trop_tot", texte)]
    if le > fin:
        texte = f"Cette habilitation a pris fin le {longue(fin)}\u00a0: faites une nouvelle demande."
        return [_raison("trop_tard", texte)]
    limite = niveau.fermeture_renouvellements
    if limite and limite < le:
        texte = f"Les renouvellements de {niveau.libelle} sont fermés depuis le {longue(limite)}."
        return [_raison("renouvellement_ferme", texte)]
    return [_deja_demandee(niveau)] if niveau.cle in demandees else []


def raisons_plateforme(niveau: FaitNiveau, faits: FaitsHabilitation, *, requise: bool, le: date) -> list[Raison]:
    """Why no plateforme can be added on `le`: only to a right that is held, and asks for one [DEM-08]."""
    if not requise:
        return [_raison("sans_plateforme", f"{niveau.libelle} ne demande pas de plateforme pédagogique.")]
    if not est_tenue(faits, le=le):
        return [_raison("close", "Cette habilitation n’est plus tenue\u00a0: faites une nouvelle demande.")]
    return []


def _deja_demandee(niveau: FaitNiveau) -> Raison:
    return _raison("en_cours", f"Une demande est déjà ouverte pour {niveau.libelle}\u00a0: suivez-la.")


def _raison(code: str, texte: str) -> Raison:
    return Raison(code, texte, "dispositif_niveau")


def type_propose(
    niveau: FaitNiveau, tenues: Sequence[FaitTenue], demandees: Sequence[int], *, le: date
) -> TypeDemande | None:
    """What the list of *+ Nouvelle demande* offers for it: a first request, a renewal, or nothing [DEM-05]."""
    if not raisons_nouvelle(niveau, tenues, demandees, le=le):
        return TypeDemande.HABILITATION
    for tenue in tenues:
        if tenue.cle == niveau.cle and not raisons_renouvellement(niveau, tenue.faits, demandees, le=le):
            return TypeDemande.RENOUVELLEMENT
    return None
