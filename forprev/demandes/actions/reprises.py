"""Taking again what was given before: pieces of the last granted request, a refused file [DEM-14, DEM-19, DEM-24]."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes.actions import fiches, pieces, saisie
from forprev.demandes.actions.commun import toucher, verrouiller
from forprev.demandes.models import Demande, Piece, PlateformeDemandee
from forprev.demandes.models.faits import exigees_de
from forprev.demandes.models.pieces import precedentes
from forprev.demandes.states import Etat
from forprev.socle import clock, files
from forprev.socle.raisons import Raison, Refus
from forprev.socle.televersements import Televersement


@transaction.atomic
def reprendre(
    *, par: Acteur, le: datetime, demande: Demande, code: str, plateforme: PlateformeDemandee | None = None
) -> None:
    """Give again, for this piece of a renewal, the files of the last granted request [DEM-14, DEM-19].

    Raises Refus when there was none, or when the piece cannot be given now.
    """
    verrou = verrouiller(demande.pk, par=par)
    anciennes = precedentes(verrou).get((code, plateforme.reprise_id if plateforme else None), [])
    if not anciennes:
        raise Refus(Raison("rien_a_reprendre", "Aucun fichier n’avait été déposé pour cette pièce.", "fichier"))
    _donner(anciennes, verrou, plateforme, par=par, le=le)


def _donner(
    anciennes: Iterable[Piece], demande: Demande, plateforme: PlateformeDemandee | None, *, par: Acteur, le: datetime
) -> None:
    """The same contents under new names: a file taken back from one request stays in the other."""
    for piece in anciennes:
        televersement = Televersement(
            contenu=files.lire(piece.fichier),
            extension=PurePath(piece.fichier).suffix.removeprefix("."),
            type_mime=piece.type_mime,
            nom=piece.nom,
        )
        pieces.deposer(
            par=par, le=le, demande=demande, code=piece.code, televersement=televersement, plateforme=plateforme
        )


@transaction.atomic
def copier(*, par: Acteur, le: datetime, demande: Demande, cle_de_saisie: uuid.UUID) -> Demande:
    """A new draft that holds what a refused file held; a second click gives the same one [DEM-24].

    Raises Refus when the file was not refused, or when what it asked for cannot be asked for today.
    """
    if demande.etat != Etat.REFUSEE:
        raise Refus(Raison("non_refusee", "Seule une demande refusée se copie dans une nouvelle."))
    if demande.est_administrative:
        return _copier_fiche(demande, par=par, le=le)
    deja = Demande.objects.filter(cle_de_saisie=cle_de_saisie, entite=par.entite_id).first()
    if deja is not None:
        return deja
    nouvelle = saisie.copier(par=par, le=le, demande=demande, cle_de_saisie=cle_de_saisie)
    _copier_pieces(demande, nouvelle, par=par, le=le)
    return nouvelle


def _copier_fiche(demande: Demande, *, par: Acteur, le: datetime) -> Demande:
    """A new entity kept its values; an update proposes them again, unless another one is open already [ENT-08]."""
    nouvelle = fiches.ouvrir(par=par, le=le)
    if nouvelle.proposition or nouvelle.pieces.exists() or nouvelle.etat != Etat.BROUILLON:
        return nouvelle
    nouvelle.proposition = demande.proposition
    toucher(nouvelle, par=par, le=le)
    _copier_pieces(demande, nouvelle, par=par, le=le)
    return nouvelle


def _copier_pieces(demande: Demande, nouvelle: Demande, *, par: Acteur, le: datetime) -> None:
    """Those still asked for today, each on the plateforme of the same name and address."""
    codes = {exigee.code for exigee in exigees_de(nouvelle, le=clock.jour(le))}
    sites = {(p.nom, p.adresse): p for p in nouvelle.plateformes.all()}
    for piece in demande.pieces.select_related("plateforme").order_by("pk"):
        site = sites.get((piece.plateforme.nom, piece.plateforme.adresse)) if piece.plateforme else None
        if piece.code in codes and (piece.plateforme is None or site is not None):
            _donner([piece], nouvelle, site, par=par, le=le)
