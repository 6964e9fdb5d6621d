"""What people are told about requests (04-events.md): one function an occurrence, one class an event."""

from forprev.demandes.notifications.caisse import (
    complements_recus,
    demande_abandonnee,
    dossier_affecte,
    dossier_transfere,
    entite_deplacee,
    message_recu,
)
from forprev.demandes.notifications.entite import (
    ajournee,
    brouillon_a_supprimer,
    complements_attendus,
    complements_demandes,
    complements_retires,
    decision_rendue,
    demande_classee,
    demande_deposee,
    demandeur_promu,
    fiche_decidee,
    inscrite,
    phase_passee,
    plateforme_decidee,
    reportee,
)
from forprev.demandes.notifications.mesures import mesure_prise

__all__ = [
    "ajournee",
    "brouillon_a_supprimer",
    "complements_attendus",
    "complements_demandes",
    "complements_recus",
    "complements_retires",
    "decision_rendue",
    "demande_abandonnee",
    "demande_classee",
    "demande_deposee",
    "demandeur_promu",
    "dossier_affecte",
    "dossier_transfere",
    "entite_deplacee",
    "fiche_decidee",
    "inscrite",
    "message_recu",
    "mesure_prise",
    "phase_passee",
    "plateforme_decidee",
    "reportee",
]
