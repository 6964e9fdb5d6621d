"""Try to sign in: the password is looked at only when no wait is imposed, and every failure counts [ACC-16]."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from forprev.comptes.deadlines import Echec, attente_imposee, fin_d_attente, minutes_restantes
from forprev.comptes.essais import (
    ECHEC,
    LEVEE,
    Cle,
    cle_adresse,
    cle_code,
    cle_identifiant,
    cles_identifiants,
    derniere,
    echecs,
)
from forprev.comptes.models import Acteur, Personne
from forprev.socle.journal import journaliser, journaliser_sans_objet
from forprev.socle.raisons import Raison, Refus
from forprev.socle.text import accorder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Essai(Generic[T]):
    """What came of a try: what it found (None: it failed, or was not looked at), and until when to wait."""

    trouve: T | None
    attente: datetime | None


@transaction.atomic
def tenter(*, cle: Cle, adresse: str, verifier: Callable[[], T | None], le: datetime) -> Essai[T]:
    """Try once: `verifier` is called unless a wait is imposed on the key or on the address [ACC-16].

    It holds a lock on both until the failure is written: simultaneous tries are made one after the other, and none
    escapes the count. A success clears the failures of the key, not those of the address.
    """
    cles = (cle, cle_adresse(adresse))
    _verrouiller(cles)
    passes = {une: echecs(une) for une in cles}
    attente = derniere(fin_d_attente(passes[une], le=le) for une in cles)
    if attente:
        return Essai(None, attente)
    trouve = verifier()
    if trouve is not None:
        _lever([cle], par=None, le=le)
        return Essai(trouve, None)
    fins = [_noter_echec(une, passes[une], le) for une in cles]
    return Essai(None, derniere(fins))


def confirmer_mot_de_passe(*, personne: Personne, mot_de_passe: str, adresse: str, le: datetime, champ: str) -> None:
    """Ask a signed-in person for their password; raises Refus beside `champ`, and counts as a try to sign in [ACC-16].

    Call it outside any transaction: the failure must stay written.
    """
    essai = tenter(
        cle=cle_identifiant(personne.numero),
        adresse=adresse,
        verifier=lambda: personne if personne.check_password(mot_de_passe) else None,
        le=le,
    )
    if essai.attente:
        raise Refus(raison_attente(essai.attente, le=le, champ=champ))
    if essai.trouve is None:
        raise Refus(Raison("mot_de_passe_faux", "Ce n’est pas votre mot de passe actuel\u00a0: vérifiez-le.", champ))


def raison_attente(fin: datetime, *, le: datetime, champ: str = "") -> Raison:
    """When to try again [ACC-16]."""
    minutes = accorder(minutes_restantes(fin, le=le), "minute")
    return Raison("attente", f"Trop d’essais sans succès\u00a0: réessayez dans {minutes}.", champ)


@transaction.atomic
def lever_attentes(*, par: Acteur, personne: Personne, le: datetime) -> None:
    """*Débloquer*: the assistance lets somebody try again at once, any identifier and any code [ACC-16]."""
    _lever([*cles_identifiants(personne), cle_code(personne)], par=par, le=le)
    journaliser(par=par, verbe=LEVEE, objet=personne, le=le)


@transaction.atomic
def lever_par_lien(*, personne: Personne, le: datetime) -> None:
    """A correct mail link was used: every identifier of the person may be tried at once [ACC-16].

    Not codes: whoever reads the person's mails must not try them for ever.
    """
    _lever(cles_identifiants(personne), par=None, le=le)


def _verrouiller(cles: Iterable[Cle]) -> None:
    """Until the end of the transaction; in the same order everywhere, the key before the address."""
    with connection.cursor() as curseur:
        for cle in cles:
            curseur.execute("SELECT pg_advisory_xact_lock(%s)", [cle.verrou])


def _noter_echec(cle: Cle, passes: Sequence[Echec], le: datetime) -> datetime | None:
    """Write the failure with the wait that it imposes; gives the end of that wait."""
    attente = attente_imposee(passes, seuil=cle.seuil, le=le)
    minutes = attente // timedelta(minutes=1)
    journaliser_sans_objet(par=None, verbe=ECHEC, nature=cle.nature, cle=cle.empreinte, le=le, attente=minutes)
    return fin_d_attente([Echec(le, attente)], le=le)


def _lever(cles: Iterable[Cle], *, par: Acteur | None, le: datetime) -> None:
    """Forget the failures of the keys that have some: a line says so, and the journal loses none."""
    for cle in cles:
        if echecs(cle):
            journaliser_sans_objet(par=par, verbe=LEVEE, nature=cle.nature, cle=cle.empreinte, le=le)


@transaction.atomic
def effacer_les_finies(*, le: datetime) -> int:
    """Delete the web sessions that have ended, with the address and the browser noted of them; returns how many
    [ACC-26]. Their end is counted in hours from the last time they were written: twelve, for everybody."""
    finies, _ = Session.objects.filter(expire_date__lte=le).delete()
    suivies = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    suivies.delete()
    return finies


class ConnexionFermee(Refus):
    """That web session is not the person's, or has ended already."""


@transaction.atomic
def fermer_connexion(*, par: Acteur, pk: int, le: datetime) -> None:
    """End one of one's own web sessions [ACC-20]; raises ConnexionFermee when there is no such one any more."""
    suivie = UserSession.objects.select_for_update().filter(pk=pk, user_id=par.personne_id).first()
    if suivie is None:
        raise ConnexionFermee(Raison("connexion_fermee", "Cette connexion est déjà fermée."))
    suivie.end()
    journaliser(par=par, verbe="comptes.fermer_connexion", objet=par.personne, le=le)


@transaction.atomic
def fermer_les_autres_connexions(*, par: Acteur, le: datetime, sauf: str | None = None) -> Personne:
    """End every web session of the person but the one of key `sauf` [ACC-15, ACC-20].

    The view gives the present one, of key `sauf`, the new proof that the person returned holds.
    """
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    personne.generation_connexions += 1
    personne.save(update_fields=["generation_connexions"])
    for suivie in UserSession.objects.filter(user=personne).exclude(session_key=sauf or ""):
        suivie.end()
    journaliser(par=par, verbe="comptes.fermer_les_autres_connexions", objet=personne, le=le)
    return personne
