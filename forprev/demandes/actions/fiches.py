"""Administrative files: opening one, filling its two pages, submitting it [ENT-07, DEM-01 to DEM-03]."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.commun import (
    exiger_action,
    exiger_onglet,
    passer,
    toucher,
    verifier_version,
    verrouiller,
)
from forprev.demandes.actions.entites import (
    affecter_valeurs,
    enregistrer_entite,
    entite_verrouillee,
    reserver_siret,
)
from forprev.demandes.actions.phases import entrer, figer
from forprev.demandes.models import Demande
from forprev.demandes.perms import peut_demander
from forprev.demandes.rules.entite import CHAMPS_INSTRUITS, FicheEntite, differences, raisons_fiche
from forprev.demandes.states import ADMINISTRATIVES, Action, Onglet, Phase, TypeDemande
from forprev.entites.models import Entite
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger

ATTESTATION = "attestation-urssaf"
SIGNATAIRE = ("signataire_nom", "signataire_prenom", "signataire_fonction")


@transaction.atomic
def ouvrir(*, par: Acteur, le: datetime) -> Demande:
    """The open administrative file of the entity, or a new draft: one at most is open, a later one joins it [ENT-08].

    A new entity's until it is validated, an update afterwards.
    """
    _exiger_demandeur(par)
    entite = Entite.objects.select_for_update().get(pk=par.entite_id or 0)
    ouverte = Demande.objects.ouvertes().filter(entite=entite, type__in=ADMINISTRATIVES).first()
    if ouverte is not None:
        return ouverte
    genre = TypeDemande.MISE_A_JOUR if entite.validee_le else TypeDemande.NOUVELLE_ENTITE
    demande = Demande.objects.create(
        type=genre,
        entite=entite,
        creee_le=le,
        creee_par=par.personne,
        modifiee_le=le,
        dernier_intervenant=par.personne,
        etat_depuis=le,
    )
    journaliser(par=par, verbe="demandes.ouvrir", objet=demande, le=le, type=genre)
    return demande


def fiche_de(demande: Demande) -> FicheEntite:
    """The two pages as they stand: the entity's values, and over them those that an update proposes."""
    entite = demande.entite
    valeurs: dict[str, Any] = {champ.name: getattr(entite, champ.name, "") for champ in fields(FicheEntite)}
    valeurs["commune"] = entite.commune_id or ""
    return FicheEntite(**valeurs | demande.proposition)


@transaction.atomic
def enregistrer(*, par: Acteur, le: datetime, demande: Demande, version: int, fiche: FicheEntite) -> Demande:
    """Keep the pages, incomplete as they may be [DEM-01]; raises DemandePerimee [DEM-16], and Refus when a file already
    submitted would take a SIRET that somebody has [ENT-02].

    A new entity's values are its own; an update keeps beside them the instructed ones that change [ENT-07], while the
    signataire applies at once.
    """
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    exiger_onglet(verrou, Onglet.GENERAL, par=par)
    entite = verrou.entite = entite_verrouillee(verrou)
    if verrou.genre == TypeDemande.NOUVELLE_ENTITE:
        affecter_valeurs(entite, asdict(fiche))
        enregistrer_entite(entite)
    else:
        affecter_valeurs(entite, {champ: getattr(fiche, champ) for champ in SIGNATAIRE})
        enregistrer_entite(entite)
        actuelles = _valeurs(verrou.entite)
        verrou.proposition = {d.champ: d.apres for d in differences(actuelles, _instruites(fiche))}
    toucher(verrou, par=par, le=le)
    return verrou


@transaction.atomic
def soumettre(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Send the file to the caisse of the commune, or to the INRS where there is none [DEM-02, DEM-03, ENT-03].

    Raises Refus with all that is missing, each beside its field.
    """
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.SOUMETTRE, par=par)
    verifier_version(verrou, version)
    verrou.entite = entite_verrouillee(verrou)
    exiger(raisons_de(verrou))
    reserver_siret(verrou, le)
    verrou.caisse = verrou.entite.caisse
    figer(verrou, clock.jour(le))
    verrou.deposee_le, verrou.deposee_par = le, par.personne
    passer(verrou, Action.SOUMETTRE, par=par, le=le)
    entrer(verrou, Phase.VALIDATION, le=le)
    notifications.demande_deposee(verrou, par=par, le=le)
    return verrou


def raisons_de(demande: Demande) -> list[Raison]:
    """What keeps the file from being submitted."""
    fiche = fiche_de(demande)
    if demande.genre == TypeDemande.MISE_A_JOUR and not demande.proposition and not _attestation(demande):
        return [
            Raison("rien_ne_change", "Rien ne change dans les données instruites\u00a0: il n’y a rien à soumettre.")
        ]
    attestation = _attestation(demande) or bool(demande.entite.urssaf_fichier)
    return raisons_fiche(fiche, siret_pris=siret_pris(fiche.siret, sauf=demande.entite_id), attestation=attestation)


def siret_pris(siret: str, *, sauf: int) -> bool:
    """Whether a submitted or validated entity other than `sauf` has this SIRET [ENT-02]."""
    if not siret:
        return False
    autres = Entite.objects.exclude(pk=sauf).filter(siret=siret)
    return autres.exclude(deposee_le=None, validee_le=None).exists()


def _attestation(demande: Demande) -> bool:
    return demande.pieces.filter(code=ATTESTATION).exists()


def _exiger_demandeur(par: Acteur) -> None:
    if not peut_demander(par):
        raise Refus(Raison("profil", "Seul un gestionnaire ou le demandeur de l’entité peut faire une demande."))


def _instruites(fiche: FicheEntite) -> dict[str, Any]:
    return {champ: getattr(fiche, champ) for champ in CHAMPS_INSTRUITS if hasattr(fiche, champ)}


def _valeurs(entite: Entite) -> dict[str, Any]:
    valeurs = {champ: getattr(entite, champ, "") for champ in CHAMPS_INSTRUITS}
    return valeurs | {"commune": entite.commune_id or ""}
