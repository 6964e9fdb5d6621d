"""Another entity, begun by somebody signed in [ACC-21]."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur, Personne
from forprev.demandes.models import Demande
from forprev.entites.actions.creations import commencer
from forprev.entites.models import Entite, Membre
from forprev.socle.journal import journaliser

_RIEN_D_ECRIT = dict.fromkeys(("type", "raison_sociale", "siret", "identifiant_etranger", "adresse", "code_postal"), "")


@transaction.atomic
def creer_entite(*, par: Acteur, le: datetime) -> Membre:
    """Begin a new entity for a signed-in person, demandeur of it beside their other profiles [ACC-21].

    A draft of theirs in which nothing was written yet is given back instead of a second one: a double click makes one.
    A draft with a request is begun, whatever it holds.
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    vierges = Entite.objects.filter(validee_le__isnull=True, fermee_le__isnull=True, **_RIEN_D_ECRIT)
    sans_demande = vierges.exclude(pk__in=Demande.objects.values("entite"))
    siens = Membre.objects.filter(personne=personne, role=Membre.Role.DEMANDEUR, entite__in=sans_demande)
    membre = siens.order_by("pk").first()
    if membre is None:
        membre = commencer(personne, le)
        journaliser(par=par, verbe="entites.creer", objet=membre.entite, le=le)
    return membre
