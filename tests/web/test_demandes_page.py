"""The page of a request: what is open, what is wrong beside its piece, what is taken again, what a state means."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forprev.demandes.actions import administratif, complements, fiches, instruction, pieces, reprises, saisie, seances
from forprev.demandes.models import Demande
from forprev.demandes.states import Decision, Etat
from forprev.entites.models import Membre
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import PieceDemandee
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.conftest import Monde, fichier, monde
from tests.fabriques.jour import INSTANT, JOUR
from tests.socle.fichiers import pdf
from tests.texte import lisible

__all__ = ["monde"]

HIER = INSTANT - timedelta(days=1)


@pytest.fixture
def gestionnaire(monde):
    return f.gestionnaire(f.EntiteFactory(commune=monde.commune))


@pytest.fixture
def client(client_de, gestionnaire):
    return client_de(gestionnaire)


def pdf_recu(nom: str = "programme.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, pdf(), content_type="application/pdf")


# --- complements -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("DEM-10")
def test_complements_open_only_the_tabs_they_name(monde, gestionnaire, client):
    catec = f.DispositifNiveauFactory(niveau=2, plateforme_requise_du=date(2015, 1, 1))
    demande = monde.brouillon(gestionnaire, catec, HIER)
    saisie.ecrire_plateforme(
        par=gestionnaire,
        le=INSTANT,
        demande=demande,
        version=demande.version,
        saisie=saisie.SaisiePlateforme("Tour", "2 rue du Port", "92170", monde.commune),
    )
    demande = monde.relire(demande)
    saisie.soumettre(par=gestionnaire, le=INSTANT, demande=demande, version=demande.version)
    instruction.affecter(par=monde.instructeur, le=INSTANT, demandes=[demande.pk], a=monde.instructeur.personne)
    monde.complements(demande)

    pedagogique = client.get(f"/demandes/{demande.pk}/pedagogique/")
    assert "Onglet à reprendre: Éléments pédagogiques" in lisible(pedagogique)
    assert f"/demandes/{demande.pk}/pieces/programme/" in pedagogique.content.decode()
    assert "/retirer/" not in pedagogique.content.decode()  # what was sent stays in the file
    technique = client.get(f"/demandes/{demande.pk}/technique/")
    assert "n'est pas à reprendre" in lisible(technique)
    assert "Ajouter une plateforme" not in lisible(technique)


@pytest.mark.rule("DEM-10")
def test_the_answer_goes_back_to_the_caisse(monde, gestionnaire, client):
    demande = monde.prise(gestionnaire, le=HIER)
    monde.complements(demande)
    client.post(f"/demandes/{demande.pk}/pieces/programme/", {"fichier": pdf_recu("nouveau.pdf")})
    page = client.get(f"/demandes/{demande.pk}/pedagogique/").content.decode()
    assert page.count("/retirer/") == 1

    client.post(f"/demandes/{demande.pk}/soumettre/", {"version": monde.relire(demande).version})

    assert monde.relire(demande).etat == Etat.EN_INSTRUCTION


# --- pieces ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("DEM-07", "SEC-03")
def test_what_is_wrong_with_a_file_is_said_beside_its_piece(monde, gestionnaire, client):
    demande = monde.brouillon(gestionnaire)
    faux = SimpleUploadedFile("programme.pdf", b"MZ pas un PDF", content_type="application/pdf")

    reponse = client.post(f"/demandes/{demande.pk}/pieces/programme/", {"fichier": faux})

    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert 'href="#id_piece-programme_fichier"' in page
    assert 'id="id_piece-programme_fichier_erreur"' in page
    vide = client.post(f"/demandes/{demande.pk}/pieces/programme/", {})
    assert "Un fichier doit être joint." in vide.content.decode()
    assert client.post(f"/demandes/{demande.pk}/pieces/inconnue/", {"fichier": pdf_recu()}).status_code == 422


@pytest.mark.rule("DEM-19")
def test_a_draft_says_that_it_follows_the_pieces_in_force(monde, gestionnaire, client):
    demande = monde.brouillon(gestionnaire)
    adresse = f"/demandes/{demande.pk}/pedagogique/"
    assert "la liste se fige quand vous soumettez" in lisible(client.get(adresse))

    PieceDemandee.objects.create(
        code="cv", libelle="CV", famille="PEDAGOGIQUE", types_entite=["O", "E", "C"], du=JOUR - timedelta(days=1)
    )
    assert "CV" in lisible(client.get(adresse))

    PieceDemandee.objects.filter(code="cv").delete()
    saisie.soumettre(par=gestionnaire, le=INSTANT, demande=demande, version=demande.version)
    PieceDemandee.objects.create(
        code="cv", libelle="CV", famille="PEDAGOGIQUE", types_entite=["O", "E", "C"], du=JOUR - timedelta(days=1)
    )
    assert "CV" not in lisible(client.get(adresse))


def accordee(monde: Monde, gestionnaire) -> Habilitation:
    seance = monde.seance()
    demande = monde.decidee(monde.prise(gestionnaire), seance)
    seances.clore(par=monde.commission, le=INSTANT, seance=seance)
    habilitation = Habilitation.objects.avec_faits().get(demandes=demande)
    habilitation.periodes.update(fin=JOUR + timedelta(days=100))
    return Habilitation.objects.avec_faits().get(pk=habilitation.pk)


@pytest.mark.rule("DEM-14", "DEM-19")
def test_a_renewal_takes_its_pieces_again_and_marks_them(monde, gestionnaire, client):
    habilitation = accordee(monde, gestionnaire)
    demande = saisie.ouvrir_renouvellement(
        par=gestionnaire, le=INSTANT, habilitation=habilitation, cle_de_saisie=uuid.uuid4()
    )
    adresse = f"/demandes/{demande.pk}/pedagogique/"
    assert "Reprendre la pièce précédente" in lisible(client.get(adresse))

    reponse = client.post(f"/demandes/{demande.pk}/pieces/programme/reprendre/")

    assert reponse["Location"] == f"{adresse}#piece-programme"
    page = lisible(client.get(adresse))
    assert "inchangée" in page
    assert "Reprendre la pièce précédente" not in page
    ancienne, reprise = (d.pieces.get(code="programme") for d in Demande.objects.order_by("pk"))
    assert (reprise.sha256, reprise.fichier != ancienne.fichier) == (ancienne.sha256, True)

    client.post(f"/demandes/{demande.pk}/pieces/programme/", {"fichier": pdf_recu("autre.pdf")})
    assert "modifiée" in lisible(client.get(adresse))


@pytest.mark.rule("DEM-19")
def test_nothing_is_taken_again_where_nothing_was_given(monde, gestionnaire, client):
    demande = monde.brouillon(gestionnaire)

    reponse = client.post(f"/demandes/{demande.pk}/pieces/programme/reprendre/", follow=True)

    assert "Aucun fichier n'avait été déposé" in lisible(reponse)


# --- states ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("DEM-24")
def test_a_refused_request_is_copied_once(monde, gestionnaire, client):
    seance = monde.seance()
    refusee = monde.decidee(monde.prise(gestionnaire), seance, Decision.DEFAVORABLE, "Programme insuffisant.")
    seances.clore(par=monde.commission, le=INSTANT, seance=seance)
    reponse = client.get(f"/demandes/{refusee.pk}/")
    assert "Programme insuffisant." in lisible(reponse)
    assert "Copier dans une nouvelle demande" in lisible(reponse)

    for _ in range(2):
        suite = client.post(f"/demandes/{refusee.pk}/copier/", {"cle": str(reponse.context["cle"])})

    nouvelle = Demande.objects.exclude(pk=refusee.pk).get()
    assert suite["Location"] == f"/demandes/{nouvelle.pk}/"
    assert (nouvelle.etat, nouvelle.pieces.get().code) == (Etat.BROUILLON, "programme")


@pytest.mark.rule("DEM-24", "ENT-08")
def test_a_refused_update_is_proposed_again(monde, gestionnaire, client):
    demande = fiches.ouvrir(par=gestionnaire, le=INSTANT)
    fiche = monde.fiche(raison_sociale="AUTRE NOM")
    demande = fiches.enregistrer(par=gestionnaire, le=INSTANT, demande=demande, version=demande.version, fiche=fiche)
    pieces.deposer(
        par=gestionnaire, le=INSTANT, demande=demande, code=fiches.ATTESTATION, televersement=fichier("u.pdf")
    )
    demande = monde.relire(demande)
    demande = fiches.soumettre(par=gestionnaire, le=INSTANT, demande=demande, version=demande.version)
    assert "AUTRE NOM" in lisible(client.get(f"/demandes/{demande.pk}/"))
    assert "Ce qui change" in lisible(client.get(f"/demandes/{demande.pk}/"))
    administratif.refuser(
        par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version, motif="Pas de Kbis."
    )

    client.post(f"/demandes/{demande.pk}/copier/", {"cle": ""})

    nouvelle = Demande.objects.exclude(pk=demande.pk).get()
    assert nouvelle.proposition["raison_sociale"] == "AUTRE NOM"
    assert nouvelle.pieces.get().nom == "u.pdf"
    client.post(f"/demandes/{demande.pk}/copier/", {"cle": ""})
    assert Demande.objects.count() == 2


@pytest.mark.rule("DEM-24")
def test_only_a_refused_request_is_copied(monde, gestionnaire):
    demande = monde.brouillon(gestionnaire)

    with pytest.raises(Refus, match="refusée"):
        reprises.copier(par=gestionnaire, le=INSTANT, demande=demande, cle_de_saisie=uuid.uuid4())


@pytest.mark.rule("DEM-24", "DEM-10")
def test_a_withdrawn_and_a_closed_request_say_what_happened(monde, gestionnaire, client):
    abandonnee = monde.brouillon(gestionnaire)
    saisie.abandonner(par=gestionnaire, le=INSTANT, demande=abandonnee, version=abandonnee.version)
    page = lisible(client.get(f"/demandes/{abandonnee.pk}/"))
    assert "Abandonnée Depuis le 20 novembre 2026 Elle ne se reprend pas: vous pouvez en faire une autre." in page
    assert "Soumettre" not in page

    classee = monde.prise(gestionnaire)
    monde.complements(classee)
    tard = INSTANT + timedelta(days=120)
    complements.classer(
        par=monde.instructeur, le=tard, demande=classee, version=monde.relire(classee).version, motif=""
    )
    assert "Les compléments demandés ne sont pas arrivés à temps." in lisible(client.get(f"/demandes/{classee.pk}/"))


@pytest.mark.rule("DEM-09", "DEM-21")
def test_the_present_phase_says_what_comes_next(monde, gestionnaire, client):
    demande = monde.soumise(gestionnaire)

    page = lisible(client.get(f"/demandes/{demande.pk}/"))

    assert "Entre les mains de la caisse depuis aujourd'hui" in page
    assert "Ensuite: Instruction pédagogique" in page


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_sees_no_button(monde, gestionnaire, client):
    demande = monde.brouillon(gestionnaire)
    Membre.objects.filter(pk=gestionnaire.membre_id).update(lecture_jusqu_au=JOUR)

    page = lisible(client.get(f"/demandes/{demande.pk}/pedagogique/"))

    assert "Déposer" not in page
    assert "Soumettre" not in page
    assert "Abandonner" not in page
