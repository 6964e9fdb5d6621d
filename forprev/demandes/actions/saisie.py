"""Requests of a habilitation: opening, confirming the administrative data, plateformes, submitting, giving up."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.commun import (
    exiger_action,
    exiger_onglet,
    exiger_saisissable,
    passer,
    toucher,
    verifier_version,
    verrouiller,
)
from forprev.demandes.actions.complements import clore_complement
from forprev.demandes.actions.entites import liberer_siret
from forprev.demandes.actions.phases import entrer, figer, phases
from forprev.demandes.actions.pieces import comparer
from forprev.demandes.models import Demande, PlateformeDemandee
from forprev.demandes.models.faits import (
    demandable,
    fait_niveau,
    faits_depot,
    niveaux_demandes,
    plateforme_requise,
)
from forprev.demandes.perms import peut_demander
from forprev.demandes.rules.demandables import raisons_nouvelle, raisons_plateforme, raisons_renouvellement
from forprev.demandes.rules.depot import raisons_depot
from forprev.demandes.states import ADMINISTRATIVES, Action, Onglet, TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import Commune, DispositifNiveau
from forprev.socle import clock, files
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer


@transaction.atomic
def ouvrir(*, par: Acteur, le: datetime, dispositif_niveau: DispositifNiveau, cle_de_saisie: uuid.UUID) -> Demande:
    """A draft for a first habilitation; the same form sent twice makes one [DEM-05, DEM-06]."""
    entite = _entite(par)
    if (deja := _deja_ouverte(entite, cle_de_saisie)) is not None:
        return deja
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
    entite = _entite(par)
    if (deja := _deja_ouverte(entite, cle_de_saisie)) is not None:
        return deja
    jour = clock.jour(le)
    _exiger_sienne(habilitation, entite)
    fait = fait_niveau(habilitation.dispositif_niveau)
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
    entite = _entite(par)
    if (deja := _deja_ouverte(entite, cle_de_saisie)) is not None:
        return deja
    niveau = habilitation.dispositif_niveau
    _exiger_sienne(habilitation, entite)
    exiger(
        raisons_plateforme(
            fait_niveau(niveau),
            habilitation.faits,
            requise=niveau.plateforme_requise(clock.jour(le)),
            le=clock.jour(le),
        )
    )
    return _creer(
        entite,
        TypeDemande.PLATEFORME,
        par=par,
        le=le,
        niveau=niveau,
        habilitation=habilitation,
        cle_de_saisie=cle_de_saisie,
    )


def _deja_ouverte(entite: Entite, cle_de_saisie: uuid.UUID) -> Demande | None:
    """What the same form opened already; asked once the entity is locked, so that two clicks at once make one."""
    return Demande.objects.filter(cle_de_saisie=cle_de_saisie, entite=entite).first()


def _entite(par: Acteur) -> Entite:
    """The entity of `par`, locked; habilitations are requested once it is validated [DEM-03]."""
    if not peut_demander(par):
        raise Refus(Raison("profil", "Seul un gestionnaire ou le demandeur de l’entité peut faire une demande."))
    entite = Entite.objects.select_for_update().get(pk=par.entite_id or 0)
    if entite.validee_le is None:
        texte = "Votre caisse doit d’abord valider les données administratives de l’entité."
        raise Refus(Raison("entite_non_validee", texte))
    return entite


def _exiger_sienne(habilitation: Habilitation, entite: Entite) -> None:
    if habilitation.entite_id != entite.pk:
        raise Refus(Raison("autre_entite", "Cette habilitation n’est pas celle de votre entité."))


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
    exiger_saisissable(verrou, par=par)
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
    exiger_onglet(verrou, Onglet.TECHNIQUE, par=par)
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
    """Take a plateforme and its pieces, files included, out of the request."""
    verrou = verrouiller(demande.pk, par=par)
    verifier_version(verrou, version)
    exiger_onglet(verrou, Onglet.TECHNIQUE, par=par)
    chemins = list(verrou.pieces.filter(plateforme=plateforme.pk).values_list("fichier", flat=True))
    verrou.plateformes.filter(pk=plateforme.pk).delete()
    toucher(verrou, par=par, le=le)
    transaction.on_commit(lambda: _oublier(chemins))


def _oublier(chemins: Iterable[str]) -> None:
    for chemin in chemins:
        files.supprimer(chemin)


@transaction.atomic
def soumettre(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Send the request to the caisse of the entity; pieces and checks in force today are frozen [DEM-02, DEM-19].

    Raises Refus with all that is missing, each with the field it belongs to.
    """
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.SOUMETTRE, par=par)
    verifier_version(verrou, version)
    jour = clock.jour(le)
    exiger(_raisons_encore(verrou, jour) + raisons_depot(faits_depot(verrou, le=jour)))
    verrou.plateforme_requise = plateforme_requise(verrou, jour)
    verrou.caisse = verrou.entite.caisse
    verrou.deposee_le, verrou.deposee_par = le, par.personne
    figer(verrou, jour)
    comparer(verrou)
    passer(verrou, Action.SOUMETTRE, par=par, le=le)
    entrer(verrou, phases(verrou)[0], le=le)
    notifications.demande_deposee(verrou, par=par, le=le)
    return verrou


