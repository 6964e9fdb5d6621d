"""Write roles of the réseau, close web sessions: whoever calls has asked the rules, and tells the person."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import Profil
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus


@transaction.atomic
def fermer_les_connexions(*, personne: Personne) -> None:
    """Close every web session of somebody else, wherever it is open [ACC-20]."""
    Personne.objects.filter(pk=personne.pk).update(generation_connexions=F("generation_connexions") + 1)
    personne.refresh_from_db(fields=["generation_connexions"])


@transaction.atomic
def ecrire_role(
    *, par: Acteur | None, personne: Personne, nature: Profil, caisse_id: str | None, le: datetime
) -> RoleReseau:
    """Give the role; raises Refus when another transaction gave it meanwhile. `par=None`: the command line."""
    try:
        with transaction.atomic():
            role = RoleReseau.objects.create(personne=personne, nature=nature.value, caisse_id=caisse_id)
    except IntegrityError as erreur:
        if "role_reseau_unique" not in str(erreur):
            raise
        raise Refus(Raison("role_deja_tenu", "Cette personne tient déjà ce rôle.", "nature")) from erreur
    journaliser(
        par=par, verbe="comptes.donner_role", objet=personne, le=le, role=role.pk, nature=nature, caisse=caisse_id
    )
    return role


@transaction.atomic
def effacer_role(*, par: Acteur, role: RoleReseau, le: datetime) -> None:
    """End the role, and close the web sessions of whoever held it."""
    journaliser(
        par=par,
        verbe="comptes.terminer_role",
        objet=role.personne,
        le=le,
        role=role.pk,
        nature=role.nature,
        caisse=role.caisse_id,
    )
    role.delete()
    fermer_les_connexions(personne=role.personne)


def verrouiller_les_inrs() -> list[int]:
    """Lock the roles of every INRS administrateur until the transaction ends: two of them cannot remove each other.

    Returns the people among them who can act.
    """
    roles = RoleReseau.objects.select_for_update(of=("self",)).filter(nature=Profil.INRS).order_by("pk")
    tenus = [role.personne_id for role in roles]
    actifs = Personne.objects.filter(pk__in=tenus, is_active=True, conteste_le__isnull=True)
    return list(actifs.order_by("pk").values_list("pk", flat=True))
