"""The least reference data that an object needs; the real files are never loaded here."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from forprev.referentiel.models import (
    Caisse,
    CodePostal,
    Commune,
    Departement,
    Dispositif,
    DispositifNiveau,
    ModeleCertificat,
)
from forprev.socle.text import cle


class CaisseFactory(DjangoModelFactory):
    class Meta:
        model = Caisse
        django_get_or_create = ("code",)

    code = "CRAMIF"
    nom = factory.LazyAttribute(lambda caisse: caisse.code.capitalize())
    type = "cramif"


class DepartementFactory(DjangoModelFactory):
    class Meta:
        model = Departement
        django_get_or_create = ("code",)

    code = "92"
    nom = "Hauts-de-Seine"
    region_code = "11"
    region = "Île-de-France"
    caisse = factory.SubFactory(CaisseFactory)


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("code_insee",)

    code_insee = "92075"
    nom = "Vanves"
    nom_cle = factory.LazyAttribute(lambda commune: cle(commune.nom))
    departement = factory.SubFactory(DepartementFactory)


class CodePostalFactory(DjangoModelFactory):
    class Meta:
        model = CodePostal
        django_get_or_create = ("code", "commune")

    code = "92170"
    commune = factory.SubFactory(CommuneFactory)


class DispositifFactory(DjangoModelFactory):
    class Meta:
        model = Dispositif
        django_get_or_create = ("code",)

    code = "SST"
    libelle = factory.LazyAttribute(lambda dispositif: f"Dispositif {dispositif.code}")
    code_numero = factory.LazyAttribute(lambda dispositif: cle(dispositif.code).upper())
    prefixe_modele = factory.SelfAttribute("code")
    couleur = "#c81e1e"


class DispositifNiveauFactory(DjangoModelFactory):
    class Meta:
        model = DispositifNiveau
        django_get_or_create = ("dispositif", "niveau")

    dispositif = factory.SubFactory(DispositifFactory)
    niveau = 1
    groupe_min = 4
    groupe_max = 10


class ModeleCertificatFactory(DjangoModelFactory):
    class Meta:
        model = ModeleCertificat
        django_get_or_create = ("code",)

    dispositif_niveau = factory.SubFactory(DispositifNiveauFactory)
    code = factory.LazyAttribute(lambda m: f"{m.dispositif_niveau.dispositif_id}-{m.dispositif_niveau.niveau}")
    libelle_court = factory.SelfAttribute("code")
    titre = factory.LazyAttribute(lambda modele: f"Titre du modèle {modele.code}")
    validite_mois = factory.LazyAttribute(lambda m: 24 if m.dispositif_niveau.niveau == 1 else 36)
    competence = "Sait ce que la formation enseigne."
    effet_du = date(2015, 1, 1)
