"""Factories for every model, in a small believable world seen on one day, JOUR."""

from tests.fabriques.certification import SessionFactory, StagiaireFactory
from tests.fabriques.certificats import CertificatFactory, CertificatFormateurFactory
from tests.fabriques.comptes import PersonneFactory, RoleReseauFactory
from tests.fabriques.entites import EntiteFactory, MembreFactory
from tests.fabriques.habilitations import (
    DelegationFactory,
    HabilitationFactory,
    PeriodeFactory,
    PlateformeFactory,
    SuspensionFactory,
)
from tests.fabriques.jour import INSTANT, JOUR, il_y_a
from tests.fabriques.personnes import DemandeEffacementFactory, RectificationFactory
from tests.fabriques.profils import (
    acteur_sans_profil,
    assistance,
    commission,
    delegataire,
    demandeur,
    formateur,
    gestionnaire,
    inrs,
    instructeur,
)
from tests.fabriques.referentiel import (
    CaisseFactory,
    CodePostalFactory,
    CommuneFactory,
    DepartementFactory,
    DispositifFactory,
    DispositifNiveauFactory,
    ModeleCertificatFactory,
)

__all__ = [
    "INSTANT",
    "JOUR",
    "CaisseFactory",
    "CertificatFactory",
    "CertificatFormateurFactory",
    "CodePostalFactory",
    "CommuneFactory",
    "DelegationFactory",
    "DemandeEffacementFactory",
    "DepartementFactory",
    "DispositifFactory",
    "DispositifNiveauFactory",
    "EntiteFactory",
    "HabilitationFactory",
    "MembreFactory",
    "ModeleCertificatFactory",
    "PeriodeFactory",
    "PersonneFactory",
    "PlateformeFactory",
    "RectificationFactory",
    "RoleReseauFactory",
    "SessionFactory",
    "StagiaireFactory",
    "SuspensionFactory",
    "acteur_sans_profil",
    "assistance",
    "commission",
    "delegataire",
    "demandeur",
    "formateur",
    "gestionnaire",
    "il_y_a",
    "inrs",
    "instructeur",
]
