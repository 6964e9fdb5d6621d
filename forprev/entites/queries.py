"""Reads of entities for screens."""

from django.db.models import QuerySet

from forprev.entites.models import Entite, EntiteQuerySet, Membre


def avec_territoire(entites: EntiteQuerySet) -> EntiteQuerySet:
    """With what their address and their caisse read, in one query."""
    return entites.select_related("commune__departement__caisse")


def gestionnaires(entite: Entite) -> QuerySet[Membre]:
    """Those who run the account of the entity, by name."""
    membres = Membre.objects.gestionnaires().filter(entite=entite).select_related("personne")
    return membres.order_by("personne__nom_tri", "personne__prenom_cle", "pk")
