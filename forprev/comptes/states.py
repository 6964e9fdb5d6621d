"""The profiles of the specification and what they are called."""

from enum import StrEnum


class Profil(StrEnum):
    """What a person acts as [ACC-09]; the value is what addresses and mail links carry [ACC-22]."""

    GESTIONNAIRE = "gestionnaire"
    DELEGATAIRE = "delegataire"
    DEMANDEUR = "demandeur"
    FORMATEUR = "formateur"
    INSTRUCTEUR = "instructeur"
    COMMISSION = "commission"
    INRS = "inrs"
    ASSISTANCE = "assistance"
    SANS_PROFIL = "sans-profil"


LIBELLES_PROFILS: dict[Profil, str] = {
    Profil.GESTIONNAIRE: "Gestionnaire",
    Profil.DELEGATAIRE: "Délégataire",
    Profil.DEMANDEUR: "Demandeur",
    Profil.FORMATEUR: "Formateur",
    Profil.INSTRUCTEUR: "Instructeur",
    Profil.COMMISSION: "Commission nationale",
    Profil.INRS: "Administrateur INRS",
    Profil.ASSISTANCE: "Assistance",
    Profil.SANS_PROFIL: "Sans profil",
}

PROFILS_RESEAU = frozenset({Profil.INSTRUCTEUR, Profil.COMMISSION, Profil.INRS, Profil.ASSISTANCE})
PROFILS_ENTITE = frozenset({Profil.GESTIONNAIRE, Profil.DELEGATAIRE})


def libelle_de_code(code: str) -> str:
    """The label of an `Acteur.code`: « Gestionnaire » for « gestionnaire-12 », empty for an empty code."""
    profil = next((profil for profil in Profil if code == profil or code.startswith(f"{profil}-")), None)
    return LIBELLES_PROFILS[profil] if profil else ""
