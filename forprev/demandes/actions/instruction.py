"""The caisse works on a file: takes it, checks, passes phases, gives its avis, moves it elsewhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import PROFILS_RESEAU, Profil
from forprev.demandes import notifications
from forprev.demandes.actions.commun import (
    EtatRefuse,
    exiger_action,
    noter,
    passer,
    raison_etat,
    toucher,
    verifier_version,
    verrouiller,
)
from forprev.demandes.actions.complements import complement_ouvert
from forprev.demandes.actions.phases import entrer, phases
from forprev.demandes.models import Demande, LigneSuivi, Seance, Verification
from forprev.demandes.perms import peut_instruire
from forprev.demandes.rules.phases import phase_suivante, raisons_de_rester
from forprev.demandes.states import Action, Avis, Etat, Partie, Phase
from forprev.entites.models import Membre
from forprev.referentiel.models import Caisse
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger


@transaction.atomic
def affecter(*, par: Acteur, le: datetime, demandes: Iterable[int], a: Personne) -> list[Demande]:
    """Give files to an instructeur of their caisse, one or many; taking one begins its instruction [DEM-15].

    Those already theirs are left alone. Raises Refus when that person does not instruct for the caisse, or holds a
    profile in the entity [DEM-27].
    """
    faites = []
    for numero in sorted(set(demandes)):
        verrou = verrouiller(numero, par=par)
        _exiger_instructeur(par, verrou, a)
        if verrou.affectee_a_id == a.pk or not verrou.est_ouverte:
            continue
        verrou.affectee_a = a
        if verrou.etat == Etat.SOUMISE:
            passer(verrou, Action.PRENDRE, par=par, le=le)
        else:
            toucher(verrou, par=par, le=le)
        noter(verrou, "affecter", par=par, le=le, texte=f"Dossier confié à {a.prenom} {a.nom}.", interne=True)
        if a.pk != par.personne_id:
            notifications.dossier_affecte(verrou, a, le=le)
        faites.append(verrou)
    return faites


def _exiger_instructeur(par: Acteur, demande: Demande, a: Personne) -> None:
    if not peut_instruire(par):
        raise Refus(Raison("profil", "Seule la caisse, ou l’INRS, instruit un dossier."))
    roles = RoleReseau.objects.filter(personne=a)
    convient = roles.filter(nature=Profil.INRS) | roles.filter(nature=Profil.INSTRUCTEUR, caisse=demande.caisse_id)
    if not convient.exists():
        raise Refus(Raison("instructeur", "Cette personne n’instruit pas les dossiers de cette caisse.", "affectee_a"))
    if Membre.objects.filter(entite=demande.entite_id, personne=a).exists():
        texte = "Cette personne tient un profil dans l’entité\u00a0: confiez le dossier à quelqu’un d’autre."
        raise Refus(Raison("conflit", texte, "affectee_a"))


@transaction.atomic
def verifier(
    *, par: Acteur, le: datetime, demande: Demande, verification: Verification, resultat: str, commentaire: str = ""
) -> Verification:
    """Note the result of a check of the present phase. The last one who notes is shown; what each wrote stays in the
    history [DEM-17]. Noting the same again changes nothing."""
    verrou = verrouiller(demande.pk, par=par)
    _exiger_en_main(verrou, par)
    ligne = verrou.verifications.get(pk=verification.pk)
    if ligne.phase != verrou.phase:
        raise Refus(Raison("phase", "Cette vérification n’est pas de la phase en cours."))
    if (ligne.resultat, ligne.commentaire) == (resultat, commentaire.strip()):
        return ligne
    ligne.resultat, ligne.commentaire = resultat, commentaire.strip()
    ligne.faite_le, ligne.faite_par = le, par.personne
    ligne.save()
    texte = f"{ligne.libelle}\u00a0: {ligne.get_resultat_display()}. {ligne.commentaire}"
    noter(verrou, "verifier", par=par, le=le, texte=texte, interne=True)
    return ligne


@transaction.atomic
def passer_phase(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """*Valider la phase*: the file enters the next one [DEM-09]; refused while complements are awaited [DEM-20]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.PASSER_PHASE, par=par)
    verifier_version(verrou, version)
    phase = Phase(verrou.phase)
    exiger_fini(verrou)
    suivante = phase_suivante(phase, phases(verrou))
    if phase == Phase.AVIS or suivante is None:
        raise Refus(Raison("avis", "Émettez l’avis de la caisse, puis inscrivez le dossier à une séance."))
    entrer(verrou, suivante, le=le, par=par)
    passer(verrou, Action.PASSER_PHASE, par=par, le=le)
    notifications.phase_passee(verrou, le=le)
    return verrou


