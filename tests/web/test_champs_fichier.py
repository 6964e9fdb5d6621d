"""The field of a file, and what is too heavy for any [SEC-03]."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forprev.socle.televersements import PDF, POIDS_MAX
from forprev.web.commun.champs_fichier import ChampFichier
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.formulaires import FormulaireForprev
from tests import fabriques as f
from tests.socle import fichiers
from tests.texte import lisible

pytestmark = pytest.mark.rule("SEC-03")


class FormulaireEssai(FormulaireForprev):
    piece = ChampFichier(label="Justificatif")
    autre = ChampFichier(label="Autre", genres=[PDF], poids_max=2 * 1024 * 1024, required=False)


def rempli(**recus: bytes) -> FormulaireEssai:
    envois: Any = {nom: SimpleUploadedFile("a.pdf", contenu) for nom, contenu in recus.items()}
    return FormulaireEssai({}, envois)


def test_the_form_gives_a_clean_file():
    formulaire = rempli(piece=fichiers.image("PNG"))
    assert formulaire.is_valid()
    assert formulaire.cleaned_data["piece"].type_mime == "image/png"
    assert formulaire.cleaned_data["autre"] is None


@pytest.mark.parametrize(
    ("contenu", "texte"),
    [
        (b"", "Ce fichier est vide. Choisissez-en un autre."),
        (b"MZ", "Ce fichier n’est pas au format PDF, JPEG ou PNG. Choisissez-en un autre."),
        (b"%PDF-" + b"0" * POIDS_MAX, "Ce fichier dépasse 10\u00a0Mo"),
    ],
)
def test_the_error_stands_beside_the_field(contenu, texte):
    formulaire = rempli(piece=contenu)
    assert not formulaire.is_valid()
    assert formulaire.errors["piece"][0].startswith(texte)


def test_a_missing_file_is_said():
    assert FormulaireEssai({}, {}).errors["piece"] == ["Un fichier doit être joint."]


def test_a_field_may_take_less():
    assert rempli(piece=fichiers.pdf(), autre=fichiers.image("PNG")).errors["autre"]
    assert rempli(piece=fichiers.pdf(), autre=b"%PDF-" + b"0" * 2**21).errors["autre"]


def test_the_page_knows_the_limit_before_anything_is_sent():
    formulaire = FormulaireEssai()
    assert formulaire["piece"].help_text == "PDF, JPEG ou PNG, 10\u00a0Mo au plus."
    controle = str(formulaire["autre"])
    assert 'data-poids-max="2097152"' in controle
    assert 'accept=".pdf,application/pdf"' in controle


@pytest.mark.django_db
@pytest.mark.parametrize("megas", [11, 30])
def test_a_request_too_heavy_is_answered_beside_the_field(client_de, megas):
    """Neither a page of error nor a broken connection: the form comes back, with what was typed."""
    envoi = {"nom": "Martin", "signature": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * megas * 2**20)}
    reponse = client_de(f.inrs()).post(reverse("referentiel_signataire_nouveau"), envoi)
    assert reponse.status_code == 422
    assert "dépasse 1 Mo" in lisible(reponse)
    assert 'value="Martin"' in reponse.content.decode()


def test_nothing_of_a_heavy_file_is_kept(rf):
    requete = rf.post("/", {"piece": SimpleUploadedFile("a.pdf", fichiers.pdf() + b"0" * 12 * 2**20)})
    recu = requete.FILES["piece"]
    assert (recu.read(), recu.size > POIDS_MAX) == (b"", True)


def test_a_file_within_the_limit_arrives_whole(rf):
    contenu = b"0" * POIDS_MAX
    assert rf.post("/", {"piece": SimpleUploadedFile("a.pdf", contenu)}).FILES["piece"].read() == contenu


def test_many_files_do_not_fill_the_memory_either(rf):
    envois = {f"piece{rang}": SimpleUploadedFile("a.pdf", b"0" * 9 * 2**20) for rang in range(5)}
    recus = [fichier.read() for fichier in rf.post("/", envois).FILES.values()]
    assert [len(recu) for recu in recus] == [9 * 2**20] * 2 + [0] * 3


@pytest.mark.rule("RGP-08")
def test_a_file_is_served_as_a_download():
    reponse = piece_jointe(b"x", nom='a";\r\nX: y.pdf', type_mime="application/pdf")
    assert reponse["Content-Disposition"].startswith("attachment; filename")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Cache-Control"] == "private, no-store"
    assert "\n" not in reponse["Content-Disposition"]
