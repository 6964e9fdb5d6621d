"""Giving and taking back files [DEM-07, DEM-08, ENT-04]."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes.actions.commun import exiger_onglet, noter, toucher, verrouiller
from forprev.demandes.actions.complements import complement_ouvert
from forprev.demandes.models import Demande, Piece, PlateformeDemandee
from forprev.demandes.models.faits import exigees_de
from forprev.demandes.models.pieces import comparaison, empreintes, precedentes
from forprev.demandes.states import Onglet, TypeDemande
from forprev.socle import clock, files
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus
from forprev.socle.televersements import Televersement, deposer_piece

FICHIERS_PAR_PIECE = 10


@transaction.atomic
def deposer(
    *,
    par: Acteur,
    le: datetime,
    demande: Demande,
    code: str,
    televersement: Televersement,
    plateforme: PlateformeDemandee | None = None,
) -> Piece:
    """Add a file, already judged by its content, to a piece asked of this request.

    The same file given twice for the same piece is one. Raises Refus when the piece is not asked, or the file is not in
    the hands of the entity.
    """
    verrou = verrouiller(demande.pk, par=par)
    _exiger_demandee(verrou, code, plateforme, par=par, le=le)
    chemin, sha256 = deposer_piece(televersement)
    memes = verrou.pieces.filter(code=code, plateforme=plateforme)
    deja = memes.filter(sha256=sha256).first()
    if deja is not None:
        transaction.on_commit(lambda: files.supprimer(chemin))
        return deja
    _exiger_de_la_place(memes.count())
    piece = Piece.objects.create(
        demande=verrou,
        plateforme=plateforme,
        code=code,
        nom=televersement.nom,
        fichier=chemin,
        type_mime=televersement.type_mime,
        sha256=sha256,
        taille=len(televersement.contenu),
        deposee_le=le,
        deposee_par=par.personne,
    )
    toucher(verrou, par=par, le=le)
    _noter(verrou, "piece", piece, par=par, le=le)
    journaliser(par=par, verbe="demandes.deposer", objet=verrou, le=le, piece=code)
    return piece


def _noter(demande: Demande, action: str, piece: Piece, *, par: Acteur, le: datetime) -> None:
    """What a file filed already gains or loses is in its history; a draft is the entity's alone [DEM-17]."""
    if demande.deposee_le is not None:
        noter(demande, action, par=par, le=le, texte=piece.nom)


def _exiger_demandee(
    demande: Demande, code: str, plateforme: PlateformeDemandee | None, *, par: Acteur, le: datetime
) -> None:
    codes = {exigee.code for exigee in exigees_de(demande, le=clock.jour(le))}
    if plateforme is not None and plateforme.demande_id != demande.pk:
        raise Refus(Raison("plateforme", "Cette plateforme n’est pas de cette demande.", "fichier"))
    if code not in codes:
        raise Refus(Raison("piece_inconnue", "Cette pièce n’est pas demandée ici.", "fichier"))
    exiger_onglet(demande, onglet_de(demande, plateforme), par=par)


def onglet_de(demande: Demande, plateforme: PlateformeDemandee | None) -> Onglet:
    """The tab in which a piece is given [DEM-07]."""
    if demande.est_administrative:
        return Onglet.GENERAL
    return Onglet.TECHNIQUE if plateforme else Onglet.PEDAGOGIQUE


def _exiger_de_la_place(deja: int) -> None:
    if deja >= FICHIERS_PAR_PIECE:
        texte = f"Une pièce compte {FICHIERS_PAR_PIECE} fichiers au plus\u00a0: retirez-en un."
        raise Refus(Raison("trop_de_fichiers", texte, "fichier"))


@transaction.atomic
def retirer(*, par: Acteur, le: datetime, demande: Demande, piece: Piece) -> None:
    """Take a file back while the request is in the hands of the entity; what was seen by the réseau is kept.

    A piece given before complements were asked belongs to the file: it is completed, not taken away [DEM-17].
    """
    verrou = verrouiller(demande.pk, par=par)
    ligne = verrou.pieces.select_related("plateforme").get(pk=piece.pk)
    exiger_onglet(verrou, onglet_de(verrou, ligne.plateforme), par=par)
    ouvert = complement_ouvert(verrou)
    if ouvert is not None and ligne.deposee_le < ouvert.demandes_le:
        texte = "Ce fichier a déjà été transmis\u00a0: il reste au dossier. Déposez le nouveau à côté."
        raise Refus(Raison("piece_transmise", texte, "fichier"))
    chemin = ligne.fichier
    ligne.delete()
    toucher(verrou, par=par, le=le)
    _noter(verrou, "piece_retiree", ligne, par=par, le=le)
    journaliser(par=par, verbe="demandes.retirer_piece", objet=verrou, le=le, piece=ligne.code)
    transaction.on_commit(lambda: files.supprimer(chemin))


def comparer(demande: Demande) -> None:
    """Mark each piece of a renewal against the last granted request of the same right [DEM-19]."""
    if demande.genre != TypeDemande.RENOUVELLEMENT:
        return
    avant = empreintes(precedentes(demande))
    pieces = list(demande.pieces.all())
    for piece in pieces:
        piece.comparaison = comparaison(piece, avant)
    Piece.objects.bulk_update(pieces, ["comparaison"])
