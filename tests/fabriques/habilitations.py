from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from forprev.habilitations.models import Delegation, Habilitation, Periode, Plateforme, Suspension
from tests.fabriques.entites import EntiteFactory, MembreFactory
from tests.fabriques.jour import JOUR
from tests.fabriques.referentiel import CommuneFactory, DispositifNiveauFactory


class HabilitationFactory(DjangoModelFactory):
    """A right valid for five years around JOUR; `periode=False` for none, `periode__fin=…` to change it."""

    class Meta:
        model = Habilitation
        skip_postgeneration_save = True

    entite = factory.SubFactory(EntiteFactory)
    dispositif_niveau = factory.SubFactory(DispositifNiveauFactory)
    numero = factory.Sequence(lambda n: f"H{30000 + n}/2024/SST-1/C/00")

    @factory.post_generation
    def periode(self, create: bool, extracted: Any, **champs: Any) -> None:
        if create and extracted is not False:
            PeriodeFactory(habilitation=self, **champs)


class PeriodeFactory(DjangoModelFactory):
    class Meta:
        model = Periode

    habilitation = factory.SubFactory(HabilitationFactory, periode=False)
    debut = date(2024, 3, 1)
    fin = date(2029, 3, 1)
    accordee_le = factory.SelfAttribute("debut")


class SuspensionFactory(DjangoModelFactory):
    class Meta:
        model = Suspension

    habilitation = factory.SubFactory(HabilitationFactory)
    du = JOUR
    motif = "Contrôle sur place non conforme."


class PlateformeFactory(DjangoModelFactory):
    class Meta:
        model = Plateforme

    habilitation = factory.SubFactory(HabilitationFactory)
    nom = factory.Sequence(lambda n: f"Plateforme {n}")
    adresse = "1 rue des Essais"
    code_postal = "92170"
    commune = factory.SubFactory(CommuneFactory)
    validee_le = date(2024, 4, 1)


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation

    habilitation = factory.SubFactory(HabilitationFactory)
    membre = factory.SubFactory(MembreFactory, delegataire=True, entite=factory.SelfAttribute("..habilitation.entite"))
    depuis = date(2025, 1, 6)
