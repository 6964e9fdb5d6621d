"""Every write on certificates: issuing, and issuing again when an identity is corrected."""

from forprev.certificats.actions.emission import (
    Emission,
    Numerote,
    SignataireAbsent,
    Titulaire,
    chemin_du_formateur,
    figer,
    inscrire,
    preparer_emission,
    raisons_signataire,
    remettre,
)
from forprev.certificats.actions.reemission import REMPLACE, reemettre, reemettre_les_valables, remplacer

__all__ = [
    "REMPLACE",
    "Emission",
    "Numerote",
    "SignataireAbsent",
    "Titulaire",
    "chemin_du_formateur",
    "figer",
    "inscrire",
    "preparer_emission",
    "raisons_signataire",
    "reemettre",
    "reemettre_les_valables",
    "remettre",
    "remplacer",
]
