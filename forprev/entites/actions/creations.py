"""New entities, begun by whoever asks for them: a draft, and the demandeur who fills it."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.actions.inscriptions import confirmer_inscription
from forprev.comptes.models import Personne
from forprev.entites.models import Entite, Membre
from forprev.socle import clock


@transaction.atomic
def ouvrir_compte_demandeur(*, secret: str, mot_de_passe: str, le: datetime) -> Personne:
    """Confirm an account and begin its entity [ACC-05]; raises LienPerime, or Refus beside `email`."""
    personne = confirmer_inscription(secret=secret, mot_de_passe=mot_de_passe, le=le)
    commencer(personne, le)
    return personne


def commencer(personne: Personne, le: datetime) -> Membre:
    """A draft, and the demandeur who fills it."""
    entite = Entite.objects.create()
    return Membre.objects.create(entite=entite, personne=personne, role=Membre.Role.DEMANDEUR, depuis=clock.jour(le))
