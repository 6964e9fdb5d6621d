"""The people of an entity: recognised, added, given another role, attached, removed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from forprev.certification.actions.delegations import terminer_delegation, transferer_toutes
from forprev.communication.actions import envoyer_lien_mot_de_passe
from forprev.comptes.actions.personnes import creer_personne, signaler_doublon
from forprev.comptes.actions.recherches import Proposition, chercher_personnes, noter_recherche
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.queries import raisons_email_pris
from forprev.comptes.rules import Proximite, Triplet
from forprev.entites.actions import membres
from forprev.entites.actions.membres import DejaMembre
from forprev.entites.models import Membre
from forprev.entites.notifications import annoncer_fin_de_role, annoncer_role
from forprev.habilitations.actions.delegations import rattacher, terminer
from forprev.habilitations.models import Delegation
from forprev.personnes.notifications.utilisateurs import annoncer_delegations, annoncer_fin, libelles
from forprev.personnes.rules.utilisateurs import (
    raisons_compte,
    raisons_designation,
    raisons_homonymes,
    raisons_identite,
    raisons_role,
)
from forprev.socle import clock
from forprev.socle.raisons import Raison, exiger
from forprev.socle.text import nettoyer

Role = Membre.Role


@dataclass(frozen=True, slots=True)
class SaisieIdentite:
    """Who is to be added, as typed: a number and a birth date, or the four of a person [ACC-10].

    `personne_id` is someone chosen among the proposals; `nouvelle` says that none of those proposed is the person.
    """

    date_naissance: date
    nom: str = ""
    prenom: str = ""
    email: str = ""
    numero: str = ""
    personne_id: int | None = None
    nouvelle: bool = False

    @property
    def triplet(self) -> Triplet:
        return Triplet(self.nom, self.prenom, self.date_naissance)

    @property
    def designe(self) -> bool:
        """Somebody known is named, by number or among the proposals."""
        return bool(self.numero or self.personne_id)


@dataclass(frozen=True, slots=True)
class SaisieRole:
    """What the person becomes. All but `role` is a délégataire's alone."""

    role: str
    description: str = ""
    habilitations: tuple[int, ...] = ()
    lien: bool = False


@dataclass(frozen=True, slots=True)
class Reconnaissance:
    """Who was recognised: one person; or, when `personne` is None, those to choose among; or nobody, a new person."""

    personne: Personne | None = None
    propositions: tuple[Proposition, ...] = ()


def reconnaitre(*, par: Acteur, le: datetime, saisie: SaisieIdentite) -> Reconnaissance:
    """Who is meant, before anything is written [ACC-10, ACC-13, ACC-23].

    Raises Refus: beside the number when it does not meet the birth date, or when several people match exactly
    [ACC-29]; beside the e-mail when it is another person's [ACC-25]; past the hourly ceiling of searches; DejaMembre.
    """
    saisie = _nettoyer(saisie)
    if saisie.designe:
        noter_recherche(par=par, le=le)
        return Reconnaissance(_designee(saisie, par=par, le=le))
    exiger(_raisons_identite(saisie, le))
    propositions = chercher_personnes(par=par, triplet=saisie.triplet, le=le, email=saisie.email)
    exiger(raisons_homonymes(exactes=_exactes(propositions)))
    if propositions and not saisie.nouvelle:
        return Reconnaissance(propositions=tuple(propositions))
    exiger(raisons_email_pris(saisie.email))
    return Reconnaissance()


def _nettoyer(saisie: SaisieIdentite) -> SaisieIdentite:
    """One spelling for what was typed; a number leaves no room for the rest."""
    numero = "".join(saisie.numero.split()).upper()
    if numero:
        return SaisieIdentite(saisie.date_naissance, numero=numero)
    return replace(
        saisie, nom=nettoyer(saisie.nom), prenom=nettoyer(saisie.prenom), email=saisie.email.strip(), numero=""
    )


