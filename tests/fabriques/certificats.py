from datetime import date

import factory
from factory.django import DjangoModelFactory

from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.certificats.numeros import tirer_numero
from tests.fabriques.comptes import PersonneFactory
from tests.fabriques.referentiel import ModeleCertificatFactory


class CertificatFactory(DjangoModelFactory):
    """A line of the register: by default a trainer's, valid around JOUR."""

    class Meta:
        model = Certificat

    numero = factory.LazyFunction(tirer_numero)
    modele = factory.SubFactory(ModeleCertificatFactory, dispositif_niveau__niveau=2)
    delivre_le = date(2025, 3, 1)
    fin_validite = date(2028, 3, 1)


class CertificatFormateurFactory(DjangoModelFactory):
    class Meta:
        model = CertificatFormateur

    personne = factory.SubFactory(PersonneFactory)
    certificat = factory.SubFactory(CertificatFactory)
    dispositif_niveau = factory.SelfAttribute("certificat.modele.dispositif_niveau")
    faits = factory.Dict({})
    fichier = factory.LazyAttribute(lambda c: f"formateurs/{c.certificat.numero}.pdf")
    sha256 = "0" * 64
