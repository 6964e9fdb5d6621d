"""Who is of the réseau: roles given and ended by the INRS, accounts opened for them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from forprev.communication.actions import annoncer, envoyer_lien_mot_de_passe
from forprev.communication.notifications import Destinataire
from forprev.comptes.actions.personnes import creer_personne
from forprev.comptes.actions.reseau import ecrire_role, effacer_role, verrouiller_les_inrs
from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.rules import raisons_date_naissance, raisons_noms
from forprev.comptes.states import LIBELLES_PROFILS, Profil
from forprev.personnes.actions.comptes import etat_de, verrouiller_compte
from forprev.personnes.notifications.comptes import RoleReseauDonne, RoleReseauTermine
from forprev.personnes.perms import peut_donner_des_roles
from forprev.personnes.rules.comptes import (
    raisons_d_administrer,
    raisons_de_fin_de_role,
    raisons_de_premier_administrateur,
    raisons_de_role,
)
from forprev.referentiel.models import Caisse
from forprev.socle.clock import jour
from forprev.socle.raisons import Raison, Refus, exiger

_ROLE_TERMINE = Raison("role_termine", "Ce rôle a déjà pris fin.")


@dataclass(frozen=True, slots=True)
class Poste:
    """A role of the réseau to give; the caisse is an instructeur's."""

    profil: Profil
    caisse: Caisse | None = None

    @property
    def libelle(self) -> str:
        """« Instructeur (Cramif) »."""
        nom = LIBELLES_PROFILS[self.profil]
        return f"{nom} ({self.caisse.nom})" if self.caisse else nom

    @property
    def code(self) -> str:
        """The code of the Acteur that it gives."""
        return f"{self.profil.value}-{self.caisse.pk}" if self.caisse else self.profil.value


@dataclass(frozen=True, slots=True)
class Identite:
    """Who the account is for."""

    nom: str
    prenom: str
    date_naissance: date
    email: str


@transaction.atomic
def donner_role(*, par: Acteur | None, personne_id: int, poste: Poste, le: datetime) -> RoleReseau:
    """Give a role of the réseau to a known person, who is told. `par=None`: the command line.

    Raises Refus for another profile than the INRS, oneself, a role already held, an account frozen or closed.
    """
    exiger(_raisons_d_administrer(par, personne_id))
    personne = verrouiller_compte(personne_id)
    role = _donner(par, personne, poste, le)
    evenement = RoleReseauDonne(role.pk, LIBELLES_PROFILS[poste.profil], poste.caisse.nom if poste.caisse else "")
    annoncer(evenement, [Destinataire(personne.pk, poste.code)], le=le)
    return role


@transaction.atomic
def terminer_role(*, par: Acteur, role_id: int, le: datetime) -> RoleReseau:
    """End a role: the profile closes at once, the person's web sessions too, and they are told.

    Raises Refus when it has ended already, and for the last INRS administrateur who can act.
    """
    inrs = verrouiller_les_inrs()
    role = RoleReseau.objects.select_related("personne", "caisse").filter(pk=role_id).first()
    if role is None:
        raise Refus(_ROLE_TERMINE)
    exiger(_raisons_d_administrer(par, role.personne_id))
    autres = [personne_id for personne_id in inrs if personne_id != role.personne_id]
    profil = Profil(role.nature)
    exiger(raisons_de_fin_de_role(profil, autres_inrs=len(autres)))
    evenement = RoleReseauTermine(role.pk, LIBELLES_PROFILS[profil], role.caisse.nom if role.caisse else "")
    effacer_role(par=par, role=role, le=le)
    annoncer(evenement, [Destinataire(role.personne_id)], le=le)
    return role


@transaction.atomic
def creer_compte_reseau(*, par: Acteur | None, identite: Identite, poste: Poste, le: datetime) -> Personne:
    """Open an account with a role of the réseau; its owner gets a password link, with *Ce n’est pas moi* [ACC-20].

    `par=None`: the command line. Raises Refus beside the field that is wrong.
    """
    exiger(_raisons_d_administrer(par, None))
    exiger(raisons_noms(identite.nom, identite.prenom))
    exiger(raisons_date_naissance(identite.date_naissance, le=jour(le)))
    personne = creer_personne(
        nom=identite.nom,
        prenom=identite.prenom,
        date_naissance=identite.date_naissance,
        email=identite.email,
        le=le,
    )
    if par:
        personne.ouvert_par = par.personne
        personne.save(update_fields=["ouvert_par"])
    _donner(par, personne, poste, le)
    envoyer_lien_mot_de_passe(personne=personne, le=le, origine=f"votre désignation comme {poste.libelle}")
    return personne


@transaction.atomic
def nommer_premier_administrateur(*, qui: Identite | Personne, le: datetime, encore: bool = False) -> Personne:
    """The INRS administrateur of a new site, by the command line: a new account, or a role for a known person.

    Raises Refus when somebody administers already, unless `encore`. Two commands at once make one administrateur.
    """
    with connection.cursor() as curseur:
        curseur.execute("LOCK TABLE comptes_rolereseau IN SHARE ROW EXCLUSIVE MODE")
    exiger(raisons_de_premier_administrateur(presents=len(verrouiller_les_inrs()), encore=encore))
    poste = Poste(Profil.INRS)
    if isinstance(qui, Identite):
        return creer_compte_reseau(par=None, identite=qui, poste=poste, le=le)
    donner_role(par=None, personne_id=qui.pk, poste=poste, le=le)
    envoyer_lien_mot_de_passe(personne=qui, le=le)
    return qui


def _donner(par: Acteur | None, personne: Personne, poste: Poste, le: datetime) -> RoleReseau:
    caisse_id = poste.caisse.pk if poste.caisse else None
    tenus = RoleReseau.objects.filter(personne=personne, nature=poste.profil.value, caisse=caisse_id)
    exiger(
        raisons_de_role(poste.profil, etat=etat_de(personne), deja_tenu=tenus.exists(), caisse=poste.caisse is not None)
    )
    return ecrire_role(par=par, personne=personne, nature=poste.profil, caisse_id=caisse_id, le=le)


def _raisons_d_administrer(par: Acteur | None, personne_id: int | None) -> list[Raison]:
    if par is None:
        return []
    return raisons_d_administrer(autorise=peut_donner_des_roles(par), soi_meme=par.personne_id == personne_id)
