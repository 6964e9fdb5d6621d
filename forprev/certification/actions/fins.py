"""How sessions end: deleted by hand, deleted on their day, announced before [SES-16, SES-17, SES-19]."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from forprev.certification.actions.commun import EtatRefuse, tenue, verrouiller
from forprev.certification.actions.generation import supprimer_fichiers
from forprev.certification.deadlines import seuil_atteint
from forprev.certification.models import Avertissement, Generation, SessionCertification
from forprev.certification.notifications import SessionsASupprimer, destinataires_de_l_entite
from forprev.certification.perms import peut_supprimer
from forprev.certification.rules.circuit import raisons_etat
from forprev.certification.states import SANS_CERTIFICAT
from forprev.communication.actions import annoncer
from forprev.communication.models import Notification
from forprev.communication.notifications import Destinataire
from forprev.comptes.models import Acteur
from forprev.referentiel.delais import valeurs
from forprev.socle import clock
from forprev.socle.journal import journaliser

LOT = 500
NATURE_SUPPRESSION = "suppression"
_SEUILS = ("session_avertissement_1", "session_avertissement_2", "session_avertissement_3")


@transaction.atomic
def supprimer(*, par: Acteur, le: datetime, numero: int) -> None:
    """Delete a session by hand while it is in the entity's hands, without certificates [SES-19]. Raises EtatRefuse."""
    session = verrouiller(numero, par=par, le=le)
    if not peut_supprimer(par, session):
        raise EtatRefuse(*raisons_etat(tenue(session, le)))
    journaliser(par=par, verbe="session supprimée", objet=session, le=le)
    session.delete()


def purger(*, jour: date, le: datetime, lot: int = LOT) -> int:
    """Delete the sessions whose last day is before `jour`, with their stagiaires and files; return how many.

    Files go first: cut in between, the session is still there and the next run finds it again [SES-16, SES-17].
    """
    total = 0
    while numeros := list(
        SessionCertification.objects.a_supprimer(jour).order_by("pk").values_list("pk", flat=True)[:lot]
    ):
        for generation in Generation.objects.filter(session__in=numeros):
            supprimer_fichiers(generation)
        total += _effacer_lot(numeros, jour=jour, le=le)
    return total


@transaction.atomic
def _effacer_lot(numeros: list[int], *, jour: date, le: datetime) -> int:
    sessions = SessionCertification.objects.a_supprimer(jour).select_for_update(of=("self",)).filter(pk__in=numeros)
    for session in sessions:
        journaliser(par=None, verbe="session supprimée à l’échéance", objet=session, le=le)
    return int(sessions.delete()[1].get(SessionCertification._meta.label, 0))


def avertir(*, jour: date, le: datetime) -> int:
    """Announce the coming deletions: the latest threshold passed, once, one mail a day per person [SES-17, NOT-11].

    Returns the number of sessions announced.
    """
    reglages = valeurs(jour)
    seuils = [reglages[code] for code in _SEUILS]
    sessions = list(
        SessionCertification.objects.vivantes(jour)
        .filter(etat__in=SANS_CERTIFICAT, supprimee_apres__lte=date.fromordinal(jour.toordinal() + max(seuils)))
        .order_by("pk")
    )
    dus = {session: seuil for session in sessions if (seuil := _seuil_du(session, jour, seuils)) is not None}
    return _annoncer_suppressions(dus, jour=jour, le=le)


def _seuil_du(session: SessionCertification, jour: date, seuils: list[int]) -> int | None:
    depuis = clock.jour(session.enregistree_le)
    return seuil_atteint(session.supprimee_apres, depuis=depuis, le=jour, seuils=seuils)


@transaction.atomic
def _annoncer_suppressions(dus: dict[SessionCertification, int], *, jour: date, le: datetime) -> int:
    """One row per warning given makes a second run, or a second worker, say nothing.

    A session that comes due after its people were told that day waits for the next: one mail a day per person.
    """
    destinataires = destinataires_de_l_entite(dus)
    prevenus = _deja_prevenus(jour)
    nouvelles = [
        session
        for session, seuil in dus.items()
        if prevenus.isdisjoint(d.personne_id for d in destinataires[session.pk]) and _noter(session, seuil)
    ]
    par_personne: dict[int, list[tuple[Destinataire, SessionCertification]]] = defaultdict(list)
    for session in nouvelles:
        for destinataire in destinataires[session.pk]:
            par_personne[destinataire.personne_id].append((destinataire, session))
    for siennes in par_personne.values():
        _prevenir(siennes, jour=jour, le=le)
    return len(nouvelles)


def _deja_prevenus(jour: date) -> set[int]:
    cle = SessionsASupprimer(jour, ()).cle_complete()
    return set(Notification.objects.filter(cle=cle).values_list("personne_id", flat=True))


def _prevenir(siennes: list[tuple[Destinataire, SessionCertification]], *, jour: date, le: datetime) -> None:
    """Tell one person of all their sessions; those of several profiles make one mail, whose link names none."""
    profils = {destinataire.profil_code for destinataire, _ in siennes}
    echeances = tuple((session.pk, session.supprimee_apres) for _, session in siennes)
    destinataire = Destinataire(siennes[0][0].personne_id, profils.pop() if len(profils) == 1 else "")
    annoncer(SessionsASupprimer(jour, echeances), [destinataire], le=le)


def _noter(session: SessionCertification, seuil: int) -> bool:
    _, nouveau = Avertissement.objects.get_or_create(
        session=session, nature=NATURE_SUPPRESSION, echeance=session.supprimee_apres, seuil=seuil
    )
    return nouveau
