"""Reference data: territory, dispositifs and niveaux, models of certificate, signatories, dated values.

What a past certificate depends on carries its own dates: a change adds a row, it never rewrites one that was in force.
"""

from forprev.referentiel.models.certificats import LogoCertificat, ModeleCertificat, Signataire, TypeImage
from forprev.referentiel.models.chargement import EmpreinteChargee
from forprev.referentiel.models.dispositifs import Dispositif, DispositifNiveau, FamillePiece, PieceDemandee
from forprev.referentiel.models.territoire import Caisse, CodePostal, Commune, Departement, TypeCaisse
from forprev.referentiel.models.valeurs import TexteReference, ValeurReference
from forprev.referentiel.models.verifications import VerificationPhase

__all__ = [
    "Caisse",
    "CodePostal",
    "Commune",
    "Departement",
    "Dispositif",
    "DispositifNiveau",
    "EmpreinteChargee",
    "FamillePiece",
    "LogoCertificat",
    "ModeleCertificat",
    "PieceDemandee",
    "Signataire",
    "TexteReference",
    "TypeCaisse",
    "TypeImage",
    "ValeurReference",
    "VerificationPhase",
]
