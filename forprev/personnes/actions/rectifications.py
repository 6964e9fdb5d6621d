"""Ask for a correction of one's identity, complete or withdraw the request, answer it [ACC-07].

Sessions, the person, then the request are locked, in the order of whoever erases or merges accounts.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.db import transaction

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import Triplet
from forprev.personnes.actions.identites import Correction, corriger_identite
from forprev.personnes.actions.verrous import verrouiller_autour
from forprev.personnes.models import Rectification
from forprev.personnes.notifications.demandes import RectificationFaite, RectificationRefusee, annoncer_a_l_assistance
from forprev.personnes.perms import peut_repondre
from forprev.personnes.rules.rectifications import (
    raisons_changement,
    raisons_de_repondre,
    raisons_depot,
    raisons_identite,
    raisons_motif,
)
from forprev.personnes.states import RECTIFICATION, Action
from forprev.socle import clock, files
from forprev.socle.dates import longue
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.televersements import Televersement, deposer_piece

DOSSIER = "rectifications"


class RectificationFermee(Refus):
    """The request has been answered or withdrawn meanwhile."""


class RectificationChangee(Refus):
    """Its owner changed the request while it was being read."""


def demander(
    *, par: Acteur, voulue: Triplet, motif: str, le: datetime, preuve: Televersement | None = None
) -> Rectification:
    """File a request for oneself and tell the assistance [ACC-07].

    Raises Refus: a request is already open, nothing changes, no reason, an identity that cannot be.
    """
    with _gardee(preuve) as chemin, transaction.atomic():
        personne = _verrouiller_personne(par.personne_id)
        exiger(raisons_depot(deja_ouverte=Rectification.objects.de(personne.pk).ouvertes().exists()))
        _exiger_saisie(personne, voulue, motif, le)
        rectification = Rectification(personne=personne, deposee_le=le)
        _ecrire(rectification, voulue, motif)
        _joindre(rectification, chemin, preuve)
        rectification.save()
        journaliser(par=par, verbe="personnes.demander_rectification", objet=rectification, le=le)
        annoncer_a_l_assistance(rectification, le=le)
    return rectification


def completer(
    *,
    par: Acteur,
    voulue: Triplet,
    motif: str,
    le: datetime,
    preuve: Televersement | None = None,
    retirer_preuve: bool = False,
) -> Rectification:
    """Change one's open request; a new proof takes the place of the former, which is deleted.

    Raises RectificationFermee when it is no longer open, Refus as `demander` does.
    """
    with _gardee(preuve) as chemin, transaction.atomic():
        rectification = _ouverte_de(par)
        RECTIFICATION.appliquer(rectification, Action.COMPLETER)
        _exiger_saisie(rectification.personne, voulue, motif, le)
        _ecrire(rectification, voulue, motif)
        if chemin or retirer_preuve:
            _detacher_preuve(rectification)
        _joindre(rectification, chemin, preuve)
        rectification.version += 1
        rectification.save()
        journaliser(par=par, verbe="personnes.completer_rectification", objet=rectification, le=le)
    return rectification


@transaction.atomic
def retirer(*, par: Acteur, le: datetime) -> Rectification:
    """Withdraw one's open request; its proof is deleted. Raises RectificationFermee."""
    rectification = _ouverte_de(par)
    _clore(rectification, Action.RETIRER, le=le)
    rectification.save()
    journaliser(par=par, verbe="personnes.retirer_rectification", objet=rectification, le=le)
    return rectification


@transaction.atomic
def corriger(*, par: Acteur, rectification_id: int, version: int, voulue: Triplet, le: datetime) -> Correction:
    """Give the person the identity `voulue`, which may differ from the one asked for, and tell them [ACC-07, CER-11].

    Raises RectificationFermee (answered by somebody else), RectificationChangee (its owner completed it), Refus.
    """
    rectification = _a_repondre(par, rectification_id, version)
    personne = rectification.personne
    _retenir_avant(rectification)
    correction = corriger_identite(par=par, personne=personne, voulue=voulue, le=le)
    rectification.nom, rectification.prenom = voulue.nom, voulue.prenom
    rectification.date_naissance = voulue.date_naissance
    _clore(rectification, Action.CORRIGER, par=par, le=le)
    rectification.save()
    journaliser(par=par, verbe="personnes.accepter_rectification", objet=rectification, le=le)
    _repondre(RectificationFaite, rectification, le)
    return correction


@transaction.atomic
def refuser(*, par: Acteur, rectification_id: int, version: int, reponse: str, le: datetime) -> Rectification:
    """Refuse with a reason, which the person reads in their profile. Raises as `corriger` does."""
    exiger(raisons_motif(reponse, champ="reponse"))
    rectification = _a_repondre(par, rectification_id, version)
    _retenir_avant(rectification)
    rectification.reponse = reponse.strip()
    _clore(rectification, Action.REFUSER, par=par, le=le)
    rectification.save()
    journaliser(par=par, verbe="personnes.refuser_rectification", objet=rectification, le=le)
    _repondre(RectificationRefusee, rectification, le)
    return rectification


