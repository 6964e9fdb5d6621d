"""New entities, begun by whoever asks for them: a draft, and the demandeur who fills it."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.actions.inscriptions import confirmer_inscription
from forprev.comptes.models import Acteur, Personne
from forprev.entites.models import Entite, Membre
from forprev.socle import clock
from forprev.socle.journal import journaliser

_RIEN_D_ECRIT = dict.fromkeys(("type", "raison_sociale", "siret", "identifiant_etranger", "adresse", "code_postal"), "")


@transaction.atomic
def ouvrir_compte_demandeur(*, secret: str, mot_de_passe: str, le: datetime) -> Personne:
    """Confirm an account and begin its entity [ACC-05]; raises LienPerime, or Refus beside `email`."""
    personne = confirmer_inscription(secret=secret, mot_de_passe=mot_de_passe, le=le)
    _commencer(personne, le)
    return personne


@transaction.atomic
def creer_entite(*, par: Acteur, le: datetime) -> Membre:
    """Begin a new entity for a signed-in person, demandeur of it beside their other profiles [ACC-21].

    A draft of theirs in which nothing was written yet is given back instead of a second one: a double click makes one.
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    vierges = Entite.objects.filter(validee_le__isnull=True, fermee_le__isnull=True, **_RIEN_D_ECRIT)
    siens = Membre.objects.filter(personne=personne, role=Membre.Role.DEMANDEUR, entite__in=vierges)
    membre = siens.order_by("pk").first()
    if membre is None:
        membre = _commencer(personne, le)
        journaliser(par=par, verbe="entites.creer", objet=membre.entite, le=le)
    return membre


def _commencer(personne: Personne, le: datetime) -> Membre:
    entite = Entite.objects.create()
    return Membre.objects.create(entite=entite, personne=personne, role=Membre.Role.DEMANDEUR, depuis=clock.jour(le))
