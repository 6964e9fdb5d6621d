"""Requests on the side of the entity: the administrative file, a habilitation, its pieces."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forprev.demandes.actions import administratif
from forprev.demandes.models import Demande
from forprev.demandes.states import Etat
from forprev.socle import files
from forprev.socle.televersements import POIDS_MAX
from tests import fabriques as f
from tests.demandes.conftest import SIRET, Monde, monde
from tests.fabriques.jour import INSTANT
from tests.socle.fichiers import pdf

__all__ = ["monde"]


def page_1(monde: Monde, demande: Demande, **suite) -> dict:
    return {
        "version": demande.version,
        "type": "E",
        "raison_sociale": "Ateliers du Bocage",
        "regime": "general",
        "siret": "732 829 320 00074",
        "adresse": "1 rue des Lilas",
        "code_postal": "92170",
        "commune": monde.commune.pk,
        **suite,
    }


def fichier(nom: str = "attestation.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, pdf(), content_type="application/pdf")


@pytest.fixture
def client(monde, client_de):
    f.CodePostalFactory(code="92170", commune=monde.commune)
    return client_de(monde.demandeur)


def test_a_new_entity_from_the_first_page_to_the_caisse(monde, client):
    reponse = client.post("/demandes/nouvelle-entite/")
    demande = Demande.objects.get()
    assert reponse["Location"] == f"/demandes/nouvelle-entite/{demande.pk}/"

    reponse = client.post(reponse["Location"], page_1(monde, demande, suivant="1"))
    assert reponse.status_code == 422
    assert "attestation URSSAF" in reponse.content.decode()

    demande.refresh_from_db()
    suite = page_1(monde, demande, suivant="1", attestation=fichier())
    reponse = client.post(f"/demandes/nouvelle-entite/{demande.pk}/", suite)
    assert reponse["Location"] == f"/demandes/nouvelle-entite/{demande.pk}/signataire/"

    demande.refresh_from_db()
    page_2 = {
        "version": demande.version,
        "signataire_nom": "Roussel",
        "signataire_prenom": "Martine",
        "fonction": "Autre",
        "autre_fonction": "Cogérante",
        "soumettre": "1",
    }
    reponse = client.post(reponse["Location"], page_2)
    assert reponse["Location"] == f"/demandes/{demande.pk}/"
    demande.refresh_from_db()
    assert (demande.etat, demande.entite.siret, demande.entite.signataire_fonction) == (
        Etat.EN_VALIDATION,
        SIRET,
        "Cogérante",
    )
    assert client.get(reponse["Location"]).status_code == 200
    assert client.get(f"/demandes/{demande.pk}/suivi/").status_code == 200
    assert client.get("/demandes/").status_code == client.get("/demandes/a-traiter/").status_code == 200


@pytest.mark.rule("DEM-16")
def test_a_page_read_before_another_change_keeps_what_was_typed(monde, client):
    demande = monde.nouvelle_entite()
    saisie = page_1(monde, demande, raison_sociale="Autre nom", version=1)
    reponse = client.post(f"/demandes/nouvelle-entite/{demande.pk}/", saisie)
    assert reponse.status_code == 422
    assert "a été modifiée" in reponse.content.decode()
    assert "Autre nom" in reponse.content.decode()


@pytest.fixture
def validee(monde, client):
    fiche = monde.nouvelle_entite()
    from forprev.demandes.actions import fiches

    fiche = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=fiche, version=fiche.version)
    administratif.valider(par=monde.instructeur, le=INSTANT, demande=fiche, version=fiche.version)
    return fiche.entite


def test_a_habilitation_is_asked_piece_by_piece(monde, client, validee):
    assert "SST / 1" in client.get("/demandes/nouvelle/").content.decode()
    cle = str(uuid.uuid4())
    for _ in range(2):
        reponse = client.post("/demandes/nouvelle/", {"niveau": monde.sst1.pk, "cle": cle})
    demande = Demande.objects.get(type="HABILITATION")
    assert reponse["Location"] == f"/demandes/{demande.pk}/"

    manques = client.post(f"/demandes/{demande.pk}/soumettre/", {"version": demande.version})
    assert manques.status_code == 422
    assert f"/demandes/{demande.pk}/pedagogique/#piece-programme" in manques.content.decode()

    client.post(f"/demandes/{demande.pk}/confirmer/", {"version": demande.version})
    depot = reverse("demande_piece_deposer", args=[demande.pk, "programme"])
    trop = SimpleUploadedFile("programme.pdf", b"x" * (POIDS_MAX + 1))
    assert client.post(depot, {"fichier": trop}).status_code == 422
    assert client.post(depot, {"fichier": fichier("programme.pdf")}).status_code == 302
    page = client.get(f"/demandes/{demande.pk}/pedagogique/").content.decode()
    assert "programme.pdf" in page
    piece = demande.pieces.get()
    recu = client.get(reverse("demande_piece", args=[demande.pk, piece.pk]))
    assert recu["Content-Disposition"].startswith("attachment")

    demande.refresh_from_db()
    client.post(f"/demandes/{demande.pk}/soumettre/", {"version": demande.version})
    demande.refresh_from_db()
    assert demande.etat == Etat.SOUMISE
    assert client.get(f"/demandes/{demande.pk}/abandonner/").status_code == 200
    client.post(f"/demandes/{demande.pk}/abandonner/", {"version": demande.version})
    demande.refresh_from_db()
    assert demande.etat == Etat.ABANDONNEE


def test_plateformes_come_and_go(monde, client, validee):
    catec = f.DispositifNiveauFactory(niveau=2, plateforme_requise_du=date(2015, 1, 1))
    demande = monde.brouillon(monde.demandeur, catec)
    page = {
        "version": demande.version,
        "nom": "Tour d’essai",
        "adresse": "2 rue du Port",
        "code_postal": "92170",
        "commune": monde.commune.pk,
    }
    assert client.post(f"/demandes/{demande.pk}/plateformes/", page).status_code == 302
    plateforme = demande.plateformes.get()
    assert "Tour d’essai" in client.get(f"/demandes/{demande.pk}/technique/").content.decode()
    modifier = reverse("demande_plateforme", args=[demande.pk, plateforme.pk])
    assert client.get(modifier).status_code == 200
    retirer = reverse("demande_plateforme_retirer", args=[demande.pk, plateforme.pk])
    assert client.get(retirer).status_code == 200
    demande.refresh_from_db()
    client.post(retirer, {"version": demande.version})
    assert not demande.plateformes.exists()


@pytest.mark.parametrize(("champ", "valeur"), [("siret", "1" * 18), ("raison_sociale", "\ufdfa" * 200)])
def test_what_is_too_long_for_the_register_never_breaks_the_page(monde, client, champ, valeur):
    client.post("/demandes/nouvelle-entite/")
    demande = Demande.objects.get()
    adresse = f"/demandes/nouvelle-entite/{demande.pk}/"
    reponse = client.post(adresse, page_1(monde, demande, enregistrer="1", **{champ: valeur}))
    assert reponse.status_code == (422 if champ == "siret" else 302)
    assert valeur in client.get(adresse).content.decode() or "14\u00a0chiffres" in reponse.content.decode()


def test_a_plateforme_leaves_with_its_files(monde, client, validee, django_capture_on_commit_callbacks):
    catec = f.DispositifNiveauFactory(niveau=2, plateforme_requise_du=date(2015, 1, 1))
    demande = monde.brouillon(monde.demandeur, catec)
    plateforme = demande.plateformes.create(nom="Tour", adresse="Port", code_postal="92170", commune=monde.commune)
    files.deposer("essai/tour.pdf", b"%PDF")
    demande.pieces.create(
        code="photos", plateforme=plateforme, nom="t.pdf", fichier="essai/tour.pdf", taille=4, deposee_le=INSTANT
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("demande_plateforme_retirer", args=[demande.pk, plateforme.pk]), {"version": demande.version}
        )
    assert not demande.pieces.filter(code="photos").exists()
    with pytest.raises(FileNotFoundError):
        files.lire("essai/tour.pdf")
