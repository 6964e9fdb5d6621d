"""The caisse settles an administrative file [ENT-07 to ENT-12, DEM-24]."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.commun import exiger_action, passer, verifier_version, verrouiller
from forprev.demandes.actions.entites import affecter_valeurs, enregistrer_entite, entite_verrouillee, liberer_siret
from forprev.demandes.actions.fiches import ATTESTATION
from forprev.demandes.actions.phases import entrer
from forprev.demandes.models import Demande
from forprev.demandes.states import Action, TypeDemande
from forprev.entites.models import Entite
from forprev.socle import clock
from forprev.socle.raisons import Raison, Refus


@transaction.atomic
def valider(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Put the file in force: the entity exists, or its new values replace the old ones [ENT-07].

    A new address may move the entity to another caisse, with its habilitations and later requests; open ones stay
    [ENT-10]. Raises Refus when somebody else took the SIRET meanwhile.
    """
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.VALIDER, par=par)
    verifier_version(verrou, version)
    entite = verrou.entite = entite_verrouillee(verrou)
    ancienne = entite.caisse
    if verrou.genre == TypeDemande.MISE_A_JOUR:
        _appliquer(entite, verrou.proposition)
    else:
        entite.validee_le = le
    _reprendre_attestation(verrou)
    enregistrer_entite(entite)
    verrou.decidee_le, verrou.decidee_par = clock.jour(le), par.personne
    passer(verrou, Action.VALIDER, par=par, le=le)
    entrer(verrou, None, le=le, par=par)
    notifications.fiche_decidee(verrou, le=le)
    nouvelle = Entite.objects.select_related("commune__departement__caisse").get(pk=entite.pk).caisse
    if verrou.genre == TypeDemande.MISE_A_JOUR and nouvelle != ancienne:
        notifications.entite_deplacee(verrou, de=ancienne, vers=nouvelle, le=le)
    return verrou


@transaction.atomic
def refuser(*, par: Acteur, le: datetime, demande: Demande, version: int, motif: str) -> Demande:
    """Leave the old values in force; the requests that waited for the update go on with them [DEM-18]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.REFUSER, par=par)
    verifier_version(verrou, version)
    if not motif.strip():
        raise Refus(Raison("motif_absent", "Donnez les raisons de ce refus\u00a0: l’entité les lira.", "motif"))
    verrou.motif = motif.strip()
    verrou.decidee_le, verrou.decidee_par = clock.jour(le), par.personne
    passer(verrou, Action.REFUSER, par=par, le=le, texte=verrou.motif)
    entrer(verrou, None, le=le, par=par)
    liberer_siret(verrou)
    notifications.fiche_decidee(verrou, le=le)
    return verrou


def _appliquer(entite: Entite, proposition: dict[str, str]) -> None:
    affecter_valeurs(entite, proposition)
    if entite.type != Entite.Type.ORGANISME:
        entite.publiee = False  # [ENT-12]


def _reprendre_attestation(demande: Demande) -> None:
    piece = demande.pieces.filter(code=ATTESTATION).order_by("-pk").first()
    if piece:
        entite = demande.entite
        entite.urssaf_fichier, entite.urssaf_nom = piece.fichier, piece.nom
        entite.urssaf_type = piece.type_mime
