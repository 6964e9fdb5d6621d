"""Give numbers, create people, point out pairs that may be one person."""

import random
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from forprev.comptes.models import Doublon, NumeroAttribue, Personne
from forprev.comptes.rules import adresse_ecrite, numero_au_hasard, raisons_email
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer

_HASARD = random.SystemRandom()


class NumeroDejaAttribue(Refus):
    """This N° Forprev was given once, perhaps to an account that is gone [ACC-01]."""


def reserver_numero(*, le: datetime, hasard: random.Random = _HASARD) -> str:
    """Take a N° Forprev that nobody ever had, for ever [ACC-01]."""
    while True:
        numero = numero_au_hasard(hasard)
        _, nouveau = NumeroAttribue.objects.get_or_create(numero=numero, defaults={"attribue_le": le})
        if nouveau:
            return numero


@transaction.atomic
def creer_personne(
    *,
    nom: str,
    prenom: str,
    date_naissance: date,
    email: str,
    le: datetime,
    numero: str | None = None,
    numero_reserve: str | None = None,
    ouvert_par: Personne | None = None,
) -> Personne:
    """Create an account without password; `numero` keeps the number of an imported person, `numero_reserve` uses one
    that `reserver_numero` set aside, `ouvert_par` is told when the person says « Ce n’est pas moi » [ACC-20].

    Raises Refus beside the e-mail when another person has it [ACC-03, ACC-25], NumeroDejaAttribue when the given
    number was ever used [ACC-01].
    """
    adresse = adresse_ecrite(email)
    exiger(raisons_email(pris=Personne.objects.d_adresse(adresse).exists()))
    personne = Personne(
        numero=numero_reserve or (_retenir(numero, le) if numero else reserver_numero(le=le)),
        nom=nettoyer(nom),
        prenom=nettoyer(prenom),
        date_naissance=date_naissance,
        email=adresse,
        creee_le=le,
        ouvert_par=ouvert_par,
    )
    personne.set_unusable_password()
    _inserer(personne)
    return personne


def _retenir(numero: str, le: datetime) -> str:
    _, nouveau = NumeroAttribue.objects.get_or_create(numero=numero, defaults={"attribue_le": le})
    if not nouveau:
        raise NumeroDejaAttribue(Raison("numero_attribue", "Ce N°\u00a0Forprev a déjà été attribué.", "numero"))
    return numero


def _inserer(personne: Personne) -> None:
    """The check made before does not see the other transaction that takes the e-mail meanwhile: the constraint does."""
    try:
        with transaction.atomic():
            personne.save()
    except IntegrityError as erreur:
        if "personne_email_unique" not in str(erreur):
            raise
        raise Refus(*raisons_email(pris=True)) from erreur


def signaler_doublon(*, connue: Personne, nouvelle: Personne, origine: str, le: datetime) -> Doublon:
    """Give the assistance a pair that may be one person; a repeat, in either order, changes nothing [ACC-28]."""
    memes = Q(connue=connue, nouvelle=nouvelle) | Q(connue=nouvelle, nouvelle=connue)
    deja = Doublon.objects.filter(memes).order_by("pk").first()
    if deja:
        return deja
    doublon, _ = Doublon.objects.get_or_create(
        connue=connue, nouvelle=nouvelle, defaults={"signale_le": le, "origine": origine}
    )
    return doublon
