"""What a request must hold before it is submitted."""

from collections.abc import Sequence
from dataclasses import dataclass

from forprev.socle.raisons import Raison

TECHNIQUE = "TECHNIQUE"


@dataclass(frozen=True, slots=True)
class FaitExigee:
    """A piece asked of this request; `famille` says in which tab, the technical ones once for each plateforme."""

    code: str
    libelle: str
    famille: str
    obligatoire: bool


@dataclass(frozen=True, slots=True)
class FaitPlateforme:
    """A plateforme of the request, with the codes of the pieces given for it."""

    cle: int
    nom: str
    deposees: frozenset[str]


@dataclass(frozen=True, slots=True)
class FaitsDepot:
    """All that decides whether a request can be submitted [DEM-02, DEM-04, DEM-07, DEM-08]."""

    exigees: Sequence[FaitExigee]
    deposees: frozenset[str]
    plateformes: Sequence[FaitPlateforme]
    plateforme_requise: bool
    donnees_confirmees: bool


def raisons_depot(faits: FaitsDepot) -> list[Raison]:
    """Everything that is missing; `champ` names where it is to be given [DEM-02]."""
    return [*_donnees(faits), *_pieces(faits), *_plateformes(faits)]


def _donnees(faits: FaitsDepot) -> list[Raison]:
    if faits.donnees_confirmees:
        return []
    texte = "Confirmez d’abord les données administratives de l’entité."
    return [Raison("donnees_a_confirmer", texte, "donnees")]


def _pieces(faits: FaitsDepot) -> list[Raison]:
    manquantes = [
        exigee
        for exigee in faits.exigees
        if exigee.obligatoire and exigee.famille != TECHNIQUE and exigee.code not in faits.deposees
    ]
    return [Raison("piece_absente", f"Pièce à déposer\u00a0: {e.libelle}.", f"piece-{e.code}") for e in manquantes]


def _plateformes(faits: FaitsDepot) -> list[Raison]:
    if not faits.plateforme_requise:
        return []
    if not faits.plateformes:
        texte = "Ajoutez au moins une plateforme pédagogique\u00a0: ce dispositif en demande une."
        return [Raison("plateforme_absente", texte, "plateformes")]
    return [
        Raison(
            "piece_absente",
            f"Pièce à déposer pour la plateforme {plateforme.nom}\u00a0: {exigee.libelle}.",
            f"plateforme-{plateforme.cle}-{exigee.code}",
        )
        for plateforme in faits.plateformes
        for exigee in faits.exigees
        if exigee.obligatoire and exigee.famille == TECHNIQUE and exigee.code not in plateforme.deposees
    ]
