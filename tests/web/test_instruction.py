"""The caisse instructs a file on its screens."""

import pytest

from forprev.demandes.models import Demande
from forprev.demandes.states import Etat, Phase
from tests import fabriques as f
from tests.demandes.conftest import monde

__all__ = ["monde"]


@pytest.fixture
def par(monde):
    return f.gestionnaire(f.EntiteFactory(commune=monde.commune, raison_sociale="MAIRIE D’ÉVRY"))


@pytest.fixture
def client(monde, client_de):
    return client_de(monde.instructeur)


def envoyer(client, demande: Demande, acte: str, **champs):
    demande.refresh_from_db()
    reponse = client.post(f"/instruction/{demande.pk}/{acte}/", {"version": demande.version, **champs})
    demande.refresh_from_db()
    return reponse


@pytest.mark.rule("DEM-15")
def test_the_queue_is_filtered_and_given_in_bulk(monde, client, par):
    demande = monde.soumise(par)
    page = client.get("/instruction/a-instruire/").content.decode()
    assert "MAIRIE D’ÉVRY" in page
    assert "MAIRIE D’ÉVRY" in client.get("/instruction/?texte=evry").content.decode()
    assert "MAIRIE D’ÉVRY" not in client.get("/instruction/?texte=rennes").content.decode()

    rien = client.post("/instruction/a-instruire/", {"affectee_a": monde.instructeur.personne.pk})
    assert rien.status_code == 422
    client.post("/instruction/a-instruire/", {"affectee_a": monde.instructeur.personne.pk, "numeros": [demande.pk]})
    demande.refresh_from_db()
    assert (demande.etat, demande.affectee_a) == (Etat.EN_INSTRUCTION, monde.instructeur.personne)
    assert client.get("/instruction/?affectation=moi").context["page"].paginator.count == 1


@pytest.mark.rule("DEM-15")
def test_another_caisse_sees_nothing(monde, client_de, par):
    demande = monde.soumise(par)
    ailleurs = client_de(f.instructeur(f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne")))
    assert ailleurs.get(f"/instruction/{demande.pk}/").status_code == 404
    assert ailleurs.post(f"/instruction/{demande.pk}/passer/", {"version": demande.version}).status_code == 404


def test_from_the_first_phase_to_a_meeting(monde, client, par):
    demande = monde.prise(par)
    assert client.get(f"/instruction/{demande.pk}/").status_code == 200
    refuse = envoyer(client, demande, "passer")
    assert (refuse.status_code, demande.phase) == (302, Phase.RECEVABILITE)

    for _ in range(2):
        ligne = demande.verifications.get(phase=demande.phase)
        client.post(f"/instruction/{demande.pk}/verifications/{ligne.pk}/", {"resultat": "CONFORME"})
        envoyer(client, demande, "passer")
    assert demande.phase == Phase.AVIS

    assert envoyer(client, demande, "avis", avis="DEFAVORABLE").status_code == 422
    envoyer(client, demande, "avis", avis="RESERVE", motif="Équipe réduite.")
    seance = monde.seance()
    envoyer(client, demande, "inscrire", seance=seance.pk)
    assert (demande.etat, demande.seance) == (Etat.INSCRITE, seance)
    assert client.get(f"/instruction/{demande.pk}/").status_code == 200


def test_complements_are_asked_and_withdrawn(monde, client, par):
    demande = monde.prise(par)
    assert envoyer(client, demande, "complements", motif="Le programme.").status_code == 422
    envoyer(client, demande, "complements", motif="Le programme.", onglets=["pedagogique"])
    assert demande.etat == Etat.COMPLEMENTS_DEMANDES
    assert client.get(f"/instruction/{demande.pk}/").status_code == 200
    assert envoyer(client, demande, "classer", motif="Sans réponse.").status_code == 422
    envoyer(client, demande, "complements/retirer")
    assert demande.etat == Etat.EN_INSTRUCTION


@pytest.mark.rule("DEM-17")
def test_an_internal_note_stays_with_the_reseau(monde, client, client_de, par):
    demande = monde.prise(par)
    envoyer(client, demande, "annoter", texte="À voir avec le siège.", interne="on")
    envoyer(client, demande, "annoter", texte="Bonjour, pouvez-vous préciser ?")
    entite = client_de(par).get(f"/demandes/{demande.pk}/suivi/").content.decode()
    assert "pouvez-vous préciser" in entite
    assert "À voir avec le siège" not in entite
    assert "À voir avec le siège" in client.get(f"/instruction/{demande.pk}/").content.decode()


def test_a_file_moves_to_another_caisse_with_a_reason(monde, client, par):
    demande = monde.prise(par)
    ailleurs = f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne")
    assert envoyer(client, demande, "transferer", caisse=ailleurs.pk).status_code == 422
    envoyer(client, demande, "transferer", caisse=ailleurs.pk, motif="Siège en Bretagne.")
    assert (demande.caisse, demande.affectee_a) == (ailleurs, None)
    assert client.get(f"/instruction/{demande.pk}/").status_code == 404
