"""The members of an entity: one role each, given, changed, ended.

Whoever writes a member locks the row of the entity first: the last gestionnaire is never lost to two simultaneous
acts [ACC-11].
"""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur, Personne
from forprev.entites.models import Entite, Membre
from forprev.entites.perms import peut_gerer
from forprev.entites.rules import (
    raisons_auteur,
    raisons_contestation,
    raisons_dernier_gestionnaire,
    raisons_lien,
)
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Raison, Refus, exiger

Role = Membre.Role


class DejaMembre(Refus):
    """The person has a role in the entity already [ACC-24]; `membre` is that one."""

    def __init__(self, membre: Membre) -> None:
        super().__init__(Raison("deja_membre", "Cette personne fait déjà partie des utilisateurs de l’entité."))
        self.membre = membre


class PlusMembre(Refus):
    """The role was ended while the act waited for the lock of the entity: two gestionnaires at once [ACC-24]."""

    def __init__(self) -> None:
        texte = "Le rôle de cette personne dans l’entité vient de prendre fin\u00a0: rien n’a été changé."
        super().__init__(Raison("plus_membre", texte))


def verrouiller_entite(entite_id: int) -> Entite:
    """The entity, locked until the end of the transaction: what every change of its members begins with."""
    return Entite.objects.select_for_update(no_key=True, of=("self",)).get(pk=entite_id)


def ouvrir(*, par: Acteur, entite_id: int) -> Entite:
    """The entity, locked for a gestionnaire who is one at this very moment. Raises Refus otherwise [ACC-10, ACC-24]."""
    entite = verrouiller_entite(entite_id)
    exiger(raisons_auteur(gere=peut_gerer(par, entite), en_place=_en_place(par, entite)))
    return entite


def relire(membre: Membre, champs: list[str] | None = None) -> None:
    """The member as it now is, once the entity is locked; raises PlusMembre when somebody ended it meanwhile."""
    try:
        membre.refresh_from_db(fields=champs)
    except Membre.DoesNotExist as disparu:
        raise PlusMembre from disparu


def _en_place(par: Acteur, entite: Entite) -> bool:
    siens = Membre.objects.gestionnaires().filter(entite=entite, personne__is_active=True)
    return siens.filter(pk=par.membre_id or 0, personne=par.personne_id).exists()


@transaction.atomic
def donner_role(
    *,
    par: Acteur,
    le: datetime,
    personne: Personne,
    role: Membre.Role,
    description: str = "",
    lien_declare: bool = False,
    cle: str = "",
) -> Membre:
    """Make `personne` a gestionnaire or délégataire of the entity of `par` [ACC-10, ACC-12].

    Raises DejaMembre [ACC-24], Refus when `par` no longer runs the entity or when the legal link of a délégataire is
    not declared. A former gestionnaire whose days of reading are over begins anew. `cle` names the form in the journal.
    """
    entite = ouvrir(par=par, entite_id=par.entite_id or 0)
    jour = clock.jour(le)
    membre = Membre.objects.filter(entite=entite, personne=personne).first()
    if membre and (membre.lecture_jusqu_au is None or membre.lecture_jusqu_au >= jour):
        raise DejaMembre(membre)
    membre = membre or Membre(entite=entite, personne=personne)
    _prendre(membre, role, description, lien_declare, par=par, le=le)
    journaliser(
        par=par,
        verbe="rôle donné",
        objet=membre,
        le=le,
        personne=personne.pk,
        entite=entite.pk,
        role=role.value,
        cle=cle,
    )
    return membre


def deja_donne(*, par: Acteur, personne: Personne | None, cle: str) -> Membre | None:
    """The role that this very form gave to `personne` in the entity of `par`, if any: the second of two clicks."""
    membre = Membre.objects.filter(entite=par.entite_id, personne=personne).first() if personne and cle else None
    if membre is None:
        return None
    lignes = EntreeJournal.objects.filter(objet_type=membre._meta.label, objet_id=str(membre.pk), details__cle=cle)
    return membre if lignes.exists() else None


