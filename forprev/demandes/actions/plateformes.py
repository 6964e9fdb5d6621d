"""The caisse decides of an added plateforme [DEM-25]."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.commun import exiger_action, passer, verifier_version, verrouiller
from forprev.demandes.actions.courriers import Nature, de_demande, sujet_de
from forprev.demandes.actions.delivrance import valider_plateformes
from forprev.demandes.actions.instruction import exiger_fini
from forprev.demandes.actions.phases import entrer, phases
from forprev.demandes.documents import textes
from forprev.demandes.models import Demande
from forprev.demandes.states import Action, Decision
from forprev.socle import clock
from forprev.socle.raisons import Raison, Refus


@transaction.atomic
def accorder(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Add the plateformes to the right, with the letter; the last phase must be checked [DEM-08, DEM-25]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.ACCORDER, par=par)
    verifier_version(verrou, version)
    _exiger_la_derniere_phase(verrou)
    assert verrou.habilitation is not None
    verrou.decision = Decision.FAVORABLE
    verrou.decidee_le, verrou.decidee_par = clock.jour(le), par.personne
    passer(verrou, Action.ACCORDER, par=par, le=le)
    entrer(verrou, None, le=le, par=par)
    valider_plateformes(verrou, verrou.habilitation, jour=verrou.decidee_le)
    noms = [plateforme.nom for plateforme in verrou.plateformes.all()]
    texte = textes.plateforme(sujet_de(verrou, verrou.habilitation), plateformes=noms)
    de_demande(verrou, Nature.PLATEFORME, habilitation=verrou.habilitation, texte=texte)
    notifications.plateforme_decidee(verrou, le=le)
    return verrou


def _exiger_la_derniere_phase(demande: Demande) -> None:
    if demande.phase != phases(demande)[-1]:
        raise Refus(Raison("phase", "Validez d’abord les phases précédentes."))
    exiger_fini(demande)


@transaction.atomic
def refuser(*, par: Acteur, le: datetime, demande: Demande, version: int, motif: str) -> Demande:
    """Refuse the plateformes, with reasons; the right is untouched [DEM-18]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.REFUSER, par=par)
    verifier_version(verrou, version)
    if not motif.strip():
        raise Refus(Raison("motif_absent", "Donnez les raisons de ce refus\u00a0: l’entité les lira.", "motif"))
    verrou.decision, verrou.motif = Decision.DEFAVORABLE, motif.strip()
    verrou.decidee_le, verrou.decidee_par = clock.jour(le), par.personne
    passer(verrou, Action.REFUSER, par=par, le=le, texte=verrou.motif)
    entrer(verrou, None, le=le, par=par)
    notifications.plateforme_decidee(verrou, le=le)
    return verrou
