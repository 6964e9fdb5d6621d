"""What a final decision writes: the right, the roles, the letter [DEM-12, DEM-13, DEM-22]."""

from datetime import date, datetime

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.courriers import de_demande, texte_de_decision
from forprev.demandes.models import Courrier, Demande
from forprev.demandes.rules.decision import (
    PeriodeAccordee,
    numero_habilitation,
    periode_renouvelee,
    premiere_periode,
)
from forprev.demandes.states import Decision, TypeDemande
from forprev.entites.actions.promotions import promouvoir_demandeurs
from forprev.habilitations.actions.octroi import accorder, ajouter_plateforme, renouveler
from forprev.habilitations.models import Habilitation
from forprev.socle import clock


def delivrer(demande: Demande, *, par: Acteur, le: datetime) -> Courrier:
    """Grant or refuse, then write the one letter of the decision and tell everybody, in one transaction."""
    # Read before it is written, and locked: a renewal starts from the end that it moves, as it stands now.
    if demande.habilitation_id:
        Habilitation.objects.select_for_update().get(pk=demande.habilitation_id)
    periode = periode_de(demande) if demande.decision == Decision.FAVORABLE else None
    if periode is None:
        nature, habilitation = Courrier.Nature.DEFAVORABLE, None
    else:
        nature, habilitation = Courrier.Nature.FAVORABLE, _octroyer(demande, periode)
        demande.habilitation = habilitation
        demande.save(update_fields=["habilitation"])
        for membre in promouvoir_demandeurs(entite=demande.entite, le=clock.jour(le)):
            notifications.demandeur_promu(membre, demande, le=le)
    texte = texte_de_decision(demande, habilitation=habilitation, periode=periode)
    courrier = de_demande(demande, nature, habilitation=habilitation, texte=texte)
    notifications.decision_rendue(demande, courrier, le=le)
    return courrier


def _jour(demande: Demande) -> date:
    assert demande.decidee_le is not None
    return demande.decidee_le


def _octroyer(demande: Demande, periode: PeriodeAccordee) -> Habilitation:
    """A new right, or a further period of the one renewed; its plateformes with it."""
    assert demande.dispositif_niveau is not None
    if demande.genre == TypeDemande.RENOUVELLEMENT:
        assert demande.habilitation is not None
        habilitation = demande.habilitation
        renouveler(habilitation=habilitation, debut=periode.debut, fin=periode.fin, accordee_le=periode.accordee_le)
    else:
        habilitation = accorder(
            entite=demande.entite,
            dispositif_niveau=demande.dispositif_niveau,
            debut=periode.debut,
            fin=periode.fin,
            accordee_le=periode.accordee_le,
            numeroter=lambda rang: _numero(demande, rang, periode.debut.year),
        )
    valider_plateformes(demande, habilitation, jour=periode.accordee_le)
    return habilitation


def periode_de(demande: Demande) -> PeriodeAccordee:
    """The period that a favourable decision gives [DEM-14, DEM-23]; what the preview of the letter shows too."""
    assert demande.dispositif_niveau is not None
    jour = demande.seance.jour if demande.seance else _jour(demande)
    annees = demande.dispositif_niveau.duree_habilitation_annees
    if demande.genre == TypeDemande.RENOUVELLEMENT:
        assert demande.habilitation is not None
        return periode_renouvelee(ancienne_fin=demande.habilitation.fin, seance=jour, annees=annees)
    return premiere_periode(seance=jour, annees=annees, debut=demande.debut_souhaite)


def _numero(demande: Demande, rang: int, annee: int) -> str:
    niveau = demande.dispositif_niveau
    assert niveau is not None
    return numero_habilitation(
        rang=rang,
        annee=annee,
        code=niveau.dispositif.code_numero,
        niveau=niveau.niveau,
        type_entite=demande.entite.type,
    )


def valider_plateformes(demande: Demande, habilitation: Habilitation, *, jour: date) -> None:
    """Each plateforme of the request becomes one of the right; those it had already stay what they are [DEM-08]."""
    for demandee in demande.plateformes.filter(accordee=None, reprise=None):
        demandee.accordee = ajouter_plateforme(
            habilitation=habilitation,
            nom=demandee.nom,
            adresse=demandee.adresse,
            code_postal=demandee.code_postal,
            commune=demandee.commune,
            le=jour,
        )
        demandee.save(update_fields=["accordee"])
