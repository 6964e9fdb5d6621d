"""What a lost delegation or role does to the sessions of a délégataire [SES-33]."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from forprev.certification.models import SessionCertification
from forprev.comptes.models import Acteur
from forprev.entites.models import Membre
from forprev.entites.perms import peut_gerer
from forprev.habilitations.models import Delegation
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus


@transaction.atomic
def terminer_delegation(*, par: Acteur, le: datetime, delegation: Delegation) -> int:
    """End a delegation; its open sessions pass to the gestionnaires. Returns how many sessions passed [SES-33].

    Raises Refus unless `par` is a gestionnaire of the entity [ACC-24].
    """
    verrou = Delegation.objects.select_for_update(of=("self",)).select_related("membre__entite").get(pk=delegation.pk)
    _exiger_gestionnaire(par, verrou.membre)
    if verrou.terminee_le is not None:
        return 0
    verrou.terminee_le = clock.jour(le)
    verrou.save(update_fields=["terminee_le"])
    journaliser(par=par, verbe="délégation terminée", objet=verrou, le=le)
    siennes = _sessions_de(verrou.membre).filter(habilitation=verrou.habilitation_id)
    return siennes.update(transferee_le=le)


@transaction.atomic
def transferer_toutes(*, par: Acteur, le: datetime, membre: Membre) -> int:
    """Pass every open session of a délégataire who loses the role to the gestionnaires [SES-33, ACC-24].

    Raises Refus unless `par` is a gestionnaire of the entity.
    """
    _exiger_gestionnaire(par, membre)
    journaliser(par=par, verbe="sessions passées aux gestionnaires", objet=membre, le=le)
    return _sessions_de(membre).update(transferee_le=le)


def _exiger_gestionnaire(par: Acteur, membre: Membre) -> None:
    if not peut_gerer(par, membre.entite):
        raise Refus(Raison("profil", "Seul un gestionnaire de l’entité peut changer ou terminer un rôle."))


def _sessions_de(membre: Membre) -> QuerySet[SessionCertification]:
    return SessionCertification.objects.filter(
        entite=membre.entite_id, declaree_par=membre.personne_id, transferee_le__isnull=True
    )
