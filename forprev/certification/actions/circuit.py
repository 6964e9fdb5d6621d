"""The moves of the file between the entity and the trainer."""

from datetime import datetime

from django.db import transaction

from forprev.certification import notifications
from forprev.certification.actions.commun import avancer, verifier_version, verrouiller
from forprev.certification.actions.controle import raisons_completude
from forprev.certification.actions.saisie import version_du_modele
from forprev.certification.models import SessionCertification
from forprev.certification.rules.circuit import raisons_commentaire
from forprev.certification.states import Action
from forprev.comptes.models import Acteur
from forprev.socle import clock
from forprev.socle.raisons import bloquantes, exiger


@transaction.atomic
def soumettre(*, par: Acteur, le: datetime, numero: int, version: int, commentaire: str = "") -> SessionCertification:
    """Send the session to its trainer when its three tabs are complete [SES-11].

    Raises Refus with every missing or wrong thing, EtatRefuse, SessionPerimee.
    """
    session = verrouiller(numero, par=par, le=le)
    reprise = session.soumise_le is not None
    session.soumise_le, session.soumise_par = le, par.personne
    session.modele = version_du_modele(session.modele, session.date_fin)
    session.meme_personne = session.formateur_id == par.personne_id  # [SES-26]
    avancer(session, Action.SOUMETTRE, par=par, le=le, commentaire=commentaire)
    verifier_version(session, version)
    exiger(bloquantes(raisons_completude(session, par=par, le=clock.jour(le))))
    session.save()
    notifications.annoncer_au_formateur(session, "soumise" if not reprise else "resoumise", le=le)
    return session


@transaction.atomic
def reprendre(*, par: Acteur, le: datetime, numero: int, motif: str) -> SessionCertification:
    """Take the session back while it waits for the trainer; unsent results are dropped [SES-29].

    Raises Refus without a reason, EtatRefuse.
    """
    session = verrouiller(numero, par=par, le=le)
    avancer(session, Action.REPRENDRE, par=par, le=le, commentaire=motif)
    exiger(raisons_commentaire(motif, "Le motif"))
    _oublier_resultats(session)
    session.save()
    notifications.annoncer_au_formateur(session, "reprise", le=le)
    return session


@transaction.atomic
def modifier(*, par: Acteur, le: datetime, numero: int) -> SessionCertification:
    """Open the entry again after the results, which are lost [SES-13]. Raises EtatRefuse."""
    session = verrouiller(numero, par=par, le=le)
    avancer(session, Action.MODIFIER, par=par, le=le)
    _oublier_resultats(session)
    session.save()
    return session


def _oublier_resultats(session: SessionCertification) -> None:
    session.resultats_le = session.resultats_version = None
    session.stagiaires.update(resultat="")