def _raisons_encore(demande: Demande, jour: date) -> list[Raison]:
    """What the list offered when the draft was opened must still be asked for on the day it is: a renewal through the
    end, a dispositif until it closes [DEM-05, DEM-14, DEM-29]."""
    assert demande.dispositif_niveau is not None
    fait, tenues = demandable(demande.entite, demande.dispositif_niveau, le=jour)
    if demande.habilitation is None:
        return raisons_nouvelle(fait, tenues, [], le=jour)
    if demande.genre == TypeDemande.RENOUVELLEMENT:
        return raisons_renouvellement(fait, demande.habilitation.faits, [], le=jour)
    return raisons_plateforme(fait, demande.habilitation.faits, requise=plateforme_requise(demande, jour), le=jour)


@transaction.atomic
def abandonner(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Give the request up, any time before the final decision, after a confirmation [DEM-01, DEM-24]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.ABANDONNER, par=par)
    verifier_version(verrou, version)
    deposee = verrou.deposee_le is not None
    # Whatever was prepared or awaited no longer is: no letter in preview, no reminder.
    verrou.seance = None
    verrou.decision, verrou.motif, verrou.debut_souhaite = "", "", None
    clore_complement(verrou, "retires_le", le)
    passer(verrou, Action.ABANDONNER, par=par, le=le)
    entrer(verrou, None, le=le, par=par)
    liberer_siret(verrou)
    if deposee:
        notifications.demande_abandonnee(verrou, le=le)
    return verrou


@transaction.atomic
def copier(*, par: Acteur, le: datetime, demande: Demande, cle_de_saisie: uuid.UUID) -> Demande:
    """A new draft of the same kind, with the plateformes of a refused request [DEM-24]."""
    if (deja := _deja_ouverte(_entite(par), cle_de_saisie)) is not None:
        return deja
    nouvelle = _ouvrir_semblable(demande, par=par, le=le, cle_de_saisie=cle_de_saisie)
    reprises = set(nouvelle.plateformes.values_list("reprise", flat=True))
    for plateforme in demande.plateformes.all():
        if plateforme.reprise_id is None or plateforme.reprise_id not in reprises:
            PlateformeDemandee.objects.create(
                demande=nouvelle,
                nom=plateforme.nom,
                adresse=plateforme.adresse,
                code_postal=plateforme.code_postal,
                commune=plateforme.commune,
            )
    return nouvelle


def _ouvrir_semblable(demande: Demande, *, par: Acteur, le: datetime, cle_de_saisie: uuid.UUID) -> Demande:
    assert demande.dispositif_niveau is not None
    if demande.habilitation is None:
        return ouvrir(par=par, le=le, dispositif_niveau=demande.dispositif_niveau, cle_de_saisie=cle_de_saisie)
    rouvrir = ouvrir_renouvellement if demande.genre == TypeDemande.RENOUVELLEMENT else ouvrir_plateforme
    return rouvrir(par=par, le=le, habilitation=demande.habilitation, cle_de_saisie=cle_de_saisie)
