"""Ask to be erased, withdraw the request, answer it [RGP-04].

Granted, it goes with the account. The person is always locked before the request.
"""

from datetime import datetime

from django.db import transaction

from forprev.communication.actions import annoncer
from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.notifications import Destinataire
from forprev.comptes.models import Acteur, Personne
from forprev.personnes.actions.effacement import effacer
from forprev.personnes.actions.verrous import verrouiller_autour
from forprev.personnes.models import DemandeEffacement
from forprev.personnes.notifications.demandes import EffacementFait, EffacementRefuse, annoncer_a_l_assistance
from forprev.personnes.perms import peut_repondre
from forprev.personnes.rules.demandes_effacement import raisons_depot
from forprev.personnes.rules.rectifications import raisons_de_repondre, raisons_motif
from forprev.personnes.states import EFFACEMENT, Action
from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger


class EffacementFerme(Refus):
    """The request has been answered or withdrawn meanwhile."""


@transaction.atomic
def demander(*, par: Acteur, le: datetime) -> DemandeEffacement:
    """Ask for one's own erasure and tell the assistance [RGP-04]; the password is asked by the caller.

    Raises Refus when a request is already open.
    """
    personne = _verrouiller_personne(par.personne_id)
    exiger(raisons_depot(deja_ouverte=DemandeEffacement.objects.de(personne.pk).ouvertes().exists()))
    demande = DemandeEffacement.objects.create(personne=personne, deposee_le=le)
    journaliser(par=par, verbe="personnes.demander_effacement", objet=demande, le=le)
    annoncer_a_l_assistance(demande, le=le)
    return demande


@transaction.atomic
def retirer(*, par: Acteur, le: datetime) -> DemandeEffacement:
    """Withdraw one's open request. Raises EffacementFerme."""
    personne = _verrouiller_personne(par.personne_id)
    demande = DemandeEffacement.objects.select_for_update(of=("self",)).de(personne.pk).ouvertes().first()
    if demande is None:
        raise EffacementFerme(Raison("effacement_ferme", "Cette demande n’est plus en cours."))
    _clore(demande, Action.RETIRER, le=le)
    journaliser(par=par, verbe="personnes.retirer_effacement", objet=demande, le=le)
    return demande


@transaction.atomic
def accepter(*, par: Acteur, demande_id: int, le: datetime) -> None:
    """Erase the account, and tell its last address [RGP-04].

    Raises EffacementFerme (answered or withdrawn meanwhile), Refus with all that forbids the erasure [ACC-11]. The
    journal remembers the number of the request, never whose it was.
    """
    demande = _a_repondre(par, demande_id)
    adresse, fait = demande.personne.email, EffacementFait(demande.pk, clock.jour(demande.deposee_le))
    journaliser(par=par, verbe="personnes.accepter_effacement", objet=demande, le=le)
    effacer(par=par, personne_id=demande.personne_id, le=le)
    ecrire_a_une_adresse(fait, adresse, le=le)


@transaction.atomic
def refuser(*, par: Acteur, demande_id: int, reponse: str, le: datetime) -> DemandeEffacement:
    """Refuse with a reason, which the person reads in their profile. Raises EffacementFerme, Refus."""
    exiger(raisons_motif(reponse, champ="reponse"))
    demande = _a_repondre(par, demande_id)
    demande.reponse = reponse.strip()
    _clore(demande, Action.REFUSER, par=par, le=le)
    journaliser(par=par, verbe="personnes.refuser_effacement", objet=demande, le=le)
    refus = EffacementRefuse(demande.pk, clock.jour(demande.deposee_le))
    annoncer(refus, [Destinataire(demande.personne_id)], le=le)
    return demande


def phrase_de_cloture(demande: DemandeEffacement | None) -> str:
    """What the second of two people is told; None: the account is gone."""
    if demande is None:
        return "Cette demande n’existe plus\u00a0: le compte est effacé."
    assert demande.traitee_le is not None
    auteur = f" par {demande.traitee_par.nom_complet}" if demande.traitee_par else ""
    jour = longue(clock.jour(demande.traitee_le))
    return f"Cette demande a été close le {jour}{auteur}\u00a0: {demande.libelle_etat.lower()}."


def _verrouiller_personne(personne_id: int) -> Personne:
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne_id)
    return personne


def _a_repondre(par: Acteur, demande_id: int) -> DemandeEffacement:
    """The open request that the assistance answers; person and request are locked."""
    personne_id = DemandeEffacement.objects.values_list("personne", flat=True).filter(pk=demande_id).first()
    exiger(raisons_de_repondre(assistance=peut_repondre(par), la_sienne=personne_id == par.personne_id))
    verrouiller_autour([personne_id] if personne_id else [])
    personne = Personne.objects.select_for_update(of=("self",)).filter(pk=personne_id).first()
    demande = DemandeEffacement.objects.select_for_update(of=("self",)).filter(pk=demande_id).first()
    if personne is None or demande is None or not demande.est_ouverte:
        raise EffacementFerme(Raison("effacement_ferme", phrase_de_cloture(demande)))
    demande.personne = personne
    return demande


def _clore(demande: DemandeEffacement, action: Action, *, le: datetime, par: Acteur | None = None) -> None:
    EFFACEMENT.appliquer(demande, action)
    demande.traitee_le = le
    demande.traitee_par = par.personne if par else None
    demande.save()