def _raisons_identite(saisie: SaisieIdentite, le: datetime) -> list[Raison]:
    return raisons_identite(
        nom=saisie.nom, prenom=saisie.prenom, date_naissance=saisie.date_naissance, le=clock.jour(le)
    )


def _exactes(propositions: list[Proposition]) -> int:
    return sum(proposition.proximite == Proximite.EXACTE for proposition in propositions)


def _designee(saisie: SaisieIdentite, *, par: Acteur, le: datetime) -> Personne:
    """The person of the number, or the one chosen: the birth date typed must be theirs [ACC-23]."""
    designees = (
        Personne.objects.de_numero(saisie.numero) if saisie.numero else Personne.objects.filter(pk=saisie.personne_id)
    )
    personne: Personne | None = designees.filter(date_naissance=saisie.date_naissance).first()
    exiger(raisons_designation(trouvee=personne is not None, par_numero=bool(saisie.numero)))
    assert personne is not None
    exiger(raisons_compte(actif=personne.is_active))
    deja = Membre.objects.tenus(clock.jour(le)).filter(entite=par.entite_id, personne=personne).first()
    if deja:
        raise DejaMembre(deja)
    return personne


@transaction.atomic
def ajouter_utilisateur(
    *, par: Acteur, le: datetime, identite: SaisieIdentite, role: SaisieRole, cle: str = ""
) -> Membre:
    """Give a role in the entity of `par` to somebody recognised, or to a new person [ACC-10, ACC-12, ACC-24].

    The account of a new person is opened, and announced with *Ce n’est pas moi* [ACC-20]; a namesake who was not chosen
    goes to *Doublons*. `cle` names the form: sent twice, it makes one user. Raises Refus and DejaMembre.
    """
    entite = membres.ouvrir(par=par, entite_id=par.entite_id or 0)
    identite = _nettoyer(identite)
    if deja := membres.deja_donne(par=par, personne=_peut_etre(identite), cle=cle):
        return deja
    exiger(raisons_role(role.role, habilitations=len(role.habilitations), lien=role.lien))
    personne = _personne(identite, par=par, le=le)
    membre = membres.donner_role(
        par=par,
        le=le,
        personne=personne,
        role=Role(role.role),
        description=role.description,
        lien_declare=role.lien,
        cle=cle,
    )
    donnees = _rattacher(membre, role, par=par, le=le)
    if not identite.designe:
        origine = f"votre ajout aux utilisateurs de {entite.raison_sociale}"
        envoyer_lien_mot_de_passe(personne=personne, le=le, origine=origine)
    annoncer_role(membre, le=le, habilitations=libelles(donnees))
    return membre


def _peut_etre(identite: SaisieIdentite) -> Personne | None:
    """Whom this form may have added a moment ago."""
    if identite.numero:
        trouvees = Personne.objects.de_numero(identite.numero)
    elif identite.personne_id:
        trouvees = Personne.objects.filter(pk=identite.personne_id)
    else:
        trouvees = Personne.objects.d_adresse(identite.email)
    personne: Personne | None = trouvees.first()
    return personne


def _personne(identite: SaisieIdentite, *, par: Acteur, le: datetime) -> Personne:
    if identite.designe:
        return _designee(identite, par=par, le=le)
    exiger(_raisons_identite(identite, le))
    connues = list(Personne.objects.de_triplet(identite.triplet))
    exiger(raisons_homonymes(exactes=len(connues)))
    personne = creer_personne(
        nom=identite.nom,
        prenom=identite.prenom,
        date_naissance=identite.date_naissance,
        email=identite.email,
        le=le,
        ouvert_par=par.personne,
    )
    for connue in connues:
        signaler_doublon(connue=connue, nouvelle=personne, origine="utilisateur d’une entité", le=le)
    return personne


def _rattacher(membre: Membre, role: SaisieRole, *, par: Acteur, le: datetime) -> list[Delegation]:
    if role.role != Role.DELEGATAIRE:
        return []
    return rattacher(par=par, le=le, membre=membre, habilitations=role.habilitations)


