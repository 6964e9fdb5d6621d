"""Give numbers, create people, set passwords, search for people on behalf of an entity."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from forprev.comptes.jetons import fabriquer, personne_du_jeton
from forprev.comptes.models import Acteur, Doublon, NumeroAttribue, Personne
from forprev.comptes.perms import peut_rechercher_des_personnes
from forprev.comptes.rules import Proximite, Triplet, indices_concordent, numero_au_hasard, raisons_email
from forprev.socle.journal import journaliser
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer

_HASARD = random.SystemRandom()
RECHERCHE = "comptes.rechercher"
RECHERCHES_PAR_HEURE = 120
PROPOSITIONS_AU_PLUS = 10


class NumeroDejaAttribue(Refus):
    """This N° Forprev was given once, perhaps to an account that is gone [ACC-01]."""


class LienPerime(Refus):
    """The password link is false, too old, replaced by a newer one or already used [ACC-04]."""


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
) -> Personne:
    """Create an account without password; `numero` keeps the number of an imported person, `numero_reserve` uses one
    that `reserver_numero` set aside.

    Raises Refus beside the e-mail when another person has it [ACC-03, ACC-25], NumeroDejaAttribue when the given
    number was ever used [ACC-01].
    """
    adresse = email.strip()
    exiger(raisons_email(pris=Personne.objects.d_adresse(adresse).exists()))
    personne = Personne(
        numero=numero_reserve or (_retenir(numero, le) if numero else reserver_numero(le=le)),
        nom=nettoyer(nom),
        prenom=nettoyer(prenom),
        date_naissance=date_naissance,
        email=adresse,
        creee_le=le,
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


@transaction.atomic
def emettre_jeton(*, personne: Personne, le: datetime) -> str:
    """The token of a new password link, which voids the ones before [ACC-04]."""
    Personne.objects.filter(pk=personne.pk).update(jeton_generation=F("jeton_generation") + 1)
    personne.refresh_from_db(fields=["jeton_generation", "password", "email"])
    return fabriquer(personne, le=le)


@transaction.atomic
def definir_mot_de_passe(*, jeton: str, mot_de_passe: str, le: datetime) -> Personne:
    """Set the password of whoever holds the link, which is then used up; raises LienPerime [ACC-04].

    Every web session of the person ends: its proof contains the password. The strength of the password is the form's
    business [ACC-26].
    """
    personne = personne_du_jeton(jeton, le=le, parmi=Personne.objects.select_for_update(of=("self",)))
    if personne is None:
        raise LienPerime(Raison("lien_perime", "Ce lien n’est plus valable\u00a0: demandez-en un nouveau."))
    personne.set_password(mot_de_passe)
    personne.jeton_generation += 1
    personne.save(update_fields=["password", "jeton_generation"])
    journaliser(par=None, verbe="comptes.definir_mot_de_passe", objet=personne, le=le)
    return personne


def signaler_doublon(*, connue: Personne, nouvelle: Personne, origine: str, le: datetime) -> Doublon:
    """Give the assistance a pair that may be one person; a repeat changes nothing [ACC-28]."""
    doublon, _ = Doublon.objects.get_or_create(
        connue=connue, nouvelle=nouvelle, defaults={"signale_le": le, "origine": origine}
    )
    return doublon


@dataclass(frozen=True, slots=True)
class Proposition:
    """All that an entity may see of someone it may be looking for [ACC-23]."""

    personne_id: int
    nom: str
    prenom: str
    fin_numero: str
    naissance_concorde: bool
    proximite: Proximite


def proposition(personne: Personne, triplet: Triplet, proximite: Proximite) -> Proposition:
    """What is shown of `personne` to whoever typed `triplet` [ACC-23]."""
    return Proposition(
        personne_id=personne.pk,
        nom=personne.nom,
        prenom=personne.prenom,
        fin_numero=personne.numero[-2:],
        naissance_concorde=personne.date_naissance == triplet.date_naissance,
        proximite=proximite,
    )


@transaction.atomic
def chercher_personnes(
    *, par: Acteur, triplet: Triplet, le: datetime, email: str = "", numero: str = ""
) -> list[Proposition]:
    """Who an entity may be about to enter twice, nearest first [ACC-13, ACC-23].

    Exact triplets always; near ones only when the typed e-mail or number agrees in part. Raises Refus past the hourly
    ceiling; journaled without what was typed.
    """
    _compter_recherche(par, le)
    trouvees = [
        proposition(personne, triplet, rang)
        for personne, rang in Personne.objects.par_proximite(triplet)
        if rang == Proximite.EXACTE
        or indices_concordent(email=personne.email, numero=personne.numero, email_saisi=email, numero_saisi=numero)
    ][:PROPOSITIONS_AU_PLUS]
    montrees = [trouvee.personne_id for trouvee in trouvees]
    journaliser(par=par, verbe=RECHERCHE, objet=par.personne, le=le, montrees=montrees)
    return trouvees


@dataclass(frozen=True, slots=True)
class Identite:
    """What *Pré-remplir* fills; the birth date is asked for, and must match [ACC-23]."""

    personne_id: int
    nom: str
    prenom: str


def pre_remplir(*, par: Acteur, numero: str, le: datetime) -> Identite:
    """The nom and prénom of a N° Forprev; raises Refus when nobody has it or past the hourly ceiling [ACC-23].

    The search is kept even when it finds nobody: guessing numbers counts.
    """
    with transaction.atomic():
        _compter_recherche(par, le)
        personne = Personne.objects.filter(numero__iexact=numero.strip()).first()
        montrees = [personne.pk] if personne else []
        journaliser(par=par, verbe=RECHERCHE, objet=par.personne, le=le, montrees=montrees)
    if personne is None:
        raise Refus(Raison("numero_inconnu", "Aucune personne n’a ce N°\u00a0Forprev\u00a0: vérifiez-le.", "numero"))
    return Identite(personne.pk, personne.nom, personne.prenom)


@transaction.atomic
def noter_recherche(*, par: Acteur, le: datetime) -> None:
    """Count a look-up that tells whether somebody exists; raises Refus past the hourly ceiling [ACC-23].

    Call it outside the transaction of the act itself: a guess that fails must count too.
    """
    _compter_recherche(par, le)
    journaliser(par=par, verbe=RECHERCHE, objet=par.personne, le=le)


def _compter_recherche(par: Acteur, le: datetime) -> None:
    if not peut_rechercher_des_personnes(par):
        raise Refus(Raison("recherche_interdite", "Votre profil ne permet pas de rechercher des personnes."))
    depuis = le - timedelta(hours=1)
    faites = EntreeJournal.objects.filter(par_id=par.personne_id, verbe=RECHERCHE, le__gt=depuis, le__lte=le).count()
    if faites >= RECHERCHES_PAR_HEURE:
        texte = "Vous avez fait beaucoup de recherches de personnes\u00a0: réessayez dans une heure."
        raise Refus(Raison("recherches_trop_nombreuses", texte))
