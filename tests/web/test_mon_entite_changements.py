"""*Mon entité*: what changes at once, what is instructed; the attestation in force."""

import pytest

from forprev.demandes.actions import fiches
from forprev.entites.actions.informations import Publication, changer_publication
from forprev.entites.models import Entite, Membre
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db

PUBLICATION = {
    "publiee": "on",
    "nom_commercial": "Prévention Plus",
    "telephone": "01 02 03 04 05",
    "email": "contact+annuaire@exemple.fr",
    "site": "exemple.fr",
    "portee_nationale": "oui",
}


@pytest.fixture
def organisme(db):
    return f.gestionnaire(f.EntiteFactory(type="O", raison_sociale="PRÉVENTION PLUS"))


def relue(acteur) -> Entite:
    return Entite.objects.get(pk=acteur.entite_id)


@pytest.mark.rule("ENT-06", "ENT-07")
def test_publication_is_off_until_chosen_and_applies_at_once(client_de, organisme):
    client = client_de(organisme)
    assert relue(organisme).publiee is False
    page = client.get("/mon-entite/publication/")
    assert "checked" not in page.content.decode().split('name="publiee"')[1].split(">")[0]

    assert client.post("/mon-entite/publication/", PUBLICATION).status_code == 302

    entite = relue(organisme)
    assert (entite.publiee, entite.nom_commercial, entite.site, entite.portee_nationale) == (
        True,
        "Prévention Plus",
        "https://exemple.fr",
        True,
    )
    ligne = EntreeJournal.objects.get(verbe="publication changée")
    assert ligne.details["publiee"] is True
    client.post("/mon-entite/publication/", PUBLICATION)
    assert EntreeJournal.objects.filter(verbe="publication changée").count() == 1


@pytest.mark.rule("ENT-06")
def test_bad_publication_data_loses_nothing_typed(client_de, organisme):
    reponse = client_de(organisme).post("/mon-entite/publication/", {**PUBLICATION, "email": "pas une adresse"})

    assert reponse.status_code == 422
    assert "Prévention Plus" in reponse.content.decode()


@pytest.mark.rule("ENT-06", "ENT-12")
def test_only_an_organisme_publishes(client_de, jour):
    acteur = f.gestionnaire(f.EntiteFactory(type="E"))

    assert client_de(acteur).get("/mon-entite/publication/").status_code == 404
    with pytest.raises(Refus, match="organismes de formation"):
        changer_publication(par=acteur, le=f.INSTANT, publication=Publication(publiee=True))


@pytest.mark.rule("ENT-05", "ENT-07")
def test_the_signataire_changes_at_once(client_de, organisme):
    client = client_de(organisme)
    page = {"signataire_nom": "Ndiaye", "signataire_prenom": "Awa", "fonction": "Autre", "autre_fonction": ""}
    assert client.post("/mon-entite/signataire/", page).status_code == 422

    client.post("/mon-entite/signataire/", {**page, "autre_fonction": "Cogérante"})

    assert "Nom Awa Ndiaye Fonction Cogérante" in lisible(client.get("/mon-entite/"))
    assert EntreeJournal.objects.filter(verbe="signataire changé").count() == 1


@pytest.mark.rule("ENT-08")
def test_an_open_update_is_shown_and_joined(client_de, organisme):
    client = client_de(organisme)
    assert "Actualiser les informations" in lisible(client.get("/mon-entite/"))
    demande = fiches.ouvrir(par=organisme, le=f.INSTANT)

    page = lisible(client.get("/mon-entite/"))

    assert "Mise à jour administrative: brouillon" in page
    assert f"demande n°{demande.pk}" in page
    reponse = client.get("/mon-entite/actualiser/")
    assert reponse["Location"] == f"/demandes/nouvelle-entite/{demande.pk}/"


@pytest.mark.rule("ENT-04", "RGP-08")
def test_the_attestation_in_force_is_a_download_of_its_gestionnaires(client_de, organisme):
    client = client_de(organisme)
    assert client.get("/mon-entite/attestation/").status_code == 404
    files.deposer("pieces/essai.pdf", b"%PDF-1.7")
    Entite.objects.filter(pk=organisme.entite_id).update(
        urssaf_fichier="pieces/essai.pdf", urssaf_nom="vigilance.pdf", urssaf_type="application/pdf"
    )

    recu = client.get("/mon-entite/attestation/")

    assert recu["Content-Disposition"] == 'attachment; filename="vigilance.pdf"'
    assert "vigilance.pdf" in lisible(client.get("/mon-entite/"))
    assert client_de(f.delegataire()).get("/mon-entite/attestation/").status_code == 403


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_reads_and_changes_nothing(client_de, organisme):
    f.gestionnaire(relue(organisme))
    Membre.objects.filter(pk=organisme.membre_id).update(lecture_jusqu_au=f.JOUR)
    client = client_de(organisme)

    assert "Modifier" not in lisible(client.get("/mon-entite/"))
    assert client.post("/mon-entite/publication/", PUBLICATION).status_code == 403


def test_names_of_two_hundred_characters_are_refused_beside_their_field(client_de, organisme):
    page = {"signataire_nom": "é" * 200, "signataire_prenom": "😀", "fonction": "Maire"}

    assert client_de(organisme).post("/mon-entite/signataire/", page).status_code == 422
