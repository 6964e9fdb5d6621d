"""Requests of a habilitation: opening, confirming the administrative data, plateformes, submitting, giving up."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.administratif import liberer_siret
from forprev.demandes.actions.commun import (
    exiger_action,
    exiger_onglet,
    exiger_saisissable,
    passer,
    toucher,
    verifier_version,
    verrouiller,
)
from forprev.demandes.actions.phases import entrer, phases
from forprev.demandes.models import Demande, Piece, PieceExigee, PlateformeDemandee, Verification
from forprev.demandes.models.faits import demandable, faits_depot, niveaux_demandes
from forprev.demandes.perms import peut_demander
from forprev.demandes.rules.demandables import raisons_nouvelle, raisons_renouvellement
from forprev.demandes.rules.depot import raisons_depot
from forprev.demandes.states import ADMINISTRATIVES, Action, Onglet, TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import Commune, DispositifNiveau, VerificationPhase
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer


@transaction.atomic
def ouvrir(*, par: Acteur, le: datetime, dispositif_niveau: DispositifNiveau, cle_de_saisie: uuid.UUID) -> Demande:
    """A draft for a first habilitation; the same form sent twice makes one [DEM-05, DEM-06]."""
    deja = Demande.objects.filter(cle_de_saisie=cle_de_saisie, entite=par.entite_id).first()
    if deja is not None:
        return deja
    entite = _entite(par)
    jour = clock.jour(le)
    fait, tenues = demandable(entite, dispositif_niveau, le=jour)
    exiger(raisons_nouvelle(fait, tenues, niveaux_demandes(entite), le=jour))
    return _creer(
        entite, TypeDemande.HABILITATION, par=par, le=le, niveau=dispositif_niveau, cle_de_saisie=cle_de_saisie
    )


@transaction.atomic
def ouvrir_renouvellement(
    *, par: Acteur, le: datetime, habilitation: Habilitation, cle_de_saisie: uuid.UUID
) -> Demande:
    """A draft of renewal, pre-filled with the plateformes of the habilitation [DEM-14]."""
    deja = Demande.objects.filter(cle_de_saisie=cle_de_saisie, entite=par.entite_id).first()
    if deja is not None:
        return deja
    entite = _entite(par)
    jour = clock.jour(le)
    fait, _ = demandable(entite, habilitation.dispositif_niveau, le=jour)
    exiger(raisons_renouvellement(fait, habilitation.faits, niveaux_demandes(entite), le=jour))
    demande = _creer(
        entite,
        TypeDemande.RENOUVELLEMENT,
        par=par,
        le=le,
        niveau=habilitation.dispositif_niveau,
        habilitation=habilitation,
        cle_de_saisie=cle_de_saisie,
    )
    _reprendre_plateformes(demande, habilitation, jour)
    return demande


@transaction.atomic
def ouvrir_plateforme(*, par: Acteur, le: datetime, habilitation: Habilitation, cle_de_saisie: uuid.UUID) -> Demande:
    """A draft to add one or more plateformes to a habilitation that is held [DEM-08]."""
    deja = Demande.objects.filter(cle_de_saisie=cle_de_saisie, entite=par.entite_id).first()
    if deja is not None:
        return deja
    entite = _entite(par)
    niveau = habilitation.dispositif_niveau
    if not niveau.plateforme_requise(clock.jour(le)):
        raise Refus(Raison("sans_plateforme", f"{niveau} ne demande pas de plateforme pédagogique."))
    return _creer(
        entite,
        TypeDemande.PLATEFORME,
        par=par,
        le=le,
        niveau=niveau,
        habilitation=habilitation,
        cle_de_saisie=cle_de_saisie,
    )


def _entite(par: Acteur) -> Entite:
    """The entity of `par`, locked; habilitations are requested once it is validated [DEM-03]."""
    if not peut_demander(par):
        raise Refus(Raison("profil", "Seul un gestionnaire ou le demandeur de l’entité peut faire une demande."))
    entite = Entite.objects.select_for_update().get(pk=par.entite_id or 0)
    if entite.validee_le is None:
        texte = "Votre caisse doit d’abord valider les données administratives de l’entité."
        raise Refus(Raison("entite_non_validee", texte))
    return entite


def _creer(
    entite: Entite,
    genre: TypeDemande,
    *,
    par: Acteur,
    le: datetime,
    niveau: DispositifNiveau,
    cle_de_saisie: uuid.UUID,
    habilitation: Habilitation | None = None,
) -> Demande:
    try:
        with transaction.atomic():
            demande = Demande.objects.create(
                type=genre,
                entite=entite,
                dispositif_niveau=niveau,
                habilitation=habilitation,
                cle_de_saisie=cle_de_saisie,
                creee_le=le,
                creee_par=par.personne,
                modifiee_le=le,
                dernier_intervenant=par.personne,
                etat_depuis=le,
            )
    except IntegrityError as erreur:
        texte = f"Une demande est déjà ouverte pour {niveau}\u00a0: suivez-la."
        raise Refus(Raison("en_cours", texte, "dispositif_niveau")) from erreur
    journaliser(par=par, verbe="demandes.ouvrir", objet=demande, le=le, type=genre)
    return demande


def _reprendre_plateformes(demande: Demande, habilitation: Habilitation, jour: date) -> None:
    for plateforme in habilitation.plateformes.all():
        if plateforme.utilisable(jour):
            PlateformeDemandee.objects.create(
                demande=demande,
                nom=plateforme.nom,
                adresse=plateforme.adresse,
                code_postal=plateforme.code_postal,
                commune=plateforme.commune,
                reprise=plateforme,
            )


@transaction.atomic
def confirmer_donnees(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Say that the administrative data is right; an update that is open is waited for [DEM-04]."""
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    exiger_saisissable(verrou)
    verrou.donnees_confirmees_le = le
    verrou.attend = Demande.objects.ouvertes().filter(entite=verrou.entite_id, type__in=ADMINISTRATIVES).first()
    toucher(verrou, par=par, le=le)
    return verrou


