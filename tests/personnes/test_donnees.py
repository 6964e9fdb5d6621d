"""Everything held about a person is in their export, and nothing of anybody else [RGP-04]."""

import io
import json
import re
import unicodedata
from datetime import date

import page as validation
import pikepdf
import pypdfium2
import pytest

from forprev.communication.models import Notification
from forprev.personnes.documents import donnees as documents
from forprev.personnes.documents.donnees import donnees_json, donnees_pdf
from forprev.personnes.queries.donnees import donnees_de, resume_de
from forprev.personnes.relations import DECLARATIONS
from tests import fabriques as f
from tests.fabriques.jour import INSTANT
from tests.personnes.partout import AUTRUI, SECRETS, remplir

pytestmark = [pytest.mark.django_db, pytest.mark.rule("RGP-04")]
PLANTES = [
    *("motif zyx", "réponse zyx", "refus zyx", "objet zyx", "texte zyx", "titre zyx", "ligne zyx", "sujet zyx"),
    *("zyx.nouvelle@example.org", "zyx.ancienne@example.org", "ZYX00001", "192.0.2.77", "Navigateur Zyx", "site zyx"),
    *("origine zyx", "place zyx", "conteste zyx", "fonction zyx", "ZYXZ-YXZY-XZYX", "zyx_fait", "zyx_subi"),
]


@pytest.fixture
def personne():
    return f.PersonneFactory(nom="Canarizyx", prenom="Anne", numero="JEJ46894", email="anne.zyx@example.org")


@pytest.fixture
def pleine(personne):
    remplir(personne)
    personne.refresh_from_db()
    return personne


def exporter(personne):
    return json.loads(donnees_json(donnees_de(personne, le=INSTANT)))


def texte_pdf(pdf):
    """What a reader sees, without the places where a long word may be cut."""
    document = pypdfium2.PdfDocument(pdf)
    texte = "\n".join(page.get_textpage().get_text_range() for page in document)
    return unicodedata.normalize("NFC", texte).replace("\u00a0", " ").replace("\u200b", "").replace("\r\n", "\n")


def test_every_kind_of_rows_of_the_registry_appears_with_its_rows(pleine):
    rubriques = {rubrique["titre"]: rubrique for rubrique in exporter(pleine)["rubriques"]}
    montrees = {declaration.titre: declaration for declaration in DECLARATIONS if declaration.montre}

    assert set(rubriques) == set(montrees)
    assert [titre for titre, rubrique in rubriques.items() if not rubrique["lignes"]] == []  # plant it in partout.py
    for titre, rubrique in rubriques.items():
        assert rubrique["nombre"] == len(rubrique["lignes"]) == montrees[titre].lignes(pleine).count()
        assert all(set(ligne) == {libelle for libelle, _ in montrees[titre].montre} for ligne in rubrique["lignes"])


def test_what_was_planted_in_each_table_is_found(pleine):
    contenu = json.dumps(exporter(pleine), ensure_ascii=False)

    assert [plante for plante in PLANTES if plante not in contenu] == []
    assert exporter(pleine)["compte"]["Nom"] == "Canarizyx"


def test_nothing_of_anybody_else_nor_any_secret(pleine):
    donnees = donnees_de(pleine, le=INSTANT)

    for contenu in (donnees_json(donnees).decode(), texte_pdf(donnees_pdf(donnees))):
        assert AUTRUI.casefold() not in contenu.casefold()
        assert [secret for secret in SECRETS if secret in contenu] == []


def test_what_is_kept_silent_is_said_with_its_reason(personne):
    tues = exporter(personne)["non_montre"]

    assert all(tu["donnee"] and tu["raison"] for tu in tues)
    assert {"mot de passe"} <= {tu["donnee"].lower() for tu in tues}
    assert {d.titre for d in DECLARATIONS if d.tait} <= {tu["donnee"] for tu in tues}


