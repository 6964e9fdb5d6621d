"""The lists of the INRS and of the demonstration read as much with 10 rows as with 1,000."""

from datetime import date, timedelta

import pytest

from forprev.courriels.models import Courriel
from forprev.referentiel.models import ModeleCertificat, Signataire
from tests.fabriques.jour import INSTANT
from tests.fabriques.nombreux import verifier_liste_constante
from tests.fabriques.profils import inrs
from tests.fabriques.referentiel import DispositifNiveauFactory


def _modeles(nombre: int) -> None:
    niveau, deja = DispositifNiveauFactory(), ModeleCertificat.objects.count()
    ModeleCertificat.objects.bulk_create(
        ModeleCertificat(
            dispositif_niveau=niveau,
            code=f"M{rang}",
            libelle_court=f"M{rang}",
            titre="Titre",
            competence="Sait.",
            effet_du=date(2015, 1, 1),
        )
        for rang in range(deja, deja + nombre)
    )


def _signataires(nombre: int) -> None:
    deja = Signataire.objects.count()
    jours = [date(2015, 1, 1) + timedelta(days=rang) for rang in range(deja, deja + nombre)]
    Signataire.objects.bulk_create(
        Signataire(nom="NOM", prenom="Prénom", fonction="Fonction", du=jour, au=jour) for jour in jours
    )


def _courriels(nombre: int) -> None:
    deja = Courriel.objects.count()
    Courriel.objects.bulk_create(
        Courriel(cle=f"c{rang}", destinataire="a@example.org", sujet="S", texte="T", html="T", cree_le=INSTANT)
        for rang in range(deja, deja + nombre)
    )


@pytest.mark.parametrize(
    ("adresse", "ajouter"),
    [
        ("/referentiel/modeles/", _modeles),
        ("/referentiel/signataires/", _signataires),
        ("/courriels-demo/", _courriels),
    ],
)
def test_a_list_reads_as_much_with_a_thousand_rows(client_de, nb_requetes, adresse, ajouter):
    verifier_liste_constante(client_de(inrs()), adresse, ajouter, nb_requetes)
