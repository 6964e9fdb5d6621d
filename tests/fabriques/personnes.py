from datetime import date

import factory
from factory.django import DjangoModelFactory

from forprev.personnes.models import DemandeEffacement, Rectification
from tests.fabriques.comptes import PersonneFactory
from tests.fabriques.jour import il_y_a


class RectificationFactory(DjangoModelFactory):
    """Asked four days before JOUR, without proof: the nom alone is to be corrected."""

    class Meta:
        model = Rectification

    personne = factory.SubFactory(PersonneFactory)
    nom = "Martin-Duval"
    prenom = factory.SelfAttribute("personne.prenom")
    date_naissance = factory.SelfAttribute("personne.date_naissance")
    avant_nom = factory.SelfAttribute("personne.nom")
    avant_prenom = factory.SelfAttribute("personne.prenom")
    avant_date_naissance = date(1980, 2, 29)
    motif = "Mon nom d’usage est devenu mon nom de famille."
    deposee_le = il_y_a(4)

    class Params:
        refusee = factory.Trait(etat="REFUSEE", traitee_le=il_y_a(1), reponse="Aucune pièce ne montre ce nom.")
        acceptee = factory.Trait(etat="ACCEPTEE", traitee_le=il_y_a(1))


class DemandeEffacementFactory(DjangoModelFactory):
    class Meta:
        model = DemandeEffacement

    personne = factory.SubFactory(PersonneFactory)
    deposee_le = il_y_a(4)

    class Params:
        refusee = factory.Trait(etat="REFUSEE", traitee_le=il_y_a(1), reponse="Vous dirigez seul un compte d’entité.")
