"""Look for people on behalf of an entity: what is shown, and how often [ACC-23]."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.perms import peut_rechercher_des_personnes
from forprev.comptes.rules import Proximite, Triplet, indices_concordent
from forprev.socle.journal import journaliser
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Raison, Refus

RECHERCHE = "comptes.rechercher"
RECHERCHES_PAR_HEURE = 120
PROPOSITIONS_AU_PLUS = 10


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
        personne = Personne.objects.de_numero(numero.strip()).first()
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
    # One after the other: searches sent together must not pass the ceiling together.
    Personne.objects.select_for_update(of=("self",)).filter(pk=par.personne_id).first()
    depuis = le - timedelta(hours=1)
    faites = EntreeJournal.objects.filter(par_id=par.personne_id, verbe=RECHERCHE, le__gt=depuis, le__lte=le).count()
    if faites >= RECHERCHES_PAR_HEURE:
        texte = "Vous avez fait beaucoup de recherches de personnes\u00a0: réessayez dans une heure."
        raise Refus(Raison("recherches_trop_nombreuses", texte))
