"""What a lost delegation or role does to the sessions of who declared them [SES-33, ACC-24]."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from forprev.certification.models import SessionCertification
from forprev.comptes.models import Acteur
from forprev.entites.actions.membres import ouvrir
from forprev.entites.models import Membre
from forprev.habilitations.actions.delegations import terminer
from forprev.habilitations.models import Delegation
from forprev.socle.journal import journaliser


@transaction.atomic
def terminer_delegation(*, par: Acteur, le: datetime, delegation: Delegation) -> int:
    """End a delegation; its open sessions pass to the gestionnaires. Returns how many sessions passed [SES-33].

    Raises Refus unless `par` is a gestionnaire of the entity [ACC-24].
    """
    if not terminer(par=par, le=le, delegation=delegation):
        return 0
    siennes = _sessions_de(delegation.membre).filter(habilitation=delegation.habilitation_id)
    return siennes.update(transferee_le=le)


@transaction.atomic
def transferer_toutes(*, par: Acteur, le: datetime, membre: Membre) -> int:
    """Pass every open session of somebody who loses their role to the gestionnaires [SES-33, ACC-24].

    Raises Refus unless `par` is a gestionnaire of the entity.
    """
    ouvrir(par=par, entite_id=membre.entite_id)
    journaliser(par=par, verbe="sessions passées aux gestionnaires", objet=membre, le=le)
    return _sessions_de(membre).update(transferee_le=le)


@transaction.atomic
def laisser_aux_gestionnaires(*, membre: Membre, le: datetime) -> int:
    """The same for a role that Forprev ends by itself, the days of reading of a former gestionnaire over [ACC-19]."""
    return _sessions_de(membre).update(transferee_le=le)


def _sessions_de(membre: Membre) -> QuerySet[SessionCertification]:
    return SessionCertification.objects.filter(
        entite=membre.entite_id, declaree_par=membre.personne_id, transferee_le__isnull=True
    )
