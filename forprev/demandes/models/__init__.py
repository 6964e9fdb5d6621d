"""Requests, what they hold, how they are instructed, the meetings that decide them."""

from forprev.demandes.models.demande import Demande, DemandeQuerySet, LigneSuivi
from forprev.demandes.models.instruction import Complement, Passage, Verification
from forprev.demandes.models.pieces import Piece, PieceExigee, PlateformeDemandee
from forprev.demandes.models.seances import Courrier, Seance

__all__ = [
    "Complement",
    "Courrier",
    "Demande",
    "DemandeQuerySet",
    "LigneSuivi",
    "Passage",
    "Piece",
    "PieceExigee",
    "PlateformeDemandee",
    "Seance",
    "Verification",
]