def _prendre(
    membre: Membre, role: Membre.Role, description: str, lien_declare: bool, *, par: Acteur, le: datetime
) -> None:
    """Write the role. The last declaration of a legal link is kept even by who becomes gestionnaire [ACC-12]."""
    membre.role, membre.depuis, membre.lecture_jusqu_au = role.value, clock.jour(le), None
    membre.description = description.strip() if role == Role.DELEGATAIRE else ""
    if role == Role.DELEGATAIRE:
        exiger(raisons_lien(declare=lien_declare))
        membre.lien_declare_par, membre.lien_declare_le = par.personne, le
    membre.save()


@transaction.atomic
def changer_role(
    *,
    par: Acteur,
    le: datetime,
    membre: Membre,
    role: Membre.Role,
    description: str = "",
    lien_declare: bool = False,
) -> bool:
    """Give `membre` the other role [ACC-24]. False when it is theirs already: the second of two clicks.

    Raises Refus for the last gestionnaire [ACC-11], for a former one who may still contest [ACC-19] unless they become
    gestionnaire again, and for an undeclared legal link [ACC-12]; PlusMembre when the role has just ended. What the
    lost role leaves behind (delegations, sessions) is the caller's business.
    """
    entite = ouvrir(par=par, entite_id=membre.entite_id)
    relire(membre)
    if membre.role == role and membre.lecture_jusqu_au is None:
        return False
    if role != Role.GESTIONNAIRE:
        _exiger_remplacable(membre, entite, le)
    avant = membre.role
    _prendre(membre, role, description, lien_declare, par=par, le=le)
    journaliser(
        par=par, verbe="rôle changé", objet=membre, le=le, personne=membre.personne_id, avant=avant, apres=role.value
    )
    return True


@transaction.atomic
def decrire(*, par: Acteur, le: datetime, membre: Membre, description: str) -> bool:
    """Change the description of a délégataire; False when it says so already [ACC-12]."""
    ouvrir(par=par, entite_id=membre.entite_id)
    relire(membre)
    if membre.role != Role.DELEGATAIRE:
        raise Refus(Raison("sans_description", "Seul un délégataire a une description.", "description"))
    if membre.description == description.strip():
        return False
    membre.description = description.strip()
    membre.save(update_fields=["description"])
    journaliser(par=par, verbe="description changée", objet=membre, le=le, personne=membre.personne_id)
    return True


@transaction.atomic
def retirer(*, par: Acteur, le: datetime, membre: Membre) -> None:
    """End the role of `membre`: the profile is closed at once [ACC-24].

    Raises Refus for the last gestionnaire [ACC-11] and for a former one who may still contest [ACC-19]. The journal
    keeps who had declared the legal link, and when [ACC-12].
    """
    entite = ouvrir(par=par, entite_id=membre.entite_id)
    membre.refresh_from_db()
    _exiger_remplacable(membre, entite, le)
    journaliser(
        par=par,
        verbe="rôle terminé",
        objet=membre,
        le=le,
        personne=membre.personne_id,
        entite=membre.entite_id,
        role=membre.role,
        lien_declare_par=membre.lien_declare_par_id,
        lien_declare_le=membre.lien_declare_le.isoformat() if membre.lien_declare_le else None,
    )
    membre.delete()


def _exiger_remplacable(membre: Membre, entite: Entite, le: datetime) -> None:
    """Under the lock of the entity: somebody else can act once this role is lost [ACC-11, ACC-19]."""
    jour = clock.jour(le)
    exiger(raisons_contestation(lecture_jusqu_au=membre.lecture_jusqu_au, le=jour))
    if membre.role != Role.GESTIONNAIRE or membre.lecture_jusqu_au is not None:
        return
    autres = Membre.objects.gestionnaires().filter(entite=entite, personne__is_active=True).exclude(pk=membre.pk)
    exiger(raisons_dernier_gestionnaire(autres=autres.count(), fermee_le=entite.fermee_le, le=jour))
