"""Asking the entity for more, and its answer [DEM-10, DEM-20]."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.commun import exiger_action, passer, verifier_version, verrouiller
from forprev.demandes.actions.entites import liberer_siret
from forprev.demandes.actions.fiches import raisons_de
from forprev.demandes.actions.phases import compter_attente, entrer
from forprev.demandes.deadlines import limite_complements
from forprev.demandes.models import Complement, Demande
from forprev.demandes.models.faits import faits_depot
from forprev.demandes.rules.depot import raisons_depot
from forprev.demandes.states import Action, Onglet, TypeDemande
from forprev.referentiel.delais import valeur
from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison, Refus, exiger


@transaction.atomic
def demander(
    *, par: Acteur, le: datetime, demande: Demande, version: int, motif: str, onglets: Sequence[str]
) -> Complement:
    """Give the file back to the entity, for these tabs, with a reason; the limit is in the reference data [DEM-10]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.DEMANDER_COMPLEMENTS, par=par)
    verifier_version(verrou, version)
    _exiger(verrou, motif, onglets)
    jour = clock.jour(le)
    complement = Complement.objects.create(
        demande=verrou,
        phase=verrou.phase,
        motif=motif.strip(),
        onglets=list(onglets),
        demandes_le=le,
        demandes_par=par.personne,
        limite=limite_complements(jour, mois=valeur("complements_attente", jour)),
    )
    passer(verrou, Action.DEMANDER_COMPLEMENTS, par=par, le=le, texte=complement.motif)
    notifications.complements_demandes(verrou, complement, le=le)
    return complement


def onglets_a_rouvrir(demande: Demande) -> list[Onglet]:
    """The tabs that this kind of request has, and that the entity writes in [DEM-07]."""
    if demande.est_administrative:
        return [Onglet.GENERAL]
    technique = [Onglet.TECHNIQUE] if demande.plateforme_requise else []
    return technique if demande.genre == TypeDemande.PLATEFORME else [Onglet.PEDAGOGIQUE, *technique]


def _exiger(demande: Demande, motif: str, onglets: Sequence[str]) -> None:
    raisons = []
    if not motif.strip():
        raisons.append(Raison("motif_absent", "Dites ce qui manque\u00a0: l’entité le lira.", "motif"))
    if not onglets:
        raisons.append(Raison("onglets_absents", "Choisissez les onglets à rouvrir.", "onglets"))
    if not set(onglets) <= set(onglets_a_rouvrir(demande)):
        raisons.append(Raison("onglet_inconnu", "Choisissez parmi les onglets de cette demande.", "onglets"))
    if raisons:
        raise Refus(*raisons)


@transaction.atomic
def retirer(*, par: Acteur, le: datetime, demande: Demande, version: int) -> Demande:
    """Withdraw what was asked: the file is instructed again, the trace stays [DEM-20]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.RETIRER_COMPLEMENTS, par=par)
    verifier_version(verrou, version)
    clore_complement(verrou, "retires_le", le)
    passer(verrou, Action.RETIRER_COMPLEMENTS, par=par, le=le)
    notifications.complements_retires(verrou, le=le)
    return verrou


@transaction.atomic
def repondre(*, par: Acteur, le: datetime, demande: Demande, version: int, message: str = "") -> Demande:
    """Send the file back to the same phase and the same instructeur [DEM-10]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.REPONDRE, par=par)
    verifier_version(verrou, version)
    exiger(raisons_incomplet(verrou, le))
    clore_complement(verrou, "recus_le", le)
    passer(verrou, Action.REPONDRE, par=par, le=le, texte=message)
    notifications.complements_recus(verrou, le=le)
    return verrou


def raisons_incomplet(demande: Demande, le: datetime) -> list[Raison]:
    """What is still missing, whatever the kind of request [DEM-02]."""
    if demande.est_administrative:
        return raisons_de(demande)
    return raisons_depot(faits_depot(demande, le=clock.jour(le)))


@transaction.atomic
def classer(*, par: Acteur, le: datetime, demande: Demande, version: int, motif: str) -> Demande:
    """Close a file left without answer, past the limit only: nothing closes by itself [DEM-10]."""
    verrou = verrouiller(demande.pk, par=par)
    exiger_action(verrou, Action.CLASSER, par=par)
    verifier_version(verrou, version)
    ouvert = complement_ouvert(verrou)
    if ouvert and clock.jour(le) <= ouvert.limite:
        texte = f"L’entité peut répondre jusqu’au {longue(ouvert.limite)} inclus\u00a0: attendez le lendemain."
        raise Refus(Raison("limite", texte))
    clore_complement(verrou, "retires_le", le)
    passer(verrou, Action.CLASSER, par=par, le=le, texte=motif)
    entrer(verrou, None, le=le, par=par)
    liberer_siret(verrou)
    notifications.demande_classee(verrou, le=le)
    return verrou


def complement_ouvert(demande: Demande) -> Complement | None:
    """What is awaited from the entity now."""
    return demande.complements.filter(recus_le=None, retires_le=None).first()


def clore_complement(demande: Demande, champ: str, le: datetime) -> None:
    """End what is awaited, if anything is: received, or taken back; the time it took is the entity's [DEM-21]."""
    ouvert = complement_ouvert(demande)
    if ouvert is not None:
        setattr(ouvert, champ, le)
        ouvert.save(update_fields=[champ])
        compter_attente(demande, le - ouvert.demandes_le)
