"""Tell people what happened, once."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from forprev.communication.courrier import rediger
from forprev.communication.models import Notification, Preference
from forprev.communication.notifications import CompteCree, Destinataire, Evenement, LienMotDePasse
from forprev.communication.rules import Choix, Envoi, envoi
from forprev.communication.states import Categorie
from forprev.comptes.actions.mots_de_passe import emettre_jeton
from forprev.comptes.models import Acteur, Personne
from forprev.courriels.actions import FILE, PRIORITE, mettre_en_file
from forprev.socle.journal import journaliser

TACHE_LIEN = "communication.lien_mot_de_passe"


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
    )


@transaction.atomic
def envoyer_lien_mot_de_passe(*, personne: Personne, le: datetime, origine: str = "") -> None:
    """Mail a password link, which voids the ones before; at once and whatever the preferences [ACC-04, NOT-06].

    `origine`, when given, says what the account was created after (« votre réussite à la formation SST / 2 »): the mail
    then announces the account, with *Ce n’est pas moi*. A closed account gets nothing.
    """
    if not personne.is_active:
        return
    jeton = emettre_jeton(personne=personne, le=le)
    evenement: Evenement
    if origine:
        assistance = settings.ADRESSE_ASSISTANCE
        evenement = CompteCree(personne.numero, personne.jeton_generation, jeton, origine, assistance)
    else:
        evenement = LienMotDePasse(personne.numero, personne.jeton_generation, jeton)
    annoncer(evenement, [Destinataire(personne.pk)], le=le)


@transaction.atomic
def demander_lien_mot_de_passe(*, identifiant: str, le: datetime) -> None:
    """Queue the sending of a password link to whoever has this N° Forprev or e-mail, if anybody does [ACC-04].

    The same work is done here whether the account exists or not: how long the answer takes tells nothing. The job
    carries a key, never what was typed: jobs are named in logs.
    """
    trouvee: int | None = Personne.objects.d_identifiant(identifiant).values_list("pk", flat=True).first()
    tache = app.configure_task(TACHE_LIEN, queue=FILE, priority=PRIORITE)
    tache.defer(personne_id=trouvee, le=le.isoformat())


@transaction.atomic
def choisir_preferences(*, par: Acteur, choix: Choix, le: datetime) -> Preference:
    """Keep what the person wants by e-mail from now on [NOT-01, NOT-10]; what was told before stays told."""
    preference, _ = Preference.objects.update_or_create(personne_id=par.personne_id, defaults=asdict(choix))
    journaliser(par=par, verbe="communication.choisir_preferences", objet=preference, le=le, **asdict(choix))
    return preference
