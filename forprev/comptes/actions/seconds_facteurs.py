"""Second factors: proved, put in place, taken away [ACC-15]."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from forprev.comptes.actions.connexions import Essai, fermer_les_autres_connexions, raison_attente, tenter
from forprev.comptes.coffre import chiffrer
from forprev.comptes.essais import cle_code
from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.rules import raisons_retrait_du_moyen
from forprev.comptes.seconds_facteurs import APPLICATION, CLE_D_ACCES, SECOURS
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer


class MoyenInconnu(Refus):
    """This second factor is not the person's, or is gone already."""


def prouver(
    *, personne: Personne, adresse: str, verifier: Callable[[], Authenticator | None], le: datetime
) -> Authenticator:
    """Give what `verifier` proves; raises Refus when it proves nothing or while a wait is imposed [ACC-16].

    Wrong codes count as wrong passwords do, for the person and for the address. Call it outside any transaction: the
    failure must stay written.
    """
    essai: Essai[Authenticator] = tenter(cle=cle_code(personne), adresse=adresse, verifier=verifier, le=le)
    if essai.attente:
        raise Refus(raison_attente(essai.attente, le=le, champ="code"))
    if essai.trouve is None:
        texte = "Ce code n’est pas valable\u00a0: saisissez celui que l’application montre maintenant."
        raise Refus(Raison("code_faux", texte, "code"))
    Authenticator.objects.filter(pk=essai.trouve.pk).update(last_used_at=le)
    return essai.trouve


@transaction.atomic
def enroler_application(
    *, par: Acteur, secret: str, compteur: int, le: datetime, sauf: str | None = None
) -> tuple[Personne, bool]:
    """Put an application in place of the former one, if any; `compteur` is the rank of the code that proved it.

    Every web session of the person ends, but the one of key `sauf`, which the view keeps. Gives the person, and whether
    codes de secours were made with it.
    """
    personne = fermer_les_autres_connexions(par=par, le=le, sauf=sauf)
    donnees = {"secret": chiffrer(secret), "compteur": compteur}
    Authenticator.objects.filter(user=personne, type=APPLICATION).delete()
    Authenticator.objects.create(user=personne, type=APPLICATION, data=donnees, created_at=le, last_used_at=le)
    return personne, _apres_enrolement(par, APPLICATION, le)


@transaction.atomic
def enroler_cle(
    *, par: Acteur, nom: str, credential: dict[str, Any], le: datetime, sauf: str | None = None
) -> tuple[Personne, bool]:
    """Add a key of the device, checked by the view; the same consequences as for an application."""
    personne = fermer_les_autres_connexions(par=par, le=le, sauf=sauf)
    donnees = {"name": nettoyer(nom), "credential": credential}
    Authenticator.objects.create(user=personne, type=CLE_D_ACCES, data=donnees, created_at=le, last_used_at=le)
    return personne, _apres_enrolement(par, CLE_D_ACCES, le)


@transaction.atomic
def retirer_moyen(*, par: Acteur, pk: int, le: datetime, sauf: str | None = None) -> tuple[Personne, bool]:
    """Take a second factor away, and the codes de secours with the last one; web sessions end, but the present one.

    Raises Refus when it is the last one of somebody of the réseau, MoyenInconnu when there is no such one any more.
    Gives the person, and whether a second factor remains.
    """
    personne = fermer_les_autres_connexions(par=par, le=le, sauf=sauf)
    moyens = list(Authenticator.objects.filter(user=personne).exclude(type=SECOURS))
    retire = next((moyen for moyen in moyens if moyen.pk == pk), None)
    if retire is None:
        raise MoyenInconnu(Raison("moyen_inconnu", "Ce moyen a déjà été retiré."))
    exiger(raisons_retrait_du_moyen(reseau=est_du_reseau(personne), autres=len(moyens) - 1))
    journaliser(par=par, verbe="comptes.retirer_second_facteur", objet=personne, le=le, moyen=retire.type)
    retire.delete()
    if len(moyens) == 1:
        Authenticator.objects.filter(user=personne).delete()
    return personne, len(moyens) > 1


@transaction.atomic
def refaire_codes(*, par: Acteur, le: datetime) -> None:
    """Make ten new codes de secours, which void those before; raises Refus without second factor."""
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    if not Authenticator.objects.filter(user=personne).exclude(type=SECOURS).exists():
        raise Refus(Raison("sans_moyen", "Les codes de secours accompagnent une double authentification."))
    Authenticator.objects.filter(user=personne, type=SECOURS).delete()
    _faire_codes(personne, le)
    journaliser(par=par, verbe="comptes.refaire_codes", objet=personne, le=le)


@transaction.atomic
def lever_second_facteur(*, par: Acteur, personne: Personne, le: datetime) -> None:
    """Take every second factor away from somebody who lost theirs: for the assistance, once it knows who asks.

    Their web sessions end. Somebody of the réseau puts a new one in place at the next sign-in.
    """
    verrou = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    verrou.generation_connexions += 1
    verrou.save(update_fields=["generation_connexions"])
    Authenticator.objects.filter(user=verrou).delete()
    journaliser(par=par, verbe="comptes.lever_second_facteur", objet=verrou, le=le)


def est_du_reseau(personne: Personne) -> bool:
    """Whether the person has a role in the réseau, under whichever profile they act."""
    return RoleReseau.objects.filter(personne=personne).exists()


def _apres_enrolement(par: Acteur, moyen: str, le: datetime) -> bool:
    """Journal it, and make codes de secours unless there are some."""
    journaliser(par=par, verbe="comptes.enroler_second_facteur", objet=par.personne, le=le, moyen=moyen)
    if Authenticator.objects.filter(user=par.personne, type=SECOURS).exists():
        return False
    _faire_codes(par.personne, le)
    return True


def _faire_codes(personne: Personne, le: datetime) -> None:
    graine = {"seed": chiffrer(RecoveryCodes.generate_seed()), "used_mask": 0}
    Authenticator.objects.create(user=personne, type=SECOURS, data=graine, created_at=le)
