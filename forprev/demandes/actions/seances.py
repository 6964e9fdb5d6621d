"""Meetings of the commission: agenda, decisions, closing [DEM-11, DEM-12, DEM-22]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.commun import exiger_action, noter, passer, toucher, verifier_version, verrouiller
from forprev.demandes.actions.delivrance import delivrer
from forprev.demandes.actions.phases import entrer
from forprev.demandes.actions.proces_verbaux import rediger
from forprev.demandes.models import Demande, Seance
from forprev.demandes.perms import peut_decider
from forprev.demandes.rules.decision import raisons_debut, raisons_motif
from forprev.demandes.states import TERMINALES, Action, Decision, Etat, Phase
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger

ACTIONS = {
    Decision.FAVORABLE: Action.ACCORDER,
    Decision.DEFAVORABLE: Action.REFUSER,
    Decision.AJOURNEE: Action.AJOURNER,
}


@transaction.atomic
def convoquer(*, par: Acteur, le: datetime, jour: date, lieu: str = "") -> Seance:
    """Announce a meeting; one a day."""
    _exiger_commission(par)
    try:
        with transaction.atomic():
            seance = Seance.objects.create(jour=jour, lieu=lieu.strip())
    except IntegrityError as erreur:
        raise Refus(Raison("seance_existe", "Une séance est déjà prévue ce jour-là.", "jour")) from erreur
    journaliser(par=par, verbe="demandes.convoquer", objet=seance, le=le, jour=jour.isoformat())
    return seance


@dataclass(frozen=True, slots=True)
class SaisieDecision:
    """What is decided of one file; `debut` is a first day later than the meeting [DEM-23]."""

    decision: Decision
    motif: str = ""
    debut: date | None = None


@transaction.atomic
def decider(*, par: Acteur, le: datetime, demande: Demande, version: int, saisie: SaisieDecision) -> Demande:
    """Record a decision, which may be corrected until the meeting is closed: nothing leaves before [DEM-11]."""
    _exiger_commission(par)
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, ACTIONS[saisie.decision], par=par)
    verifier_version(verrou, version)
    _ouverte(verrou.seance_id)
    _noter_decision(verrou, saisie, par=par, le=le)
    return verrou


@transaction.atomic
def decider_en_lot(
    *,
    par: Acteur,
    le: datetime,
    seance: Seance,
    numeros: Sequence[int],
    saisie: SaisieDecision,
    versions: Mapping[int, int] | None = None,
) -> list[Demande]:
    """The same decision for several files of the meeting: all or none [DEM-11].

    `versions` are those at which the files were read, when the form carries them [DEM-16].
    """
    _exiger_commission(par)
    # Files first, the meeting last: the order in which everybody locks them.
    verrous = [verrouiller(numero, par=par) for numero in sorted(set(numeros))]
    ouverte = _ouverte(seance.pk)
    for verrou in verrous:
        if verrou.seance_id != ouverte.pk:
            raise Refus(Raison("autre_seance", f"La demande n°\u00a0{verrou.pk} n’est pas de cette séance."))
        exiger_action(verrou, ACTIONS[saisie.decision], par=par)
        verifier_version(verrou, (versions or {}).get(verrou.pk, verrou.version))
        _noter_decision(verrou, saisie, par=par, le=le)
    return verrous


def _noter_decision(demande: Demande, saisie: SaisieDecision, *, par: Acteur, le: datetime) -> None:
    assert demande.seance is not None
    exiger(
        raisons_motif(saisie.decision, saisie.motif)
        + raisons_debut(saisie.debut, seance=demande.seance.jour)
        + _raisons_attente(demande)
    )
    demande.decision, demande.motif = saisie.decision, saisie.motif.strip()
    demande.debut_souhaite = saisie.debut
    toucher(demande, par=par, le=le)
    noter(demande, "decision", par=par, le=le, texte=saisie.motif, interne=True)
    journaliser(par=par, verbe="demandes.decider", objet=demande, le=le, decision=saisie.decision)


def _raisons_attente(demande: Demande) -> list[Raison]:
    """The commission cannot decide before the administrative update is settled [DEM-04]."""
    attendue = demande.attend
    if attendue is None or attendue.etat in TERMINALES:
        return []
    texte = f"La mise à jour administrative n°\u00a0{attendue.pk} n’est pas encore réglée\u00a0: attendez-la."
    return [Raison("mise_a_jour_attendue", texte)]


@transaction.atomic
def retirer_de_l_ordre_du_jour(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Take the file off the agenda: it goes back to the avis of the caisse."""
    _exiger_commission(par)
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.DESINSCRIRE, par=par)
    verifier_version(verrou, version)
    _ouverte(verrou.seance_id)
    verrou.seance = None
    verrou.decision, verrou.motif, verrou.debut_souhaite = "", "", None
    entrer(verrou, Phase.AVIS, le=le, par=par)
    passer(verrou, Action.DESINSCRIRE, par=par, le=le)
    notifications.reportee(verrou, le=le)
    return verrou