def exiger_fini(demande: Demande) -> None:
    """Raise Refus while the present phase cannot be left: complements awaited, checks to do [DEM-20]."""
    restantes = demande.verifications.filter(phase=demande.phase, resultat="").count()
    exiger(raisons_de_rester(complements_ouverts=bool(complement_ouvert(demande)), verifications_restantes=restantes))


@transaction.atomic
def emettre_avis(*, par: Acteur, le: datetime, demande: Demande, version: int, avis: Avis, motif: str = "") -> Demande:
    """Record the avis of the caisse, with reasons where it is not favourable [DEM-11]."""
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    _exiger_en_main(verrou, par)
    if verrou.phase != Phase.AVIS:
        raise Refus(Raison("phase", "L’avis se donne dans la phase «\u202fAvis de la caisse\u202f»."))
    if avis != Avis.FAVORABLE and not motif.strip():
        raise Refus(Raison("motif_absent", "Donnez les raisons de cet avis.", "motif"))
    verrou.avis, verrou.avis_motif = avis, motif.strip()
    toucher(verrou, par=par, le=le)
    noter(verrou, "avis", par=par, le=le, texte=motif, interne=True)
    journaliser(par=par, verbe="demandes.avis", objet=verrou, le=le, avis=avis)
    return verrou


@transaction.atomic
def inscrire(*, par: Acteur, le: datetime, demande: Demande, version: int, seance: Seance) -> Demande:
    """Put the file on the agenda of a meeting that is not closed, once the avis is given [DEM-11].

    The commission cannot decide before the administrative data is settled: the file may wait on the agenda [DEM-04].
    """
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.INSCRIRE, par=par)
    verifier_version(verrou, version)
    ouverte = Seance.objects.select_for_update().get(pk=seance.pk)
    if ouverte.close_le is not None:
        raise Refus(Raison("seance_close", "Cette séance est close\u00a0: choisissez-en une autre.", "seance"))
    if not verrou.avis:
        raise Refus(Raison("avis", "Donnez d’abord l’avis de la caisse.", "avis"))
    exiger_fini(verrou)
    verrou.seance = ouverte
    verrou.decision, verrou.motif, verrou.debut_souhaite = "", "", None
    entrer(verrou, Phase.DECISION, le=le, par=par)
    passer(verrou, Action.INSCRIRE, par=par, le=le)
    notifications.inscrite(verrou, le=le)
    return verrou


@transaction.atomic
def transferer(
    *, par: Acteur, le: datetime, demande: Demande, version: int, caisse: Caisse | None, motif: str
) -> Demande:
    """Move the file to another caisse (None: the INRS) with a reason; it is assigned to nobody there [DEM-15]."""
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    if not peut_instruire(par) or not verrou.est_ouverte:
        raise EtatRefuse(raison_etat(verrou))
    if not motif.strip():
        raise Refus(Raison("motif_absent", "Donnez la raison de ce transfert.", "motif"))
    if verrou.caisse == caisse:
        raise Refus(Raison("meme_caisse", "Ce dossier est déjà à cette caisse.", "caisse"))
    verrou.caisse, verrou.affectee_a = caisse, None
    toucher(verrou, par=par, le=le)
    noter(verrou, "transferer", par=par, le=le, texte=motif)
    journaliser(par=par, verbe="demandes.transferer", objet=verrou, le=le, caisse=caisse.pk if caisse else "INRS")
    notifications.dossier_transfere(verrou, le=le)
    return verrou


@transaction.atomic
def annoter(*, par: Acteur, le: datetime, demande: Demande, texte: str, interne: bool = True) -> LigneSuivi:
    """Write in the file: an internal note stays with the réseau, a message is read by the entity too [DEM-17]."""
    verrou = verrouiller(demande.pk, par=par)
    if interne and par.profil not in PROFILS_RESEAU:
        raise Refus(Raison("profil", "Une note interne est écrite par le réseau.", "texte"))
    if not texte.strip():
        raise Refus(Raison("texte_absent", "Écrivez votre message.", "texte"))
    ligne = noter(verrou, "note" if interne else "message", par=par, le=le, texte=texte, interne=interne)
    journaliser(par=par, verbe="demandes.annoter", objet=verrou, le=le, interne=interne)
    if not interne:
        notifications.message_recu(verrou, ligne, par=par, le=le)
    return ligne


def _exiger_en_main(demande: Demande, par: Acteur) -> None:
    if not peut_instruire(par) or demande.mains != Partie.CAISSE or demande.etat == Etat.SOUMISE:
        raise EtatRefuse(raison_etat(demande))