@transaction.atomic
def changer_role(*, par: Acteur, le: datetime, membre: Membre, role: SaisieRole) -> Membre:
    """Make a gestionnaire of a délégataire, or the contrary; nothing happens when they are it already [ACC-24].

    A délégataire who becomes gestionnaire keeps their sessions, which are the entity's too, and no delegation. The
    sessions of a gestionnaire who becomes délégataire pass to the others [SES-33]. Raises Refus [ACC-11, ACC-12].
    """
    membres.ouvrir(par=par, entite_id=membre.entite_id)
    membres.relire(membre)
    if membre.role == role.role and membre.lecture_jusqu_au is None:
        return membre
    exiger(raisons_role(role.role, habilitations=len(role.habilitations), lien=role.lien))
    # What needs a gestionnaire comes first: whoever demotes themselves is none any more once the role has changed.
    donnees = _quitter_le_role(membre, role, par=par, le=le)
    membres.changer_role(
        par=par,
        le=le,
        membre=membre,
        role=Role(role.role),
        description=role.description,
        lien_declare=role.lien,
    )
    annoncer_role(membre, le=le, nouveau=False, habilitations=libelles(donnees))
    return membre


def _quitter_le_role(membre: Membre, role: SaisieRole, *, par: Acteur, le: datetime) -> list[Delegation]:
    """Settle what the role about to be lost leaves behind; the delegations that the new one begins with."""
    if role.role == Role.GESTIONNAIRE:
        for delegation in Delegation.objects.en_cours().filter(membre=membre).select_related("membre"):
            terminer(par=par, le=le, delegation=delegation)
        return []
    transferer_toutes(par=par, le=le, membre=membre)
    return rattacher(par=par, le=le, membre=membre, habilitations=role.habilitations, devient_delegataire=True)


def decrire_utilisateur(*, par: Acteur, le: datetime, membre: Membre, description: str) -> bool:
    """Change the description of a délégataire; False when it says so already. Raises Refus [ACC-12]."""
    return membres.decrire(par=par, le=le, membre=membre, description=nettoyer(description))


@transaction.atomic
def rattacher_habilitations(
    *, par: Acteur, le: datetime, membre: Membre, habilitations: Collection[int]
) -> list[Delegation]:
    """Attach a délégataire to more habilitations, and tell them once; returns the new ones. Raises Refus [ACC-12]."""
    nouvelles = rattacher(par=par, le=le, membre=membre, habilitations=habilitations)
    if nouvelles:
        annoncer_delegations(membre, nouvelles, le=le)
    return nouvelles


@transaction.atomic
def detacher_habilitation(*, par: Acteur, le: datetime, delegation: Delegation) -> int:
    """End one delegation: its open sessions pass to the gestionnaires; returns how many [SES-33]. Raises Refus.

    The person is told once, when the delegation really ended now.
    """
    membres.ouvrir(par=par, entite_id=delegation.membre.entite_id)
    membres.relire(delegation.membre)
    delegation.refresh_from_db(fields=["terminee_le"])
    if delegation.terminee_le is not None:
        return 0
    passees = terminer_delegation(par=par, le=le, delegation=delegation)
    annoncer_fin(delegation.membre, delegation, le=le)
    return passees


@transaction.atomic
def retirer_utilisateur(*, par: Acteur, le: datetime, membre: Membre) -> None:
    """End a role: the profile closes at once, its open sessions pass to the gestionnaires [ACC-24, SES-33].

    A gestionnaire may so leave, unless they are the last [ACC-11]. Raises Refus, Membre.DoesNotExist when the role was
    ended meanwhile.
    """
    entite = membres.ouvrir(par=par, entite_id=membre.entite_id)
    membre.refresh_from_db()
    transferer_toutes(par=par, le=le, membre=membre)
    personne, role = membre.personne, membre.role
    membres.retirer(par=par, le=le, membre=membre)
    annoncer_fin_de_role(personne, entite, role, le=le)
