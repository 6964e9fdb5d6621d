"""*Mon entité*."""

import pytest

from forprev.entites.models import Entite
from forprev.web.entite.demandes.presentation import siret_lisible
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db


def page_de(client_de, **champs):
    return lisible(client_de(f.gestionnaire(f.EntiteFactory(**champs))).get("/mon-entite/"))


@pytest.mark.rule("ENT-01")
def test_types_and_regimes_are_those_of_the_field():
    assert Entite.Type.labels == ["Organisme de formation", "Entreprise", "Collectivité"]
    assert Entite.Regime.labels == [
        "Régime général",
        "Régime agricole",
        "Fonction publique",
        "Hors régime",
        "Autre",
    ]


@pytest.mark.rule("ENT-01")
def test_the_gestionnaire_reads_all_that_is_known(client_de):
    page = page_de(
        client_de,
        raison_sociale="MAIRIE DE VANVES",
        siret="21920075100015",
        complement_1="Hôtel de ville",
    )

    assert "MAIRIE DE VANVES Collectivité" in page
    assert "Régime Fonction publique" in page
    assert "SIRET 219 200 751 00015" in page
    assert "23 rue Mary-Besseyre Hôtel de ville 92170 Vanves" in page
    assert "Nom Martine Roussel Fonction Maire" in page


@pytest.mark.rule("ENT-03")
def test_the_caisse_is_that_of_the_commune(client_de):
    page = page_de(client_de)

    assert "Votre caisse Caisse Cramif" in page


@pytest.mark.rule("ENT-03")
def test_the_inrs_stands_where_there_is_no_caisse(client_de):
    departement = f.DepartementFactory(code="975", nom="Saint-Pierre-et-Miquelon", caisse=None)
    page = page_de(client_de, commune=f.CommuneFactory(code_insee="97502", nom="Saint-Pierre", departement=departement))

    assert "L'INRS tient lieu de caisse pour votre entité." in page


@pytest.mark.parametrize("type_entite", list(Entite.Type))
def test_only_organismes_have_publication_data(client_de, type_entite):
    page = page_de(client_de, type=type_entite, nom_commercial="Prévention Plus", portee_nationale=True)

    attendue = "Visible dans l'annuaire Non Nom commercial Prévention Plus"
    assert (attendue in page) is (type_entite == Entite.Type.ORGANISME)


def test_what_is_missing_is_said(client_de):
    page = page_de(client_de, signataire_nom="", signataire_prenom="", signataire_fonction="")

    assert "Nom Non renseigné Fonction Non renseigné" in page


def test_one_gestionnaire_alone_is_advised_a_second(client_de):
    acteur = f.gestionnaire()
    client = client_de(acteur)
    assert "Un second gestionnaire est conseillé" in lisible(client.get("/mon-entite/"))

    f.gestionnaire(Entite.objects.get(pk=acteur.entite_id))
    assert "Un second gestionnaire est conseillé" not in lisible(client.get("/mon-entite/"))


@pytest.mark.rule("SEC-01")
def test_nobody_else_reads_it(client_de):
    for acteur in (f.delegataire(), f.formateur(), f.inrs(), f.acteur_sans_profil()):
        assert client_de(acteur).get("/mon-entite/").status_code == 403


def test_a_siret_is_read_in_groups():
    assert siret_lisible("21920075100015") == "219\u00a0200\u00a0751\u00a000015"
    assert siret_lisible("") == ""
