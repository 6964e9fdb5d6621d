"""Certification sessions: what is declared, who was there, what was issued, what is left."""

from forprev.certification.models.chiffres import LigneChiffres
from forprev.certification.models.generation import CertificatPrepare, Generation
from forprev.certification.models.session import Avertissement, Etape, SessionCertification
from forprev.certification.models.stagiaire import Stagiaire

__all__ = [
    "Avertissement",
    "CertificatPrepare",
    "Etape",
    "Generation",
    "LigneChiffres",
    "SessionCertification",
    "Stagiaire",
]
