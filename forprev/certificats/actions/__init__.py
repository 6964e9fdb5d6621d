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

__all__ = [
    "Emission",
    "Numerote",
    "SignataireAbsent",
    "Titulaire",
    "chemin_du_formateur",
    "figer",
    "inscrire",
    "preparer_emission",
    "raisons_signataire",
    "remettre",
]
