"""Which phases a request goes through, and when one may be passed."""

from collections.abc import Sequence

from forprev.demandes.states import ADMINISTRATIVES, Phase, TypeDemande
from forprev.socle.raisons import Raison


def phases_de(type_demande: TypeDemande, *, plateforme_requise: bool) -> tuple[Phase, ...]:
    """The phases in order [DEM-09, DEM-25]; *Instruction technique* only where a plateforme is required."""
    if type_demande in ADMINISTRATIVES:
        return (Phase.VALIDATION,)
    if type_demande == TypeDemande.PLATEFORME:
        return (Phase.RECEVABILITE, Phase.TECHNIQUE)
    technique = (Phase.TECHNIQUE,) if plateforme_requise else ()
    return (
        Phase.RECEVABILITE,
        Phase.PEDAGOGIQUE,
        *technique,
        Phase.AVIS,
        Phase.DECISION,
        Phase.NOTIFICATION,
    )


def phase_suivante(phase: Phase, phases: Sequence[Phase]) -> Phase | None:
    """The one after `phase`; None after the last."""
    reste = phases[phases.index(phase) + 1 :]
    return reste[0] if reste else None


def raisons_de_rester(*, complements_ouverts: bool, verifications_restantes: int) -> list[Raison]:
    """Why the phase cannot be passed yet: complements still awaited [DEM-20], checks not all done."""
    raisons = []
    if complements_ouverts:
        texte = "Des compléments sont attendus de l’entité\u00a0: attendez sa réponse, ou retirez la demande."
        raisons.append(Raison("complements_ouverts", texte))
    if verifications_restantes:
        texte = f"Il reste des vérifications à faire dans cette phase\u00a0: {verifications_restantes}."
        raisons.append(Raison("verifications_restantes", texte))
    return raisons
