"""*Demander une rectification* and *Mes données*, on screen."""

import io
import json

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from forprev.personnes.models import DemandeEffacement, Rectification
from forprev.socle import files
from tests import fabriques as f
from tests.texte import lisible, normaliser

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "trois petits chats gris"
ADRESSE, DONNEES, EFFACEMENT = "/mon-profil/rectification/", "/mon-profil/mes-donnees/", "/mon-profil/effacement/"


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def personne():
    return f.PersonneFactory(nom="Canari", prenom="Anne", password=make_password(MOT_DE_PASSE))


@pytest.fixture
def client(personne, client_de):
    return client_de(f.acteur_sans_profil(personne))


def saisie(**champs):
    return {"nom": "Zyxcanari", "prenom": "Anne", "date_naissance": "29/02/1980", "motif": "Une faute."} | champs


def image(nom="carte.png"):
    sortie = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(sortie, "PNG")
    return SimpleUploadedFile(nom, sortie.getvalue())


# --- rectification ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-07")
def test_asked_from_the_profile_it_says_by_when_one_is_answered(client, personne):
    page = lisible(client.get(ADRESSE))
    assert "Aujourd'hui: Canari" in page
    reponse = client.post(ADRESSE, saisie(preuve=image()), follow=True)

    assert reponse.redirect_chain == [("/mon-profil/", 302)]
    attendu = "Votre demande de rectification est envoyée à l'assistance. Réponse au plus tard le 20 décembre 2026"
    assert attendu in lisible(reponse)
    demande = Rectification.objects.get(personne=personne)
    assert (demande.nom, demande.preuve_type) == ("Zyxcanari", "image/png")


