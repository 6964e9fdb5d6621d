"""The e-mail of a person, changed by its owner [ACC-07]."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from forprev.comptes.actions.mots_de_passe import LienPerime
from forprev.comptes.liens import empreinte, tirer_secret
from forprev.comptes.models import Acteur, ChangementEmail, Personne
from forprev.comptes.rules import raisons_email, raisons_meme_email
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger

LIEN_PERIME = Raison("lien_perime", "Ce lien n’est plus valable\u00a0: recommencez le changement depuis votre profil.")


@dataclass(frozen=True, slots=True)
class Demande:
    """A change that waits, and the secret of its link: it is nowhere else."""

    changement: ChangementEmail
    secret: str


@transaction.atomic
def demander_changement(*, par: Acteur, adresse: str, le: datetime) -> Demande:
    """Keep the address that the person wants, until it is confirmed; a former one is given up [ACC-07].

    Raises Refus beside `email` when it is theirs already, or another person's [ACC-25].
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    exiger([*raisons_meme_email(personne.email, adresse), *_raisons_prise(personne, adresse)])
    secret = tirer_secret()
    changement, _ = ChangementEmail.objects.update_or_create(
        personne=personne, defaults={"adresse": adresse, "demande_le": le, "empreinte": empreinte(secret)}
    )
    journaliser(par=par, verbe="comptes.demander_changement_email", objet=personne, le=le)
    return Demande(changement, secret)


@transaction.atomic
def annuler_changement(*, par: Acteur, le: datetime) -> bool:
    """Give up the change under way; False when there is none any more."""
    effaces, _ = ChangementEmail.objects.filter(personne=par.personne_id).delete()
    if effaces:
        journaliser(par=par, verbe="comptes.annuler_changement_email", objet=par.personne, le=le)
    return bool(effaces)


@transaction.atomic
def changement_du_lien(*, secret: str, le: datetime) -> ChangementEmail:
    """The change of that link, its person locked until the transaction ends; raises LienPerime.

    The link of an account that was closed meanwhile works no more.
    """
    du_lien = ChangementEmail.objects.valables(le).filter(empreinte=empreinte(secret))
    personnes = Personne.objects.select_for_update(of=("self",)).filter(is_active=True)
    personne = personnes.filter(pk__in=du_lien.values("pk")).first()
    changement = du_lien.first() if personne else None
    if personne is None or changement is None:
        raise LienPerime(LIEN_PERIME)
    changement.personne = personne
    return changement


@transaction.atomic
def appliquer_changement(*, changement: ChangementEmail, le: datetime) -> Personne:
    """Give the person the address they confirmed, and void their password links [ACC-07].

    Raises Refus when another person has taken the address meanwhile: the change then still waits.
    """
    personne = changement.personne
    exiger(_raisons_prise(personne, changement.adresse))
    personne.email = changement.adresse
    personne.jeton_generation += 1
    _enregistrer(personne)
    changement.delete()
    journaliser(par=None, verbe="comptes.changer_email", objet=personne, le=le)
    return personne


def _raisons_prise(personne: Personne, adresse: str) -> list[Raison]:
    return raisons_email(pris=Personne.objects.d_adresse(adresse).exclude(pk=personne.pk).exists())


def _enregistrer(personne: Personne) -> None:
    """The check made before does not see the other transaction that takes the e-mail meanwhile: the constraint does."""
    try:
        with transaction.atomic():
            personne.save(update_fields=["email", "jeton_generation"])
    except IntegrityError as erreur:
        raise Refus(*raisons_email(pris=True)) from erreur
