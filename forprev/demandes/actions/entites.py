"""Writing the entity that an administrative file is about [ENT-02, ENT-07]."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from forprev.demandes.models import Demande
from forprev.demandes.rules.entite import raisons_siret
from forprev.demandes.states import TypeDemande
from forprev.entites.models import Entite
from forprev.socle.raisons import Refus


def entite_verrouillee(demande: Demande) -> Entite:
    """Locked, so that nothing changed beside the file is lost: the signataire, the publication data."""
    entites = Entite.objects.select_for_update(of=("self",)).select_related("commune__departement__caisse")
    return entites.get(pk=demande.entite_id)


def affecter_valeurs(entite: Entite, valeurs: Mapping[str, Any]) -> None:
    """Set these fields, unsaved; the commune is given by its Insee code."""
    for champ, valeur in valeurs.items():
        if champ == "commune":
            entite.commune_id = valeur or None
        else:
            setattr(entite, champ, valeur)


def enregistrer_entite(entite: Entite) -> None:
    """Save; raises Refus beside the SIRET when a submitted or validated entity has it, one of this very moment
    included: the constraint sees what a check made before cannot [ENT-02]."""
    try:
        with transaction.atomic():
            entite.save()
    except IntegrityError as erreur:
        if "entite_siret_unique" not in str(erreur):
            raise
        raise Refus(*raisons_siret(entite.siret, pris=True)) from erreur


def reserver_siret(demande: Demande, le: datetime) -> None:
    """A draft reserves nothing; from now on nobody else has this SIRET [ENT-02]."""
    if demande.genre == TypeDemande.NOUVELLE_ENTITE:
        demande.entite.deposee_le = le
        enregistrer_entite(demande.entite)


def liberer_siret(demande: Demande) -> None:
    """An entity that will not be created reserves its SIRET no longer [ENT-02]."""
    if demande.genre == TypeDemande.NOUVELLE_ENTITE:
        Entite.objects.filter(pk=demande.entite_id, validee_le=None).update(deposee_le=None)