@transaction.atomic
def clore(*, par: Acteur, le: datetime, seance: Seance) -> list[Demande]:
    """Close the meeting: every decision becomes final, habilitations are granted, letters leave [DEM-11, DEM-12].

    Refused while a file of the agenda has no decision. Closed twice, it issues nothing twice [DEM-22].
    """
    _exiger_commission(par)
    demandes = [verrouiller(numero, par=par) for numero in _a_l_ordre_du_jour(seance)]
    verrou = Seance.objects.select_for_update().get(pk=seance.pk)
    if verrou.close_le is not None:
        return []
    exiger(_raisons_clore(verrou, demandes))
    verrou.close_le, verrou.close_par = le, par.personne
    verrou.proces_verbal = rediger(verrou, demandes)
    verrou.save()
    for demande in demandes:
        _conclure(demande, verrou, par=par, le=le)
    journaliser(par=par, verbe="demandes.clore", objet=verrou, le=le, dossiers=len(demandes))
    return demandes


def _a_l_ordre_du_jour(seance: Seance) -> list[int]:
    """The files of the meeting, in the order in which everybody locks them: files first, the meeting last."""
    inscrites = Demande.objects.filter(seance=seance.pk, etat=Etat.INSCRITE).order_by("pk")
    return list(inscrites.values_list("pk", flat=True))


def _raisons_clore(seance: Seance, demandes: Sequence[Demande]) -> list[Raison]:
    if _a_l_ordre_du_jour(seance) != [demande.pk for demande in demandes]:
        texte = "L’ordre du jour a changé à l’instant : relisez-le avant de clore la séance."
        return [Raison("ordre_du_jour", texte)]
    sans = [str(demande.pk) for demande in demandes if not demande.decision]
    if sans:
        texte = f"Il reste des dossiers sans décision\u00a0: n°\u00a0{', '.join(sans)}."
        return [Raison("sans_decision", texte)]
    return []


def _conclure(demande: Demande, seance: Seance, *, par: Acteur, le: datetime) -> None:
    decision = Decision(demande.decision)
    if decision == Decision.AJOURNEE:
        entrer(demande, Phase.AVIS, le=le, par=par)
        demande.seance = None
        passer(demande, Action.AJOURNER, par=par, le=le, texte=demande.motif)
        notifications.ajournee(demande, seance.jour, le=le)
        return
    demande.decidee_le, demande.decidee_par = seance.jour, par.personne
    passer(demande, ACTIONS[decision], par=par, le=le, texte=demande.motif)
    # [DEM-09] the last phase is the letter, which leaves at once
    entrer(demande, Phase.NOTIFICATION, le=le, par=par)
    delivrer(demande, par=par, le=le)
    entrer(demande, None, le=le, par=par)


@transaction.atomic
def reprendre(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """An adjourned file goes back to the avis of the caisse [DEM-22]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.REPRENDRE, par=par)
    verifier_version(verrou, version)
    verrou.avis, verrou.avis_motif = "", ""
    passer(verrou, Action.REPRENDRE, par=par, le=le)
    return verrou


def _ouverte(seance_id: int | None) -> Seance:
    seance = Seance.objects.select_for_update().get(pk=seance_id or 0)
    if seance.close_le is not None:
        raise Refus(Raison("seance_close", "Cette séance est close\u00a0: ses décisions ne se corrigent plus."))
    return seance


def _exiger_commission(par: Acteur) -> None:
    if not peut_decider(par):
        raise Refus(Raison("profil", "Seule la commission, ou l’INRS, décide."))