@dataclass(frozen=True, slots=True)
class SaisiePlateforme:
    """A plateforme as typed."""

    nom: str
    adresse: str
    code_postal: str
    commune: Commune


@transaction.atomic
def ecrire_plateforme(
    *,
    par: Acteur,
    le: datetime,
    demande: Demande,
    version: int,
    saisie: SaisiePlateforme,
    plateforme: PlateformeDemandee | None = None,
) -> PlateformeDemandee:
    """Add a plateforme to the request, or change one of its own [DEM-08]."""
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    exiger_onglet(verrou, Onglet.TECHNIQUE)
    ligne = PlateformeDemandee(demande=verrou) if plateforme is None else verrou.plateformes.get(pk=plateforme.pk)
    ligne.nom, ligne.adresse = nettoyer(saisie.nom), nettoyer(saisie.adresse)
    ligne.code_postal, ligne.commune = saisie.code_postal, saisie.commune
    ligne.save()
    toucher(verrou, par=par, le=le)
    return ligne


@transaction.atomic
def retirer_plateforme(
    *, par: Acteur, le: datetime, demande: Demande, version: int, plateforme: PlateformeDemandee
) -> None:
    """Take a plateforme and its pieces out of the request."""
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    exiger_onglet(verrou, Onglet.TECHNIQUE)
    verrou.plateformes.filter(pk=plateforme.pk).delete()
    toucher(verrou, par=par, le=le)


@transaction.atomic
def soumettre(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Send the request to the caisse of the entity; pieces and checks in force today are frozen [DEM-02, DEM-19].

    Raises Refus with all that is missing, each with the field it belongs to.
    """
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.SOUMETTRE, par=par)
    verifier_version(verrou, version)
    jour = clock.jour(le)
    exiger(raisons_depot(faits_depot(verrou, le=jour)))
    assert verrou.dispositif_niveau is not None
    verrou.plateforme_requise = verrou.dispositif_niveau.plateforme_requise(jour)
    verrou.caisse = verrou.entite.caisse
    verrou.deposee_le, verrou.deposee_par = le, par.personne
    _figer(verrou, jour)
    passer(verrou, Action.SOUMETTRE, par=par, le=le)
    entrer(verrou, phases(verrou)[0], le=le)
    notifications.demande_deposee(verrou, par=par, le=le)
    return verrou


def _figer(demande: Demande, jour: date) -> None:
    """The pieces and the checks of this day are those of this request for ever [DEM-19]."""
    PieceExigee.objects.bulk_create(
        PieceExigee(
            demande=demande,
            code=exigee.code,
            libelle=exigee.libelle,
            famille=exigee.famille,
            obligatoire=exigee.obligatoire,
            ordre=rang,
        )
        for rang, exigee in enumerate(faits_depot(demande, le=jour).exigees)
    )
    verifications = VerificationPhase.objects.en_vigueur(jour).filter(phase__in=phases(demande))
    Verification.objects.bulk_create(
        Verification(demande=demande, phase=v.phase, code=v.code, libelle=v.libelle, ordre=v.ordre)
        for v in verifications
    )


@transaction.atomic
def abandonner(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Give the request up, any time before the final decision, after a confirmation [DEM-01, DEM-24]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.ABANDONNER, par=par)
    verifier_version(verrou, version)
    deposee = verrou.deposee_le is not None
    passer(verrou, Action.ABANDONNER, par=par, le=le)
    entrer(verrou, None, le=le, par=par)
    liberer_siret(verrou)
    if deposee:
        notifications.demande_abandonnee(verrou, le=le)
    return verrou


@transaction.atomic
def copier(*, par: Acteur, le: datetime, demande: Demande, cle_de_saisie: uuid.UUID) -> Demande:
    """A new draft from a refused file [DEM-24]."""
    assert demande.dispositif_niveau is not None
    nouvelle = ouvrir(par=par, le=le, dispositif_niveau=demande.dispositif_niveau, cle_de_saisie=cle_de_saisie)
    for plateforme in demande.plateformes.all():
        PlateformeDemandee.objects.create(
            demande=nouvelle,
            nom=plateforme.nom,
            adresse=plateforme.adresse,
            code_postal=plateforme.code_postal,
            commune=plateforme.commune,
        )
    return nouvelle


def pieces_de(demande: Demande) -> dict[str, list[Piece]]:
    """The files given, by code of piece."""
    par_code: dict[str, list[Piece]] = {}
    for piece in demande.pieces.all():
        par_code.setdefault(piece.code, []).append(piece)
    return par_code
