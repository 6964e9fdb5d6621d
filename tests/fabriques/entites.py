from datetime import date

import factory
from factory.django import DjangoModelFactory

from forprev.entites.models import Entite, Membre
from tests.fabriques.comptes import PersonneFactory
from tests.fabriques.jour import il_y_a
from tests.fabriques.referentiel import CommuneFactory


def siret(rang: int) -> str:
    """A SIRET with a valid key, another for each rank."""
    debut = f"{rang:08}"
    siren = debut + _cle_de_luhn(debut)
    etablissement = f"{siren}0001"
    return etablissement + _cle_de_luhn(etablissement)


def _cle_de_luhn(chiffres: str) -> str:
    doubles = [int(c) * (2 if i % 2 == 0 else 1) for i, c in enumerate(reversed(chiffres))]
    return str(-sum(sum(divmod(d, 10)) for d in doubles) % 10)


class EntiteFactory(DjangoModelFactory):
    class Meta:
        model = Entite

    type = Entite.Type.COLLECTIVITE.value
    raison_sociale = factory.Sequence(lambda n: f"MAIRIE DE VILLENEUVE {n}")
    regime = Entite.Regime.FONCTION_PUBLIQUE.value
    siret = factory.Sequence(lambda n: siret(n + 1))
    adresse = "23 rue Mary-Besseyre"
    code_postal = "92170"
    commune = factory.SubFactory(CommuneFactory)
    signataire_nom = "Roussel"
    signataire_prenom = "Martine"
    signataire_fonction = "Maire"
    validee_le = il_y_a(600)


class MembreFactory(DjangoModelFactory):
    class Meta:
        model = Membre

    entite = factory.SubFactory(EntiteFactory)
    personne = factory.SubFactory(PersonneFactory)
    role = Membre.Role.GESTIONNAIRE.value
    depuis = date(2025, 1, 6)

    class Params:
        delegataire = factory.Trait(
            role=Membre.Role.DELEGATAIRE.value, description="Site de Meudon", lien_declare_le=il_y_a(300)
        )
        demandeur = factory.Trait(
            role=Membre.Role.DEMANDEUR.value,
            entite=factory.SubFactory(EntiteFactory, raison_sociale="", siret="", validee_le=None),
        )
