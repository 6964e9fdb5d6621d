from datetime import date

import factory
from factory.django import DjangoModelFactory

from forprev.certificats.documents import FaitsCertificat
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.certificats.numeros import tirer_numero
from forprev.comptes.models import Personne
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
    faits = factory.LazyAttribute(lambda c: _faits(c.certificat, c.personne).vers_json())
    fichier = factory.LazyAttribute(lambda c: f"formateurs/{c.certificat.numero}.pdf")
    sha256 = "0" * 64


def _faits(certificat: Certificat, personne: Personne) -> FaitsCertificat:
    """What a trainer certificate says, frozen at issue."""
    modele = certificat.modele
    return FaitsCertificat(
        titre=modele.titre,
        libelle_court=modele.libelle_court,
        dispositif=modele.dispositif_niveau.dispositif.libelle,
        couleur="#c2185b",
        competence=modele.competence,
        nom=personne.nom,
        prenom=personne.prenom,
        date_naissance=personne.date_naissance,
        numero_forprev=personne.numero,
        delivre_le=certificat.delivre_le,
        fin_validite=certificat.fin_validite,
        signataire_nom="Camille Exemple",
        signataire_fonction="Chef du département Formation",
        raison_sociale="MAIRIE DE VANVES",
        numero_habilitation="H30093/2022/SST-2/C/00",
        numero_certificat=certificat.numero,
    )
