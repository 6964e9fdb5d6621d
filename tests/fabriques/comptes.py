from datetime import date

import factory
from factory.django import DjangoModelFactory

from forprev.comptes.models import Personne, RoleReseau
from forprev.comptes.states import Profil
from tests.fabriques.jour import il_y_a
from tests.fabriques.referentiel import CaisseFactory

NOMS = ["Lefèvre", "N’Guyen-Le Goff", "Da Silva", "Benali", "Œuvrard", "Kowalczyk", "Hoareau", "Müller"]
PRENOMS = ["Anne-Laure", "Karim", "Zoé", "Jean", "Maëlle", "Tomasz", "Élise", "Yves"]


class PersonneFactory(DjangoModelFactory):
    """A person who has already signed in once; `client.force_login` needs no password."""

    class Meta:
        model = Personne

    numero = factory.Sequence(lambda n: f"{chr(65 + n // 100000 % 26)}AB{n % 100000:05}")
    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    nom = factory.Sequence(lambda n: NOMS[n % len(NOMS)])
    prenom = factory.Sequence(lambda n: PRENOMS[n // len(NOMS) % len(PRENOMS)])
    date_naissance = date(1980, 2, 29)
    password = "!"
    creee_le = il_y_a(700)
    premiere_connexion_le = il_y_a(699)
    hors_caisse = True

    class Params:
        nouvelle = factory.Trait(premiere_connexion_le=None, hors_caisse=False)


class RoleReseauFactory(DjangoModelFactory):
    class Meta:
        model = RoleReseau

    personne = factory.SubFactory(PersonneFactory)
    nature = Profil.INRS.value

    class Params:
        instructeur = factory.Trait(nature=Profil.INSTRUCTEUR.value, caisse=factory.SubFactory(CaisseFactory))
