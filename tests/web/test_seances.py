"""The commission decides on its screens."""

import pytest

from forprev.demandes.models import Courrier, Seance
from forprev.demandes.states import Etat
from tests import fabriques as f
from tests.demandes.conftest import monde
from tests.fabriques.jour import JOUR

__all__ = ["monde"]


@pytest.fixture
def client(monde, client_de):
    return client_de(monde.commission)


@pytest.mark.rule("DEM-11", "DEM-22")
def test_a_batch_is_decided_read_then_closed(monde, client):
    client.post("/seances/", {"jour": f"{JOUR:%d/%m/%Y}", "lieu": "Paris"})
    assert client.post("/seances/", {"jour": f"{JOUR:%d/%m/%Y}"}).status_code == 422
    seance = Seance.objects.get()
    demandes = [
        monde.inscrite(monde.prise(f.gestionnaire(f.EntiteFactory(commune=monde.commune))), seance) for _ in range(3)
    ]
    adresse = f"/seances/{seance.pk}/"
    assert client.get(adresse).status_code == 200
    assert client.post(adresse, {"decision": "FAVORABLE"}).status_code == 422
    refus = client.post(adresse, {"decision": "DEFAVORABLE", "numeros": [demandes[0].pk]})
    assert refus.status_code == 422

    client.post(adresse, {"decision": "DEFAVORABLE", "motif": "Équipe absente.", "numeros": [demandes[0].pk]})
    client.post(f"{adresse}clore/")
    assert not Courrier.objects.exists()
    client.post(adresse, {"decision": "FAVORABLE", "numeros": [d.pk for d in demandes[1:]]})
    lettres = client.get(f"{adresse}courriers/").content.decode()
    assert "Équipe absente." in lettres
    assert "attribué à la clôture" in lettres
    assert not Courrier.objects.exists()

    assert client.get(f"{adresse}clore/").status_code == 200
    for _ in range(2):
        client.post(f"{adresse}clore/")
    assert Courrier.objects.count() == 3
    assert {monde.relire(d).etat for d in demandes[1:]} == {Etat.ACCORDEE}
    assert client.get(f"{adresse}proces-verbal/").content.startswith(b"%PDF")
    assert client.get(adresse).status_code == client.get("/seances/").status_code == 200


def test_a_file_is_taken_off_the_agenda(monde, client):
    seance = monde.seance()
    demande = monde.inscrite(monde.prise(f.gestionnaire(f.EntiteFactory(commune=monde.commune))), seance)
    client.post(f"/seances/{seance.pk}/retirer/{demande.pk}/", {"version": demande.version})
    demande = monde.relire(demande)
    assert (demande.etat, demande.seance) == (Etat.EN_INSTRUCTION, None)
