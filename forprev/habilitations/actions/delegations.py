"""Who may use a habilitation: délégataires attached, detached."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.entites.actions.membres import ouvrir, relire
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation, Habilitation
from forprev.habilitations.rules import raisons_delegation
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger


@transaction.atomic
def rattacher(
    *,
    par: Acteur,
    le: datetime,
    membre: Membre,
    habilitations: Collection[int],
    devient_delegataire: bool = False,
) -> list[Delegation]:
    """Attach a délégataire to habilitations of the entity; those attached already stay as they are [ACC-12].

    Returns the new delegations, in the order of dispositifs. Raises Refus when one of the habilitations is not the
    entity's or not valid that day, when `membre` neither is nor becomes délégataire in the same transaction, or unless
    `par` runs the entity at this moment.
    """
    entite = ouvrir(par=par, entite_id=membre.entite_id)
    relire(membre, ["role", "entite"])
    choisies = list(Habilitation.objects.filter(entite=entite, pk__in=habilitations).avec_faits())
    exiger(
        raisons_delegation(
            delegataire=devient_delegataire or membre.role == Membre.Role.DELEGATAIRE,
            inconnues=len(set(habilitations)) - len(choisies),
            choisies=[(str(h.dispositif_niveau), h.faits) for h in choisies],
            le=clock.jour(le),
        )
    )
    nouvelles = [_rattacher(membre, habilitation, par=par, le=le) for habilitation in choisies]
    return [delegation for delegation in nouvelles if delegation]


def _rattacher(membre: Membre, habilitation: Habilitation, *, par: Acteur, le: datetime) -> Delegation | None:
    delegation, nouvelle = Delegation.objects.get_or_create(
        membre=membre, habilitation=habilitation, terminee_le=None, defaults={"depuis": clock.jour(le)}
    )
    if not nouvelle:
        return None
    journaliser(
        par=par,
        verbe="délégation donnée",
        objet=delegation,
        le=le,
        personne=membre.personne_id,
        habilitation=habilitation.pk,
    )
    return delegation


@transaction.atomic
def terminer(*, par: Acteur, le: datetime, delegation: Delegation) -> bool:
    """End a delegation today; it then serves end dates up to that day [SES-03]. False when it was ended before.

    Raises Refus unless `par` runs the entity at this moment [ACC-24]. What becomes of the sessions is the caller's
    business [SES-33].
    """
    ouvrir(par=par, entite_id=delegation.membre.entite_id)
    delegation.refresh_from_db(fields=["terminee_le"])
    if delegation.terminee_le is not None:
        return False
    delegation.terminee_le = clock.jour(le)
    delegation.save(update_fields=["terminee_le"])
    journaliser(par=par, verbe="délégation terminée", objet=delegation, le=le)
    return True
