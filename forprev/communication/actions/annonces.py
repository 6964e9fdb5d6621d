"""Tell people what happened, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from forprev.communication.courrier import rediger
from forprev.communication.models import Notification
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.rules import Choix, Envoi, envoi
from forprev.communication.states import Categorie
from forprev.comptes.models import Personne
from forprev.courriels.actions import mettre_en_file


@transaction.atomic
def annoncer(evenement: Evenement, destinataires: Iterable[Destinataire], *, le: datetime) -> list[Notification]:
    """Give each person one line in the application and, when they want it, one mail [NOT-01, NOT-02, NOT-06].

    The person told under several profiles is told once, under the first. Whoever was told this occurrence already is
    told nothing, whatever changed since. Returns the new lines only. In the caller's transaction: a rollback untells.
    """
    profils: dict[int, str] = {}
    for destinataire in destinataires:
        profils.setdefault(destinataire.personne_id, destinataire.profil_code)
    lignes = [_ligne(evenement, personne, profils[personne.pk], le) for personne in _personnes(profils)]
    Notification.objects.bulk_create(lignes, ignore_conflicts=True)
    ecrites = set(Notification.objects.filter(pk__in=[ligne.pk for ligne in lignes]).values_list("pk", flat=True))
    nouvelles = [ligne for ligne in lignes if ligne.pk in ecrites]
    for ligne in nouvelles:
        if ligne.envoi == Envoi.IMMEDIAT:
            _mettre_en_file(evenement, ligne, le)
    return nouvelles


def _personnes(profils: dict[int, str]) -> QuerySet[Personne]:
    """In one order for everybody, so that two simultaneous announcements wait for each other instead of deadlocking."""
    personnes: QuerySet[Personne] = Personne.objects.filter(pk__in=profils)
    return personnes.select_related("preference").order_by("pk")


def _ligne(evenement: Evenement, personne: Personne, profil_code: str, le: datetime) -> Notification:
    preference = getattr(personne, "preference", None)
    choix = preference.choix if preference else Choix()
    return Notification(
        personne=personne,
        code=evenement.code,
        categorie=evenement.categorie,
        cle=evenement.cle_complete(),
        titre=evenement.sujet(),
        texte="\n\n".join(evenement.texte_ligne()),
        lien=evenement.lien(),
        libelle_lien=evenement.libelle_lien if evenement.lien() else "",
        profil=profil_code,
        envoi=envoi(evenement.categorie, choix, actif=personne.is_active),
        cree_le=le,
    )


def _mettre_en_file(evenement: Evenement, ligne: Notification, le: datetime) -> None:
    courrier = rediger(evenement, ligne.profil)
    mettre_en_file(
        a=ligne.personne.email,
        sujet=courrier.sujet,
        texte=courrier.texte,
        html=courrier.html,
        cle=f"{ligne.cle}:{ligne.personne_id}",
        le=le,
        personne_id=ligne.personne_id,
        prioritaire=evenement.categorie == Categorie.COMPTE,
        pieces=evenement.pieces(),
    )
