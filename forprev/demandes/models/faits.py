"""From rows to the facts that rules judge."""

from datetime import date

from forprev.demandes.models.demande import Demande
from forprev.demandes.rules.demandables import FaitNiveau, FaitTenue
from forprev.demandes.rules.depot import FaitExigee, FaitPlateforme, FaitsDepot
from forprev.demandes.states import ADMINISTRATIVES, TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import DispositifNiveau, FamillePiece, PieceDemandee


def fait_niveau(niveau: DispositifNiveau) -> FaitNiveau:
    return FaitNiveau(
        cle=niveau.pk,
        libelle=str(niveau),
        ouvert=niveau.ouvert_aux_demandes,
        fermeture_demandes=niveau.fermeture_demandes,
        fermeture_renouvellements=niveau.fermeture_renouvellements,
    )


def tenues_de(entite: Entite) -> list[FaitTenue]:
    """The habilitations of the entity, held or not: the rule tells on the day it is asked for."""
    habilitations = Habilitation.objects.filter(entite=entite).avec_faits()
    return [FaitTenue(h.dispositif_niveau_id, h.faits) for h in habilitations]


def niveaux_demandes(entite: Entite) -> list[int]:
    """The dispositif/niveaux for which a request is open [DEM-06]."""
    genres = [TypeDemande.HABILITATION, TypeDemande.RENOUVELLEMENT]
    ouvertes = Demande.objects.ouvertes().filter(entite=entite, type__in=genres)
    return [cle for cle in ouvertes.values_list("dispositif_niveau", flat=True) if cle is not None]


def demandable(entite: Entite, niveau: DispositifNiveau, *, le: date) -> tuple[FaitNiveau, list[FaitTenue]]:
    """What decides whether `niveau` may be requested by `entite` on `le`."""
    return fait_niveau(niveau), tenues_de(entite)


def exigees_de(demande: Demande, *, le: date) -> list[FaitExigee]:
    """The pieces asked of the request: those frozen when it was submitted, those in force on `le` before [DEM-19].

    An administrative file asks for the administrative pieces, another for the pedagogical and technical ones.
    """
    figees = list(demande.exigees.all())
    if figees:
        return [FaitExigee(p.code, p.libelle, p.famille, p.obligatoire) for p in figees]
    en_vigueur = PieceDemandee.objects.en_vigueur(le).filter(types_entite__contains=[demande.entite.type])
    return [
        FaitExigee(piece.code, piece.libelle, piece.famille, piece.obligatoire)
        for piece in en_vigueur.prefetch_related("dispositifs")
        if piece.famille in _familles(demande, le) and _concerne(piece, demande)
    ]


def _familles(demande: Demande, le: date) -> set[str]:
    if demande.genre in ADMINISTRATIVES:
        return {FamillePiece.ADMINISTRATIVE}
    if demande.genre == TypeDemande.PLATEFORME:
        return {FamillePiece.TECHNIQUE}
    technique = {FamillePiece.TECHNIQUE} if plateforme_requise(demande, le) else set()
    return {FamillePiece.PEDAGOGIQUE} | technique


def _concerne(piece: PieceDemandee, demande: Demande) -> bool:
    """Asked of every dispositif, or of this one."""
    dispositifs = {dispositif.pk for dispositif in piece.dispositifs.all()}
    niveau = demande.dispositif_niveau
    return not dispositifs or (niveau is not None and niveau.dispositif_id in dispositifs)


def plateforme_requise(demande: Demande, le: date) -> bool:
    """As frozen when it was submitted; before, as the reference data says on `le` [DEM-07]."""
    if demande.deposee_le is not None:
        return demande.plateforme_requise
    return demande.dispositif_niveau is not None and demande.dispositif_niveau.plateforme_requise(le)


def faits_depot(demande: Demande, *, le: date) -> FaitsDepot:
    """What the request holds, in a constant number of queries."""
    deposees: dict[int | None, set[str]] = {}
    for cle, code in demande.pieces.values_list("plateforme", "code"):
        deposees.setdefault(cle, set()).add(code)
    return FaitsDepot(
        exigees=exigees_de(demande, le=le),
        deposees=frozenset(deposees.get(None, ())),
        plateformes=[FaitPlateforme(p.pk, p.nom, frozenset(deposees.get(p.pk, ()))) for p in demande.plateformes.all()],
        plateforme_requise=plateforme_requise(demande, le),
        donnees_confirmees=demande.est_administrative or demande.donnees_confirmees_le is not None,
    )