@contextmanager
def _gardee(preuve: Televersement | None) -> Iterator[str]:
    """The path of the proof, kept while the block runs; nothing is left of it when the block fails [RGP-08]."""
    chemin = deposer_piece(preuve, DOSSIER)[0] if preuve else ""
    try:
        yield chemin
    except BaseException:
        if chemin:
            files.supprimer(chemin)
        raise


def _exiger_saisie(personne: Personne, voulue: Triplet, motif: str, le: datetime) -> None:
    exiger(
        [
            *raisons_identite(voulue, le=clock.jour(le)),
            *raisons_changement(personne.triplet, voulue),
            *raisons_motif(motif),
        ]
    )


def _ecrire(rectification: Rectification, voulue: Triplet, motif: str) -> None:
    rectification.nom, rectification.prenom = voulue.nom, voulue.prenom
    rectification.date_naissance = voulue.date_naissance
    rectification.motif = motif.strip()
    _retenir_avant(rectification)


def _retenir_avant(rectification: Rectification) -> None:
    """What the account said when the request was filed, then when it was answered."""
    actuelle = rectification.personne.triplet
    rectification.avant_nom, rectification.avant_prenom = actuelle.nom, actuelle.prenom
    rectification.avant_date_naissance = actuelle.date_naissance


def _joindre(rectification: Rectification, chemin: str, preuve: Televersement | None) -> None:
    if preuve:
        rectification.preuve, rectification.preuve_type = chemin, preuve.type_mime


def _detacher_preuve(rectification: Rectification) -> None:
    """Its file goes once the transaction holds: a rollback keeps both."""
    if rectification.preuve:
        transaction.on_commit(_suppression_de(rectification.preuve))
    rectification.preuve = rectification.preuve_type = ""


def _suppression_de(chemin: str) -> Callable[[], None]:
    return partial(files.supprimer, chemin)


def _verrouiller_personne(personne_id: int) -> Personne:
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne_id)
    return personne


def _ouverte_de(par: Acteur) -> Rectification:
    """The open request of the person, both locked."""
    personne = _verrouiller_personne(par.personne_id)
    rectification = Rectification.objects.select_for_update(of=("self",)).de(personne.pk).ouvertes().first()
    if rectification is None:
        texte = "Cette demande n’est plus en cours\u00a0: elle a été traitée ou retirée."
        raise RectificationFermee(Raison("rectification_fermee", texte))
    rectification.personne = personne
    return rectification


def _a_repondre(par: Acteur, rectification_id: int, version: int) -> Rectification:
    """The request that the assistance answers, still open and as it was read; person and request are locked."""
    personne_id = Rectification.objects.values_list("personne", flat=True).filter(pk=rectification_id).first()
    exiger(raisons_de_repondre(assistance=peut_repondre(par), la_sienne=personne_id == par.personne_id))
    verrouiller_autour([personne_id] if personne_id else [])
    personne = Personne.objects.select_for_update(of=("self",)).filter(pk=personne_id).first()
    rectification = Rectification.objects.select_for_update(of=("self",)).filter(pk=rectification_id).first()
    if personne is None or rectification is None:
        texte = "Cette demande n’existe plus\u00a0: le compte vient d’être effacé ou réuni à un autre."
        raise RectificationFermee(Raison("rectification_fermee", texte))
    rectification.personne = personne
    if not rectification.est_ouverte:
        raise RectificationFermee(Raison("rectification_fermee", phrase_de_cloture(rectification)))
    if rectification.version != version:
        texte = "La personne a complété sa demande pendant votre lecture\u00a0: relisez-la avant de répondre."
        raise RectificationChangee(Raison("rectification_changee", texte))
    return rectification


def phrase_de_cloture(rectification: Rectification) -> str:
    """« Cette demande a déjà été traitée le 12 mars 2026 par DURAND Zoé : Refusée. »"""
    assert rectification.traitee_le is not None
    jour = longue(clock.jour(rectification.traitee_le))
    if rectification.traitee_par is None:
        return f"Cette demande a été close le {jour}\u00a0: {rectification.libelle_etat.lower()}."
    auteur = rectification.traitee_par.nom_complet
    etat = rectification.libelle_etat.lower()
    return f"Cette demande a déjà été traitée le {jour} par {auteur}\u00a0: {etat}."


def _clore(rectification: Rectification, action: Action, *, le: datetime, par: Acteur | None = None) -> None:
    RECTIFICATION.appliquer(rectification, action)
    rectification.traitee_le = le
    rectification.traitee_par = par.personne if par else None
    _detacher_preuve(rectification)


def _repondre(
    evenement: type[RectificationFaite] | type[RectificationRefusee], rectification: Rectification, le: datetime
) -> None:
    deposee_le = clock.jour(rectification.deposee_le)
    annoncer(evenement(rectification.pk, deposee_le), [Destinataire(rectification.personne_id)], le=le)
