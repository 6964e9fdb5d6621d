"""Erase an account: what the registry says of each relation, in one transaction [RGP-04, RGP-05]."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from forprev.certification.models import SessionCertification
from forprev.certification.states import SOUMISES, TERMINALES, Etat
from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.courriels.states import EtatCourriel
from forprev.entites.models import Entite, Membre
from forprev.entites.rules import raisons_dernier_gestionnaire
from forprev.personnes.actions.connexions import oublier_les_connexions
from forprev.personnes.actions.verrous import verrouiller_autour
from forprev.personnes.models import Rectification
from forprev.personnes.perms import peut_voir_les_comptes
from forprev.personnes.relations import RELATIONS, Effacement, inconnues
from forprev.personnes.rules.comptes import raisons_d_agir
from forprev.personnes.rules.effacement import FaitsEffacement, raisons_effacement
from forprev.socle import clock, files
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger


class DejaEfface(Refus):
    """The account is gone: erased, or merged, meanwhile."""


@transaction.atomic
def effacer(*, par: Acteur | None, le: datetime, personne_id: int) -> None:
    """Erase the account, its certificates and their files; what others did with it stays, without it [RGP-04].

    `par=None` is Forprev itself, when the time of the account is over [RGP-05]. The N° Forprev stays attributed for
    ever [ACC-01]; the journal says that it was done, not to whom. Files go when all is written. Raises Refus with every
    reason, DejaEfface when the account is gone.
    """
    if par is not None:
        exiger(raisons_d_agir(autorise=peut_voir_les_comptes(par), soi_meme=par.personne_id == personne_id))
    verrouiller_autour([personne_id])
    personne = Personne.objects.select_for_update(of=("self",)).filter(pk=personne_id).first()
    if personne is None:
        raise DejaEfface(Raison("compte_efface", "Ce compte n’existe plus\u00a0: il a été effacé ou réuni à un autre."))
    exiger(raisons_d_effacement(personne=personne, le=clock.jour(le)))
    _programmer_les_fichiers(personne)
    journaliser(par=par, verbe="personnes.effacer", objet=personne, le=le, lignes=_compter(personne))
    _laisser_les_sessions(personne, le)
    _supprimer(personne)


def raisons_d_effacement(*, personne: Personne, le: date) -> list[Raison]:
    """Every reason that forbids to erase the account on `le`: what a screen shows before asking [ACC-11]."""
    return raisons_effacement(faits_d_effacement(personne, le))


def faits_d_effacement(personne: Personne, le: date) -> FaitsEffacement:
    vivantes = SessionCertification.objects.vivantes(le)
    retenues = vivantes.filter(formateur=personne, etat__in=SOUMISES - TERMINALES - {Etat.GENERATION_EN_COURS})
    ouvertes = vivantes.filter(declaree_par=personne).exclude(etat__in=TERMINALES)
    en_generation = SessionCertification.objects.filter(etat=Etat.GENERATION_EN_COURS).filter(
        Q(formateur=personne) | Q(stagiaires__personne=personne) | Q(generation__prepares__personne=personne)
    )
    return FaitsEffacement(
        dernier_gestionnaire_de=tuple(_seul_gestionnaire(personne, le)),
        a_controler=_numeros(retenues),
        sans_gestionnaire=_numeros(ouvertes.filter(~Exists(_autres_gestionnaires(personne, "entite")))),
        en_generation=_numeros(en_generation),
        inconnues=tuple(inconnues()),
        dernier_inrs=_est_le_dernier_inrs(personne),
    )


def _est_le_dernier_inrs(personne: Personne) -> bool:
    """Nobody could give roles of the réseau any more."""
    roles = RoleReseau.objects.filter(nature=Profil.INRS)
    autres = roles.filter(personne__is_active=True).exclude(personne=personne)
    return roles.filter(personne=personne).exists() and not autres.exists()


def _numeros(sessions: QuerySet[SessionCertification]) -> tuple[int, ...]:
    return tuple(sessions.order_by("pk").values_list("pk", flat=True).distinct())


def _autres_gestionnaires(personne: Personne, entite: str) -> QuerySet[Membre]:
    """Those who can act for an outer row's entity, once the person is gone."""
    return (
        Membre.objects.gestionnaires()
        .filter(entite=OuterRef(entite), personne__is_active=True)
        .exclude(personne=personne)
    )


def _seul_gestionnaire(personne: Personne, le: date) -> list[str]:
    """[ACC-11] the open entities that would have nobody left to act for them."""
    autres = Exists(_autres_gestionnaires(personne, "entite"))
    roles = Membre.objects.gestionnaires().filter(personne=personne).annotate(autres=autres).select_related("entite")
    return [
        role.entite.raison_sociale
        for role in roles.order_by("entite__raison_tri", "pk")
        if raisons_dernier_gestionnaire(autres=int(role.autres), fermee_le=role.entite.fermee_le, le=le)
    ]


def _programmer_les_fichiers(personne: Personne) -> None:
    """Trainer certificates and proofs: gone when the transaction is, kept when it fails."""
    certificats = personne.certificats.values_list("fichier", flat=True)
    preuves = Rectification.objects.de(personne.pk).exclude(preuve="").values_list("preuve", flat=True)
    for chemin in [*certificats, *preuves]:
        transaction.on_commit(_suppression_de(chemin))


def _suppression_de(chemin: str) -> Callable[[], None]:
    return partial(files.supprimer, chemin)


def _compter(personne: Personne) -> dict[str, int]:
    """How many rows go, by the name of the relation."""
    nombres = {r.nom: r.lignes(personne).count() for r in RELATIONS if r.effacement == Effacement.SUPPRIMER}
    return {nom: nombre for nom, nombre in nombres.items() if nombre}


def _laisser_les_sessions(personne: Personne, le: datetime) -> None:
    """Those the person declared are left to the gestionnaires [ACC-24, SES-33]; those that name them as trainer forget
    what was typed to find them."""
    SessionCertification.objects.filter(declaree_par=personne, transferee_le__isnull=True).update(transferee_le=le)
    SessionCertification.objects.filter(formateur=personne).update(formateur_saisi={})


def _supprimer(personne: Personne) -> None:
    """The database detaches or deletes the rest. A mail that still waits leaves, and is then forgotten in its time."""
    oublier_les_connexions(personne=personne)
    Courriel.objects.filter(personne=personne).exclude(etat=EtatCourriel.EN_ATTENTE).delete()
    personne.tickets.all().delete()
    brouillons = list(_brouillons_de(personne).values_list("pk", flat=True))
    personne.delete()
    Entite.objects.filter(pk__in=brouillons, membres__isnull=True).delete()


def _brouillons_de(personne: Personne) -> QuerySet[Entite]:
    """The entities never submitted of which the person is a member: alone, they go with the account [RGP-06]."""
    return Entite.objects.filter(membres__personne=personne, validee_le__isnull=True)
