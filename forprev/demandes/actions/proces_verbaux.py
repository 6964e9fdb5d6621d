"""The minutes of a meeting, made once when it is closed [DEM-11]."""

from collections.abc import Sequence

from forprev.demandes.documents.proces_verbaux import LigneProcesVerbal, proces_verbal_pdf
from forprev.demandes.models import Demande, Seance
from forprev.demandes.states import LIBELLES_AVIS, LIBELLES_DECISION, LIBELLES_TYPE, Avis, Decision
from forprev.socle import files


def rediger(seance: Seance, demandes: Sequence[Demande]) -> str:
    """Write the minutes from the files as decided; returns where the file is kept."""
    lignes = [_ligne(demande) for demande in sorted(demandes, key=lambda d: (d.entite.raison_tri, d.pk))]
    chemin = f"seances/{seance.jour.isoformat()}.pdf"
    files.deposer(chemin, proces_verbal_pdf(seance.jour, seance.lieu, lignes))
    return chemin


def _ligne(demande: Demande) -> LigneProcesVerbal:
    return LigneProcesVerbal(
        numero=demande.pk,
        entite=demande.entite.raison_sociale,
        quoi=f"{LIBELLES_TYPE[demande.genre]} {demande.dispositif_niveau or ''}".strip(),
        avis=LIBELLES_AVIS[Avis(demande.avis)] if demande.avis else "",
        decision=LIBELLES_DECISION[Decision(demande.decision)],
        motif=demande.motif,
    )