def test_an_ended_certificate_is_there_as_facts(personne):
    f.CertificatFormateurFactory(personne=personne, certificat__fin_validite=date(2026, 1, 1))

    (rubrique,) = [r for r in exporter(personne)["rubriques"] if r["titre"] == "Certificats de formateur"]
    (ligne,) = rubrique["lignes"]
    assert (ligne["Fin de validité"], ligne["Nom sur le certificat"], ligne["Délivré par"]) == (
        *("2026-01-01", "Canarizyx"),
        "MAIRIE DE VANVES",
    )


def test_codes_are_said_in_french_and_the_latest_comes_first(personne):
    f.RectificationFactory(personne=personne, refusee=True, deposee_le=f.il_y_a(90))
    f.RectificationFactory(personne=personne, acceptee=True)

    (rubrique,) = [r for r in exporter(personne)["rubriques"] if r["titre"] == "Rectifications demandées"]
    assert [ligne["État"] for ligne in rubrique["lignes"]] == ["Corrigée", "Refusée"]


def test_the_summary_counts_what_is_held_and_leaves_out_the_rest(personne):
    assert resume_de(personne) == []
    f.CertificatFormateurFactory.create_batch(2, personne=personne)
    assert resume_de(personne) == [("Certificats de formateur", 2)]


def test_the_pdf_is_accessible_dated_french_and_says_the_same(pleine):
    pdf = donnees_pdf(donnees_de(pleine, le=INSTANT))

    for profil, regles in ((validation.ValidationProfile.PDF_UA_1, 104), (validation.ValidationProfile.PDF_A_3A, 156)):
        rapport = validation.validate_pdf_bytes(pdf, profile=profil)
        assert rapport.is_compliant, [echec.message for echec in rapport.failures]
        assert rapport.rules.passed == regles
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "fr"
        assert str(document.docinfo["/Title"]) == "Données que Forprev détient sur vous"
    texte = texte_pdf(pdf)
    assert "N° Forprev JEJ46894, le 20 novembre 2026" in texte
    assert [plante for plante in ("motif zyx", "titre zyx", "site zyx", "Canarizyx") if plante not in texte] == []
    assert all(declaration.titre in texte for declaration in DECLARATIONS)


@pytest.mark.parametrize("nom", ["😀 Durand", "محمد", "\u202eevil", "#panic()", "𝕯" * 50, "W" * 100])
def test_no_name_stops_the_pdf(personne, nom):
    personne.nom = nom
    personne.save()

    assert donnees_pdf(donnees_de(personne, le=INSTANT)).startswith(b"%PDF")
    assert exporter(personne)["compte"]["Nom"] == nom


def test_five_thousand_notifications_cost_no_more_queries_and_the_pdf_says_where_the_rest_is(
    personne, nb_requetes, monkeypatch
):
    with nb_requetes() as peu:
        donnees_de(personne, le=INSTANT)
    Notification.objects.bulk_create(
        Notification(
            personne=personne, code="essai", categorie="N", cle=f"n{rang}", titre=f"Titre {rang}", texte="Texte",
            envoi="AUCUN", cree_le=f.il_y_a(rang % 300),
        )
        for rang in range(5000)
    )  # fmt: skip
    with nb_requetes() as beaucoup:
        donnees = donnees_de(personne, le=INSTANT)

    assert beaucoup.nombre == peu.nombre <= len(DECLARATIONS) + 1
    assert len(json.loads(donnees_json(donnees))["rubriques"]) == len(donnees.rubriques)
    assert json.dumps(exporter(personne)).count("Titre ") == 5000
    monkeypatch.setattr(documents, "LIGNES_AU_PLUS", 20)
    texte = texte_pdf(donnees_pdf(donnees))
    assert "Les 20 plus récentes sur 5000 : toutes sont dans le fichier JSON." in texte
    assert len(re.findall(r"Titre \d", texte)) == 20
