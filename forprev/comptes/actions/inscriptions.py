"""The account that a demandeur opens: asked for, mailed, confirmed, or gone [ACC-05]."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from forprev.comptes.actions.mots_de_passe import LienPerime
from forprev.comptes.actions.personnes import creer_personne, signaler_doublon
from forprev.comptes.liens import empreinte, tirer_secret
from forprev.comptes.models import ChangementEmail, Inscription, Personne
from forprev.comptes.rules import raisons_date_naissance, raisons_noms
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, exiger
from forprev.socle.text import nettoyer

LIEN_PERIME = Raison("lien_perime", "Ce lien n’est plus valable\u00a0: recommencez la création de votre compte.")
ORIGINE_DOUBLON = "création d’un compte demandeur"
# What stands for the hash of a link that has not been drawn yet: no link leads to it.
A_ENVOYER = "a-envoyer:"


@dataclass(frozen=True, slots=True)
class Identite:
    """Who asks for an account, as typed."""

    nom: str
    prenom: str
    date_naissance: date
    email: str


def raisons_inscription(identite: Identite, *, le: date) -> list[Raison]:
    """Why nobody can be called so, or born that day; empty when all is well."""
    noms = raisons_noms(nettoyer(identite.nom), nettoyer(identite.prenom))
    return [*noms, *raisons_date_naissance(identite.date_naissance, le=le)]


@transaction.atomic
def demander_inscription(*, identite: Identite, le: datetime) -> Inscription:
    """Keep what was typed until its link is followed; the newest for an e-mail voids the former [ACC-05].

    Whether the e-mail has an account is not asked here: the same work is done for all. Raises Refus on a birth date or
    a name that cannot be.
    """
    exiger(raisons_inscription(identite, le=clock.jour(le)))
    valeurs = {
        "email": identite.email,
        "nom": nettoyer(identite.nom),
        "prenom": nettoyer(identite.prenom),
        "date_naissance": identite.date_naissance,
        "demandee_le": le,
        "empreinte": f"{A_ENVOYER}{tirer_secret()}",
    }
    return _inserer_ou_remplacer(valeurs)


def _inserer_ou_remplacer(valeurs: dict[str, object]) -> Inscription:
    """Two people who type the same e-mail at once: the later one stands."""
    du_meme = Inscription.objects.filter(email__iexact=valeurs["email"])
    if not du_meme.update(**valeurs):
        try:
            with transaction.atomic():
                return Inscription.objects.create(**valeurs)
        except IntegrityError:
            du_meme.update(**valeurs)
    return du_meme.get()


def inscription_a_envoyer(*, inscription_id: int, le: datetime) -> Inscription | None:
    """The one asked for at `le` whose mail has not been written, locked; None when it was, or when a newer one came."""
    inscriptions = Inscription.objects.select_for_update().filter(demandee_le=le, empreinte__startswith=A_ENVOYER)
    return inscriptions.filter(pk=inscription_id).first()


def tirer_lien(inscription: Inscription) -> str:
    """The secret of its link, drawn once the mail is about to be written; what is kept of it is a hash."""
    secret = tirer_secret()
    inscription.empreinte = empreinte(secret)
    inscription.save(update_fields=["empreinte"])
    return secret


def inscription_du_lien(secret: str, *, le: datetime) -> Inscription | None:
    """What that link confirms, or None; reading consumes nothing."""
    return Inscription.objects.valables(le).filter(empreinte=empreinte(secret)).first()


@transaction.atomic
def confirmer_inscription(*, secret: str, mot_de_passe: str, le: datetime) -> Personne:
    """Open the account of whoever followed the link [ACC-05]; one that may exist already goes to the assistance too
    [ACC-28].

    Raises LienPerime, or Refus beside `email` when an account took the e-mail meanwhile. The strength of the password
    is the form's business [ACC-26].
    """
    inscriptions = Inscription.objects.select_for_update().valables(le)
    inscription = inscriptions.filter(empreinte=empreinte(secret)).first()
    if inscription is None:
        raise LienPerime(LIEN_PERIME)
    connues = list(Personne.objects.de_triplet(inscription.triplet))
    personne = creer_personne(
        nom=inscription.nom,
        prenom=inscription.prenom,
        date_naissance=inscription.date_naissance,
        email=inscription.email,
        le=le,
    )
    personne.set_password(mot_de_passe)
    personne.save(update_fields=["password"])
    for connue in connues:
        signaler_doublon(connue=connue, nouvelle=personne, origine=ORIGINE_DOUBLON, le=le)
    inscription.delete()
    journaliser(par=None, verbe="comptes.confirmer_inscription", objet=personne, le=le)
    return personne


@transaction.atomic
def effacer_attentes(*, le: datetime) -> None:
    """Delete what no link can confirm any more: accounts never opened, e-mails never changed [ACC-05, ACC-07]."""
    Inscription.objects.perimees(le).delete()
    ChangementEmail.objects.perimes(le).delete()
