"""Files through the doors that people use: what they send, what they get [SEC-03, RGP-08]."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forprev.personnes.models import Rectification
from tests import fabriques as f
from tests.socle import fichiers
from tests.texte import lisible

SAISIE = {"nom": "Lefèvre", "prenom": "Anne", "date_naissance": "01/03/1980", "motif": "Erreur de saisie."}


@pytest.fixture
def dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def envoyer(client, contenu: bytes, nom: str = "preuve.pdf", type_mime: str = "application/pdf"):
    envoi = SAISIE | {"preuve": SimpleUploadedFile(nom, contenu, type_mime)}
    return client.post(reverse("rectification_demander"), envoi)


MENSONGES = {
    "empty": b"",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": fichiers.HTML,
    "html-then-pdf": fichiers.HTML + fichiers.pdf(),
    "pdf-then-zip": fichiers.pdf() + fichiers.archive(a=b"a"),
    "jpeg-then-zip": fichiers.image("JPEG") + fichiers.archive(a=b"a"),
    "zip-bomb": fichiers.archive(a=b"0" * 20_000_000),
    "pdf-bomb": fichiers.pdf_bombe(80_000_000),
    "picture-bomb": fichiers.png_demesure(50_000),
    "11 MB": fichiers.pdf() + b"0" * 11 * 2**20,
}


@pytest.mark.rule("SEC-03")
@pytest.mark.parametrize("contenu", MENSONGES.values(), ids=MENSONGES)
def test_a_file_that_lies_is_refused_beside_its_field_and_leaves_nothing(client_de, dossier, contenu):
    reponse = envoyer(client_de(f.gestionnaire()), contenu)
    assert reponse.status_code == 422
    assert "preuve" in reponse.context["form"].errors
    assert "Erreur de saisie." in lisible(reponse)
    assert not Rectification.objects.exists()
    assert [p for p in dossier.rglob("*") if p.is_file()] == []


@pytest.mark.rule("SEC-03", "RGP-08")
def test_a_file_is_given_back_clean_as_a_download_to_its_owner_alone(client_de, dossier):
    proprietaire = client_de(f.gestionnaire())
    photo = fichiers.image("JPEG", comment=b"COMMENTAIRE-SECRET")
    assert envoyer(proprietaire, photo, '../../x";\r\nX-Mal: 1\r\n.html', "text/html").status_code == 302
    recue = proprietaire.get(reverse("rectification_ma_preuve"))
    assert (recue.status_code, recue["Content-Type"]) == (200, "image/jpeg")
    assert recue["Content-Disposition"].startswith("attachment; filename=")
    assert recue["X-Content-Type-Options"] == "nosniff"
    assert recue["Cache-Control"] == "private, no-store"
    assert "X-Mal" not in recue
    assert b"SECRET" not in recue.content
    assert client_de(f.gestionnaire()).get(reverse("rectification_ma_preuve")).status_code == 404
    (garde,) = (p for p in dossier.rglob("*") if p.is_file())
    assert "x" not in garde.stem
    assert len(garde.stem) == 32


@pytest.mark.rule("SEC-03")
def test_the_antivirus_away_keeps_what_was_typed(client_de, dossier, settings):
    settings.CLAMAV = "/nulle/part.sock"
    reponse = envoyer(client_de(f.gestionnaire()), fichiers.pdf())
    assert reponse.status_code == 422
    assert "Réessayez dans quelques minutes" in lisible(reponse)


@pytest.mark.rule("RGP-08")
@pytest.mark.parametrize(
    "chemin",
    [
        "/static/../config/settings.py",
        "/static/%2e%2e/config/settings.py",
        "/static/..%2fconfig%2fsettings.py",
        "/static//etc/passwd",
        "/certificats/..%2f..%2fetc%2fpasswd/",
        "/certification/1/telechargements/..%2f..%2fetc%2fpasswd/",
    ],
)
def test_no_path_leads_out(client_de, chemin):
    reponse = client_de(f.formateur()).get(chemin)
    assert reponse.status_code in (403, 404)
    assert b"root:" not in reponse.content


@pytest.mark.rule("SEC-04")
def test_the_calendar_keeps_its_lines_whatever_a_name_holds(client_de):
    """A calendar has no formulas, but a name must not add a line to it."""
    instructeur = f.instructeur()
    nom = "=1+1;a,b\\n\r\nBEGIN:VEVENT\r\nX-MAL:1"
    f.SessionFactory(soumise=True, date_fin=f.JOUR, habilitation__entite__raison_sociale=nom)
    fichier = client_de(instructeur).get(reverse("agenda_fichier")).content.decode()
    lignes = fichier.split("\r\n")
    assert lignes.count("BEGIN:VEVENT") == 1
    assert not any(ligne.startswith("X-MAL") for ligne in lignes)
    assert r"=1+1\;a\,b" in fichier.replace("\r\n ", "")
