"""What every action of this app begins and ends with."""

from datetime import datetime
from typing import Any

from forprev.certification.models import Etape, SessionCertification
from forprev.certification.perms import partie
from forprev.certification.rules.circuit import FaitTenue, raisons_etat, raisons_partie
from forprev.certification.states import TABLE, Action, Etat, Partie
from forprev.comptes.models import Acteur
from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.journal import journaliser
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import enumerer
from forprev.socle.transitions import TransitionImpossible


class EtatRefuse(Refus):
    """The session is no longer where the action starts. `deja_fait` tells a second click from a real conflict."""

    def __init__(self, *raisons: Raison, deja_fait: bool = False) -> None:
        super().__init__(*raisons)
        self.deja_fait = deja_fait


class SessionPerimee(Refus):
    """The form was read before somebody else's change [DEM-16]."""


CHAMPS = {
    "habilitation": "le dispositif et le niveau",
    "modele": "le certificat",
    "lieu": "le lieu",
    "type_stage": "l’identification",
    "date_fin": "la date de fin",
    "formateur": "le formateur",
    "stagiaires": "les stagiaires",
}


def verrouiller(numero: int, *, par: Acteur, le: datetime) -> SessionCertification:
    """The session, locked until the end of the transaction, narrowed to what `par` may see.

    Raises SessionCertification.DoesNotExist.
    """
    return (
        SessionCertification.objects.visibles_par(par, clock.jour(le))
        .select_for_update(of=("self",))
        .select_related("modele", "habilitation__dispositif_niveau__dispositif", "commune", "plateforme", "entite")
        .get(pk=numero)
    )


def verifier_version(session: SessionCertification, version: int) -> None:
    """Raise SessionPerimee, saying what changed, who and when, when the form was read at another version [DEM-16].

    Who and when are those of the last change of content: the file may have moved since, by somebody else.
    """
    if session.version == version:
        return
    changements = _changements_depuis(session, version)
    derniere = changements[-1] if changements else None
    auteur = derniere.par if derniere else session.dernier_intervenant
    quand = (derniere.le if derniere else session.modifiee_le).astimezone(clock.PARIS)
    texte = (
        f"{auteur.nom_complet if auteur else 'Quelqu’un'} a modifié cette session le {longue(quand.date())} à "
        f"{quand:%H:%M} ({_quoi(changements)}). "
        "Votre saisie est conservée ci-dessous : vérifiez-la, puis enregistrez de nouveau."
    )
    raise SessionPerimee(Raison("perimee", texte))


def _changements_depuis(session: SessionCertification, version: int) -> list[EntreeJournal]:
    lignes = EntreeJournal.objects.filter(
        objet_type=session._meta.label, objet_id=str(session.pk), details__version__gt=version
    )
    return list(lignes.select_related("par").order_by("details__version"))


def _quoi(changements: list[EntreeJournal]) -> str:
    champs = {champ for ligne in changements for champ in ligne.details.get("champs", [])}
    return enumerer([CHAMPS[champ] for champ in CHAMPS if champ in champs]) or "contenu"


def tenue(session: SessionCertification, le: datetime) -> FaitTenue:
    """Who holds the file, since how many days."""
    return FaitTenue(Etat(session.etat), (clock.jour(le) - clock.jour(session.etat_depuis)).days)


def avancer(
    session: SessionCertification, action: Action, *, par: Acteur | None, le: datetime, commentaire: str = ""
) -> None:
    """Move the session (unsaved), and write its history and the journal.

    Raises EtatRefuse saying who holds it, Refus when `par` (None: Forprev itself) stands on the wrong side.
    """
    if TABLE.possible(action, session.etat):
        cote = partie(par) if par else Partie.SYSTEME
        exiger(raisons_partie(cote, Partie(TABLE.trouver(action, session.etat).par)))
    try:
        TABLE.appliquer(session, action)
    except TransitionImpossible:
        raise EtatRefuse(*raisons_etat(tenue(session, le)), deja_fait=_deja_fait(session, action, par)) from None
    session.etat_depuis = le
    marquer(session, par=par, le=le)
    Etape.objects.create(
        session=session,
        action=action,
        vers=session.etat,
        par_id=par.personne_id if par else None,
        profil=par.code if par else "",
        le=le,
        commentaire=commentaire.strip(),
        meme_personne=session.meme_personne,
    )
    journaliser(par=par, verbe=f"session {action}", objet=session, le=le)


def _deja_fait(session: SessionCertification, action: Action, par: Acteur | None) -> bool:
    """True when the last step is this very action by this very person: the second of two clicks.

    What Forprev did since (the certificates may be ready before the second click) is no step of anybody's.
    """
    etapes = session.etapes.exclude(action__in=[ligne.action for ligne in TABLE if ligne.par == Partie.SYSTEME])
    derniere = etapes.order_by("-le", "-id").first()
    return bool(derniere and par and derniere.action == action and derniere.par_id == par.personne_id)


def marquer(session: SessionCertification, *, par: Acteur | None, le: datetime) -> None:
    """Who touched the session last, and how long it now lives."""
    session.modifiee_le = le
    session.dernier_intervenant_id = par.personne_id if par else None
    session.calculer_conservation()


def changer_contenu(
    session: SessionCertification, *champs: str, par: Acteur, le: datetime, **details: Any
) -> SessionCertification:
    """Save a change of content under a new version: results given to the former one are void [SES-24]."""
    session.version += 1
    marquer(session, par=par, le=le)
    session.save()
    journaliser(
        par=par,
        verbe="session modifiée",
        objet=session,
        le=le,
        champs=list(champs),
        version=session.version,
        **details,
    )
    return session
