"""Passwords: links given, then used up; a password changed by whoever knows it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from forprev.comptes.actions.connexions import lever_par_lien
from forprev.comptes.jetons import fabriquer, personne_du_jeton
from forprev.comptes.models import Acteur, Personne
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus


class LienPerime(Refus):
    """The password link is false, too old, replaced by a newer one or already used [ACC-04]."""


@transaction.atomic
def emettre_jeton(*, personne: Personne, le: datetime) -> str:
    """The token of a new password link, which voids the ones before [ACC-04]."""
    Personne.objects.filter(pk=personne.pk).update(jeton_generation=F("jeton_generation") + 1)
    personne.refresh_from_db(fields=["jeton_generation", "password", "email"])
    return fabriquer(personne, le=le)


@transaction.atomic
def definir_mot_de_passe(*, jeton: str, mot_de_passe: str, le: datetime) -> Personne:
    """Set the password of whoever holds the link, which is then used up; raises LienPerime [ACC-04].

    Every web session of the person ends: its proof contains the password. The waits that wrong tries imposed on their
    identifiers end too [ACC-16]. The strength of the password is the form's business [ACC-26].
    """
    personne = personne_du_jeton(jeton, le=le, parmi=Personne.objects.select_for_update(of=("self",)))
    if personne is None:
        raise LienPerime(Raison("lien_perime", "Ce lien n’est plus valable\u00a0: demandez-en un nouveau."))
    _remplacer(personne, mot_de_passe)
    lever_par_lien(personne=personne, le=le)
    journaliser(par=None, verbe="comptes.definir_mot_de_passe", objet=personne, le=le)
    return personne


@transaction.atomic
def changer_mot_de_passe(*, par: Acteur, mot_de_passe: str, le: datetime) -> Personne:
    """Give oneself another password: web sessions end, links too; the view keeps its own session [ACC-08].

    The present password was asked for before (`connexions.confirmer_mot_de_passe`), the strength of the new one too.
    """
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    _remplacer(personne, mot_de_passe)
    journaliser(par=par, verbe="comptes.changer_mot_de_passe", objet=personne, le=le)
    return personne


def _remplacer(personne: Personne, mot_de_passe: str) -> None:
    """The new password, and no link given before."""
    personne.set_password(mot_de_passe)
    personne.jeton_generation += 1
    personne.save(update_fields=["password", "jeton_generation"])
