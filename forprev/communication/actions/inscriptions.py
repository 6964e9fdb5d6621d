"""A demandeur account is asked for: the screen says the same to all, the mail tells [ACC-05]."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.actions.annonces import annoncer
from forprev.communication.notifications import Destinataire
from forprev.communication.notifications.inscriptions import CompteExistant, InscriptionAConfirmer
from forprev.comptes.actions.inscriptions import (
    Identite,
    demander_inscription,
    inscription_a_envoyer,
    tirer_lien,
)
from forprev.comptes.models import Personne
from forprev.courriels.actions import FILE, PRIORITE

TACHE_INSCRIPTION = "communication.inscription"


@transaction.atomic
def inscrire(*, identite: Identite, le: datetime) -> None:
    """Keep what was typed and queue its mail; raises Refus on what cannot be [ACC-05].

    Nothing here looks whether the e-mail has an account: how long the answer takes tells nothing. The job carries a
    key, never what was typed: jobs are named in logs.
    """
    inscription = demander_inscription(identite=identite, le=le)
    tache = app.configure_task(TACHE_INSCRIPTION, queue=FILE, priority=PRIORITE)
    tache.defer(inscription_id=inscription.pk, le=le.isoformat())


@transaction.atomic
def envoyer_inscription(*, inscription_id: int, le: datetime) -> None:
    """Mail the link that opens the account or, to the e-mail of an account, that there is one. Run again: nothing."""
    inscription = inscription_a_envoyer(inscription_id=inscription_id, le=le)
    if inscription is None:
        return
    connue = Personne.objects.d_adresse(inscription.email).first()
    if connue is None:
        secret = tirer_lien(inscription)
        ecrire_a_une_adresse(InscriptionAConfirmer(inscription.empreinte[:32], secret), inscription.email, le=le)
        return
    annoncer(CompteExistant(connue.numero, str(inscription.pk)), [Destinataire(connue.pk)], le=le)
    inscription.delete()