@pytest.mark.rule("ACC-06", "ACC-07")
def test_asked_before_the_first_sign_in_is_done_it_leads_back_there(client_de):
    nouvelle = f.PersonneFactory(nouvelle=True, nom="Canari", prenom="Anne")
    client = client_de(f.acteur_sans_profil(nouvelle))

    assert "Première connexion" in lisible(client.get(ADRESSE))
    assert client.post(ADRESSE, saisie())["Location"] == "/premiere-connexion/"
    assert Rectification.objects.filter(personne=nouvelle).exists()


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"nom": "Canari"}, "Rien ne change"),
        ({"nom": "😀"}, "au moins une lettre"),
        ({"nom": "Canari 😀"}, "un symbole ou un dessin"),
        ({"nom": "\u202e\u200b"}, "obligatoire"),
        ({"nom": "a" * 200}, "au plus 100 caractères"),
        ({"nom": ""}, "obligatoire"),
        ({"date_naissance": "31/02/1980"}, "n’existe pas"),
        ({"date_naissance": "21/11/2026"}, "dans le futur"),
        ({"date_naissance": "01/01/1901"}, "impossible"),
        ({"date_naissance": "hier"}, "JJ/MM/AAAA"),
        ({"motif": " "}, "obligatoire"),
        ({"motif": "a" * 2001}, "au plus 2000"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(client, champs, attendu):
    reponse = client.post(ADRESSE, saisie(**champs))

    assert reponse.status_code == 422
    assert normaliser(attendu) in lisible(reponse)
    assert 'value="Anne"' in reponse.content.decode()
    assert not Rectification.objects.exists()


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize("nom", ["محمد", "山田", "\u202eDupont\u202c", "O'Hara", "a" * 100])
def test_names_of_any_script_are_taken_as_written_without_tricks(client, nom):
    assert client.post(ADRESSE, saisie(nom=nom)).status_code == 302
    assert Rectification.objects.get().nom == nom.replace("\u202e", "").replace("\u202c", "").replace("'", "’")


@pytest.mark.rule("SEC-03")
@pytest.mark.parametrize(
    "contenu", [b"", b"MZ\x90\x00", b"%PDF-1.7 faux", b"<script>alert(1)</script>", b"\x89PNG\r\n"]
)
def test_a_file_that_lies_is_refused_with_the_form(client, contenu, tmp_path):
    reponse = client.post(ADRESSE, saisie(preuve=SimpleUploadedFile("carte.png", contenu)))

    assert reponse.status_code == 422
    assert 'value="Zyxcanari"' in reponse.content.decode()
    assert not [chemin for chemin in tmp_path.rglob("*") if chemin.is_file()]


@pytest.mark.rule("ACC-07")
def test_an_open_request_is_shown_completed_and_withdrawn(client):
    client.post(ADRESSE, saisie(preuve=image()))
    page = lisible(client.get(ADRESSE))
    assert "Réponse au plus tard le 20 décembre 2026" in page
    assert 'value="Zyxcanari"' in client.get(ADRESSE).content.decode()

    assert client.post(ADRESSE, saisie(prenom="Annie", retirer_preuve="on")).status_code == 302
    demande = Rectification.objects.get()
    assert (demande.prenom, demande.preuve, demande.version) == ("Annie", "", 2)
    assert client.get(reverse("rectification_retirer")).status_code == 200
    client.post(reverse("rectification_retirer"))
    assert Rectification.objects.get().etat == "RETIREE"
    assert "Cette demande n'est plus en cours" in lisible(client.post(reverse("rectification_retirer"), follow=True))


@pytest.mark.rule("RGP-08")
def test_ones_own_proof_is_a_download_while_the_request_is_open(client, client_de):
    client.post(ADRESSE, saisie(preuve=image()))
    reponse = client.get(reverse("rectification_ma_preuve"))

    assert reponse["Content-Type"] == "image/png"
    assert reponse["Content-Disposition"].startswith('attachment; filename="justificatif-rectification-')
    assert (reponse["X-Content-Type-Options"], reponse["Cache-Control"]) == ("nosniff", "private, no-store")
    assert client_de(f.gestionnaire()).get(reverse("rectification_ma_preuve")).status_code == 404
    client.post(reverse("rectification_retirer"))
    assert client.get(reverse("rectification_ma_preuve")).status_code == 404


@pytest.mark.rule("ACC-07")
def test_the_answer_is_read_there(client, personne):
    f.RectificationFactory(personne=personne, refusee=True, reponse="Aucune pièce <b>ne</b> le montre.")

    page = client.get(ADRESSE).content.decode()
    assert "Aucune pièce &lt;b&gt;ne&lt;/b&gt; le montre." in page
    assert "Canari" in page


# --- own data --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("RGP-04")
def test_what_is_held_is_said_and_taken_away(client, personne):
    f.CertificatFormateurFactory(personne=personne)
    assert "Certificats de formateur 1" in lisible(client.get(DONNEES))

    fichier = client.get(reverse("donnees_json"))
    assert (fichier["Content-Type"], fichier["Cache-Control"]) == ("application/json", "private, no-store")
    assert f"forprev-mes-donnees-{personne.numero}-2026-11-20.json" in fichier["Content-Disposition"]
    assert json.loads(fichier.content)["compte"]["Nom"] == "Canari"
    pdf = client.get(reverse("donnees_pdf"))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_page_costs_a_bounded_number_of_queries(client, personne, nb_requetes):
    client.get(DONNEES)
    with nb_requetes() as compte:
        client.get(DONNEES)
    f.CertificatFormateurFactory.create_batch(5, personne=personne)
    with nb_requetes() as encore:
        client.get(DONNEES)

    assert encore.nombre <= compte.nombre + 1


# --- erasure ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("RGP-04")
def test_an_erasure_is_asked_with_the_password_and_withdrawn(client, personne):
    page = lisible(client.get(EFFACEMENT))
    assert "vos certificats de formateur" in page
    assert "À régler" not in page
    refusee = client.post(EFFACEMENT, {"mot_de_passe": "autre chose"})
    assert refusee.status_code == 422
    assert not DemandeEffacement.objects.exists()

    reponse = client.post(EFFACEMENT, {"mot_de_passe": MOT_DE_PASSE}, follow=True)
    assert reponse.redirect_chain == [(DONNEES, 302)]
    assert "Réponse au plus tard le 20 décembre 2026" in lisible(reponse)
    assert client.get(EFFACEMENT)["Location"] == DONNEES
    assert client.get(reverse("effacement_retirer")).status_code == 200
    assert "votre compte reste ouvert" in lisible(client.post(reverse("effacement_retirer"), follow=True))
    assert DemandeEffacement.objects.get(personne=personne).etat == "RETIREE"


@pytest.mark.rule("RGP-04", "ACC-11")
def test_what_stands_in_the_way_is_said_before_asking(client_de):
    seul = f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))

    page = lisible(client_de(seul).get(EFFACEMENT))
    assert "À régler avant que l'effacement soit possible" in page
    assert "MAIRIE DE VANVES" in page


@pytest.mark.rule("RGP-04")
def test_a_refusal_is_read_there(client, personne):
    f.DemandeEffacementFactory(personne=personne, refusee=True, reponse="Une session vous attend.")
    page = lisible(client.get(DONNEES))

    assert "Une session vous attend." in page
    assert "Demander l'effacement" in page


def test_a_file_gone_meanwhile_is_a_404(client, personne):
    f.RectificationFactory(personne=personne, preuve="rectifications/x.png", preuve_type="image/png")
    assert client.get(reverse("rectification_ma_preuve")).status_code == 404
    files.deposer("rectifications/x.png", b"x")
    assert client.get(reverse("rectification_ma_preuve")).status_code == 200
