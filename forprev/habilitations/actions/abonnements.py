"""The subscription address of an entity's deadlines: opened, replaced, revoked [HAB-07]."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.liens import empreinte, tirer_secret
from forprev.comptes.models import Acteur
from forprev.entites.actions.membres import ouvrir as verrouiller_pour
from forprev.habilitations.models import AbonnementEcheances
from forprev.socle.journal import journaliser


@transaction.atomic
def ouvrir(*, par: Acteur, le: datetime) -> str:
    """The secret of a new address, told this once; a former address stops working. Raises Refus [ACC-24]."""
    entite = verrouiller_pour(par=par, entite_id=par.entite_id or 0)
    secret = tirer_secret()
    AbonnementEcheances.objects.update_or_create(
        entite=entite, defaults={"empreinte": empreinte(secret), "ouvert_le": le}
    )
    journaliser(par=par, verbe="abonnement ouvert", objet=entite, le=le)
    return secret


@transaction.atomic
def revoquer(*, par: Acteur, le: datetime) -> bool:
    """The address gives nothing from now on; False when there was none. Raises Refus [ACC-24]."""
    entite = verrouiller_pour(par=par, entite_id=par.entite_id or 0)
    supprimes, _ = AbonnementEcheances.objects.filter(entite=entite).delete()
    if supprimes:
        journaliser(par=par, verbe="abonnement révoqué", objet=entite, le=le)
    return bool(supprimes)
