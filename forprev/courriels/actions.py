"""Queue a mail, send a mail."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from procrastinate.contrib.django import app

from forprev.courriels.deadlines import delai_avant_nouvel_essai
from forprev.courriels.models import Courriel
from forprev.courriels.rules import est_refus_definitif
from forprev.courriels.states import TABLE, Action, EtatCourriel
from forprev.socle import files

TACHE_ENVOI = "courriels.envoyer"
FILE = "courriels"
# In front of the queue: whoever asks for a password link waits before the screen.
PRIORITE = 10


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """A file that the application keeps, and the name and kind under which a mail carries it."""

    fichier: str
    nom: str
    type_mime: str = "application/pdf"


@transaction.atomic
def mettre_en_file(
    *,
    a: str,
    sujet: str,
    texte: str,
    html: str,
    cle: str,
    le: datetime,
    personne_id: int | None = None,
    prioritaire: bool = False,
    pieces: Sequence[PieceJointe] = (),
) -> Courriel:
    """Write a mail in the outbox and queue its sending, in the caller's transaction [NOT-05].

    Idempotent by `cle`: a repeat returns the first mail and changes nothing [NOT-02].
    """
    contenu = {"destinataire": a, "sujet": sujet, "texte": texte, "html": html, "pieces": [asdict(p) for p in pieces]}
    courriel, nouveau = Courriel.objects.get_or_create(
        cle=cle, defaults={**contenu, "cree_le": le, "personne_id": personne_id}
    )
    if nouveau:
        _planifier(courriel, PRIORITE if prioritaire else 0)
    return courriel


@transaction.atomic
def envoyer(*, courriel_id: int, le: datetime) -> Courriel:
    """Try to send one waiting mail: it is then sent, failed for good, or planned again [NOT-05].

    A mail that no longer waits is returned as it is. The row stays locked while the mail server is asked, so that two
    workers cannot send it at once. When the process dies after the server said yes and before the commit, the mail
    still waits and leaves a second time: a mail told twice is better than a mail lost, and both carry the same
    Message-ID, by which most servers and readers keep one.
    """
    courriel = Courriel.objects.select_for_update().get(pk=courriel_id)
    if courriel.etat != EtatCourriel.EN_ATTENTE:
        return courriel
    courriel.essais += 1
    courriel.prochain_essai_le = None
    try:
        _message(courriel).send()
    except Exception as erreur:  # whatever went wrong, the outbox loses nothing
        _noter_echec(courriel, erreur, le)
    else:
        courriel.envoye_le = le
        TABLE.appliquer(courriel, Action.ENVOYER)
    courriel.save()
    return courriel


def _noter_echec(courriel: Courriel, erreur: Exception, le: datetime) -> None:
    courriel.derniere_erreur = f"{type(erreur).__name__} : {erreur}"[:500]
    delai = None if est_refus_definitif(erreur) else delai_avant_nouvel_essai(courriel.essais)
    if delai is None:
        TABLE.appliquer(courriel, Action.ABANDONNER)
        return
    courriel.prochain_essai_le = le + delai
    _planifier(courriel, 0, delai)


def _planifier(courriel: Courriel, priorite: int, delai: timedelta = timedelta()) -> None:
    """One job a mail, because each has its own delays. By name: the task is declared in a room above this one."""
    attente = {"seconds": int(delai.total_seconds())} if delai else None
    tache = app.configure_task(TACHE_ENVOI, queue=FILE, priority=priorite, schedule_in=attente)
    tache.defer(courriel_id=courriel.pk)


def _message(courriel: Courriel) -> EmailMultiAlternatives:
    domaine = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    empreinte = hashlib.sha256(courriel.cle.encode()).hexdigest()[:32]
    entetes = {"Message-ID": f"<{empreinte}@{domaine}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(courriel.sujet, courriel.texte, to=[courriel.destinataire], headers=entetes)
    message.attach_alternative(courriel.html, "text/html")
    for piece in map(_piece, courriel.pieces):
        message.attach(piece.nom, files.lire(piece.fichier), piece.type_mime)
    return message


def _piece(champs: dict[str, str]) -> PieceJointe:
    return PieceJointe(**champs)
