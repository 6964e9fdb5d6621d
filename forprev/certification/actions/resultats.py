"""The trainer's part: marking, sending, returning."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from forprev.certification import notifications
from forprev.certification.actions.commun import EtatRefuse, avancer, tenue, verifier_version, verrouiller
from forprev.certification.models import SessionCertification
from forprev.certification.perms import peut_agir
from forprev.certification.rules.circuit import raisons_commentaire, raisons_envoi, raisons_etat
from forprev.certification.states import Action, Resultat
from forprev.comptes.models import Acteur
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger

Resultats = Mapping[int, str]


@transaction.atomic
def enregistrer_resultats(
    *, par: Acteur, le: datetime, numero: int, version: int, resultats: Resultats
) -> SessionCertification:
    """Keep partial results [SES-12]. Raises EtatRefuse, SessionPerimee."""
    session = _verrouiller_controle(numero, par=par, le=le)
    verifier_version(session, version)
    _noter(session, resultats)
    journaliser(par=par, verbe="résultats enregistrés", objet=session, le=le)
    return session


@transaction.atomic
def envoyer_resultats(
    *, par: Acteur, le: datetime, numero: int, version: int, resultats: Resultats, commentaire: str = ""
) -> SessionCertification:
    """Send a result for every stagiaire, bound to the version that the trainer saw [SES-12, SES-24, SES-27].

    Raises Refus with a reason per unmarked stagiaire, EtatRefuse, SessionPerimee.
    """
    session = verrouiller(numero, par=par, le=le)
    avancer(session, Action.ENVOYER_RESULTATS, par=par, le=le, commentaire=commentaire)
    verifier_version(session, version)
    _noter(session, resultats)
    notes = dict(session.stagiaires.values_list("pk", "resultat"))
    assert session.date_fin is not None
    exiger(raisons_envoi(notes, date_fin=session.date_fin, le=clock.jour(le)))
    session.resultats_le, session.resultats_version = le, version
    session.save()
    notifications.annoncer_a_l_entite(session, "resultats", le=le)
    return session


@transaction.atomic
def retourner(*, par: Acteur, le: datetime, numero: int, version: int, commentaire: str) -> SessionCertification:
    """Give the session back to the entity with a comment, at any time [SES-12, SES-27]. Results are dropped.

    Raises Refus without a comment, EtatRefuse, SessionPerimee.
    """
    session = verrouiller(numero, par=par, le=le)
    avancer(session, Action.RETOURNER, par=par, le=le, commentaire=commentaire)
    verifier_version(session, version)
    exiger(raisons_commentaire(commentaire, "Le commentaire"))
    session.stagiaires.update(resultat="")
    session.save()
    notifications.annoncer_a_l_entite(session, "retour", le=le)
    return session


def _verrouiller_controle(numero: int, *, par: Acteur, le: datetime) -> SessionCertification:
    session = verrouiller(numero, par=par, le=le)
    if not peut_agir(par, session, Action.ENVOYER_RESULTATS):
        raise EtatRefuse(*raisons_etat(tenue(session, le)))
    return session


def _noter(session: SessionCertification, resultats: Resultats) -> None:
    """Write the marks given for stagiaires of this session; a foreign key or an unknown mark is ignored."""
    for marque in (*Resultat, ""):
        lignes = [ligne for ligne, donnee in resultats.items() if donnee == marque]
        session.stagiaires.filter(pk__in=lignes).update(resultat=marque)
