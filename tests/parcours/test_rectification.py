"""A trainer has their name corrected on a phone, the assistance answers; then an account is erased."""

import io
import json
import re

import pytest
from PIL import Image

from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Personne
from forprev.personnes.models import Rectification
from tests import fabriques as f
from tests.parcours.gestes import MOT_DE_PASSE, champ, cliquer, remplir, se_connecter, suivre, verifier_axe, voir
from tests.parcours.pas import pages_pdf, telecharger

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def image() -> bytes:
    sortie = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(sortie, "PNG")
    return sortie.getvalue()


@pytest.mark.rule("ACC-07", "CER-11")
@pytest.mark.parametrize("script", [True, False])
def test_a_trainer_has_their_name_corrected(ouvrir_page, mot_de_passe, script):
    formateur = f.formateur(f.PersonneFactory(nom="Canari", prenom="Anne", numero="JEJ46894")).personne
    assistance = f.assistance().personne
    mot_de_passe(formateur, assistance)
    page = ouvrir_page(largeur=390, script=script)
    se_connecter(page, formateur.numero)
    page.goto("/mon-profil/")
    suivre(page, "Demander une rectification")
    verifier_si(script, page)
    remplir(page, "Nom", "Zyxcanari")
    remplir(page, "Date de naissance", "31/02/1980")
    remplir(page, "Pourquoi cette rectification ?", "Une faute de frappe.")
    cliquer(page, "Envoyer la demande")
    voir(page, "Le 31/02/1980 n’existe pas.")
    assert champ(page, "Nom").input_value() == "Zyxcanari"
    verifier_si(script, page)
    remplir(page, "Date de naissance", "29/02/1980")
    page.get_by_label("Justificatif", exact=True).set_input_files(
        {"name": "piece.png", "mimeType": "image/png", "buffer": image()}
    )
    cliquer(page, "Envoyer la demande")
    voir(page, "Votre demande de rectification est envoyée à l’assistance.")
    page.goto("/mon-profil/rectification/")
    voir(page, "Réponse au plus tard le 20 décembre 2026")
    verifier_si(script, page)

    bureau = ouvrir_page(script=script)
    se_connecter(bureau, assistance.numero)
    bureau.goto("/rectifications/")
    verifier_si(script, bureau)
    suivre(bureau, "CANARI Anne")
    voir(bureau, "Zyxcanari", "1 certificat de formateur valable sera réémis")
    verifier_si(script, bureau)
    assert telecharger(bureau, "Télécharger le justificatif").startswith(b"\x89PNG")
    cliquer(bureau, "Corriger")
    voir(
        bureau, "L’identité du N° Forprev JEJ46894 est corrigée. 1 certificat réémis.", "Aucune rectification à traiter"
    )
    verifier_si(script, bureau)

    page.goto("/certificats/")
    voir(page, "Remplacé", "Valable")
    with page.expect_download() as telechargement:
        page.get_by_role("link", name=re.compile("^Télécharger")).click()
    assert "Zyxcanari Anne" in pages_pdf(telechargement.value.path().read_bytes())[0]
    assert Rectification.objects.get().preuve == ""
    assert CertificatFormateur.objects.filter(personne=formateur).count() == 2


@pytest.mark.rule("RGP-04")
@pytest.mark.parametrize("script", [True, False])
def test_somebody_takes_their_data_away_then_leaves(ouvrir_page, mot_de_passe, script):
    partante = f.PersonneFactory(nom="Partante", numero="JEJ46894")
    assistance = f.assistance().personne
    mot_de_passe(partante, assistance)
    page = ouvrir_page(largeur=390, script=script)
    se_connecter(page, partante.numero)
    page.goto("/mon-profil/mes-donnees/")
    verifier_si(script, page)
    assert json.loads(telecharger(page, "Télécharger en JSON"))["compte"]["Nom"] == "Partante"
    assert "Données que Forprev détient sur vous" in pages_pdf(telecharger(page, "Télécharger en PDF"))[0]
    suivre(page, "Demander l’effacement")
    verifier_si(script, page)
    remplir(page, "Votre mot de passe", MOT_DE_PASSE)
    cliquer(page, "Demander l’effacement")
    voir(page, "Demande d’effacement en cours")
    verifier_si(script, page)

    bureau = ouvrir_page(script=script)
    se_connecter(bureau, assistance.numero)
    bureau.goto("/effacements/")
    verifier_si(script, bureau)
    suivre(bureau, partante.nom_complet)
    verifier_si(script, bureau)
    suivre(bureau, "Accorder l’effacement")
    verifier_si(script, bureau)
    cliquer(bureau, "Effacer le compte")
    voir(bureau, "Le compte est effacé.", "Aucun effacement à traiter")
    assert not Personne.objects.filter(numero="JEJ46894").exists()
    page.goto("/mon-profil/")
    page.wait_for_url("**/connexion/**")


def verifier_si(script: bool, page) -> None:
    """On a phone and on a desk; axe is itself a script."""
    if not script:
        return
    taille = page.viewport_size
    for largeur in (390, 1280):
        page.set_viewport_size({"width": largeur, "height": taille["height"]})
        verifier_axe(page)
    page.set_viewport_size(taille)
