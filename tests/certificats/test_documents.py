"""Certificates as files: what is printed, for whom, and that no fact can stop or spoil them."""

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import page as validation
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forprev.certificats.documents import (
    FaitsCertificat,
    certificat_pdf,
    certificats_pdf,
    certificats_zip,
    fabrique,
    nom_fichier,
)
from forprev.socle import pdf as socle_pdf
from forprev.socle.pdf import ErreurPDF
from tests.certificats.faits import NOMS_RARES, TRAIT, faits, lettres, textes

RACINE = Path(__file__).resolve().parents[2]
PROFILS = {validation.ValidationProfile.PDF_UA_1: 104, validation.ValidationProfile.PDF_A_3A: 156}


def controler(pdf: bytes) -> None:
    """Both conformances, every rule."""
    for profil, regles in PROFILS.items():
        rapport = validation.validate_pdf_bytes(pdf, profile=profil)
        assert rapport.is_compliant, [echec.message for echec in rapport.failures]
        assert (rapport.rules.passed, rapport.rules.total) == (regles, regles)


# --- what is printed -------------------------------------------------------------------------------------------------


@pytest.mark.rule("CER-01")
def test_an_acteur_certificate_shows_every_fact():
    (texte,) = textes(certificat_pdf(faits()))
    for attendu in (
        *("Certificat\n", "Sauveteur secouriste du travail", "Dispositif : Sauvetage secourisme du travail"),
        *(
            "ŒUVRARD Maëlys",
            "Né(e) le :",
            "29/02/1992",
            "Délivré le :",
            "12/03/2026",
            "Fin de validité :",
            "12/03/2028",
        ),
        *("Pour l’INRS", "Camille Exemple", "Chef du département Formation", "Partenaire habilité par l’INRS"),
        *("MAIRIE DE VANVES", "Cachet et signature", "H30093/2022/SST-1/C/00", "N° 7KQF-2MXD-R9HT"),
    ):
        assert attendu in texte
    assert "N° Forprev" not in texte


@pytest.mark.rule("CER-01")
def test_a_trainer_certificate_shows_their_number():
    (texte,) = textes(certificat_pdf(faits(numero_forprev="JEJ46894")))
    assert "N° Forprev :" in texte
    assert "JEJ46894" in texte


@pytest.mark.rule("CER-01")
def test_a_model_without_end_shows_no_end():
    (texte,) = textes(certificat_pdf(faits(fin_validite=None)))
    assert "Fin de validité" not in texte


@pytest.mark.rule("CER-01")
def test_pictures_are_described_and_the_colour_is_there():
    pdf = certificat_pdf(faits())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        alternatives = {str(objet.Alt) for objet in document.objects if _a_alt(objet)}
    assert alternatives == {"Logo de l’INRS", "Signature de Camille Exemple"}
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    assert image.getpixel((48, 200)) == (0xC2, 0x18, 0x5B)


def _a_alt(objet: object) -> bool:
    return isinstance(objet, pikepdf.Dictionary) and "/Alt" in objet


@pytest.mark.rule("CER-02")
def test_below_the_card_what_it_attests_and_how_to_verify():
    (texte,) = textes(certificat_pdf(faits()))
    ordre = ["N° 7KQF", "Ce certificat atteste", "prévenir les risques", "Vérifier ce certificat", "Vos données"]
    places = [texte.index(attendu) for attendu in ordre]
    assert places == sorted(places)


@pytest.mark.rule("CER-04")
def test_an_acteur_is_told_that_there_is_no_duplicate_and_a_trainer_where_theirs_is():
    assert "Aucun duplicata ne pourra être délivré" in textes(certificat_pdf(faits()))[0]
    (texte,) = textes(certificat_pdf(faits(numero_forprev="JEJ46894")))
    assert "duplicata" not in texte
    assert "tant qu’il est valable, jusqu’au 12/03/2028 inclus." in " ".join(texte.split())


@pytest.mark.rule("CER-13")
def test_a_further_line_is_printed():
    mention = "Certificat repris de Forprev 1 le 4 janvier 2027."
    assert mention in textes(certificat_pdf(faits(mention=mention)))[0]


def test_the_code_takes_its_place_when_it_exists():
    (sans,), (avec,) = textes(certificat_pdf(faits())), textes(certificat_pdf(faits(code=TRAIT)))
    assert "SST-1\nN°" in sans
    assert "SST-1\nN°" not in avec
    assert "Flashez le code" in avec


def test_a_png_signature_is_printed():
    from PIL import Image

    sortie = io.BytesIO()
    Image.new("RGBA", (120, 40), (31, 58, 138, 255)).save(sortie, "PNG")
    pdf = certificat_pdf(faits(signataire_signature=sortie.getvalue()))
    controler(pdf)
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    assert (31, 58, 138) in {couleur for _, couleur in image.getcolors(100_000)}


def test_a_picture_of_another_kind_is_refused():
    with pytest.raises(ErreurPDF, match="ni PNG ni SVG"):
        certificat_pdf(faits(signataire_signature=b"GIF89a"))


# --- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CER-02")
def test_one_pdf_a_page_each_in_the_order_given():
    gens = [faits(nom=nom, prenom=prenom) for nom, prenom in (("ZOLA", "Émile"), ("ABEL", "Niels"), ("MARTIN", "Léa"))]
    pages = textes(certificats_pdf(gens))
    assert [
        nom for page, nom in zip(pages, ("ZOLA Émile", "ABEL Niels", "MARTIN Léa"), strict=True) if nom in page
    ] == [
        "ZOLA Émile",
        "ABEL Niels",
        "MARTIN Léa",
    ]


def test_no_certificate_no_document():
    with pytest.raises(ValueError, match="Aucun certificat"):
        certificats_pdf([])


@pytest.mark.rule("CER-02")
def test_the_zip_sorts_by_person_whatever_their_names():
    gens = [("DUPONTEL", "Zoé"), ("DUPONT-MARTIN", "Abel"), ("DUPONT", "Luc"), ("Étienne", "Anne"), ("DUPONT", "Éva")]
    lot = [
        faits(nom=nom, prenom=prenom, numero_certificat=f"7KQF-2MXD-R9H{rang}")
        for rang, (nom, prenom) in enumerate(gens)
    ]
    with zipfile.ZipFile(io.BytesIO(certificats_zip(lot))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "DUPONT Eva 7KQF-2MXD-R9H4.pdf",
            "DUPONT Luc 7KQF-2MXD-R9H2.pdf",
            "DUPONT-MARTIN Abel 7KQF-2MXD-R9H1.pdf",
            "DUPONTEL Zoe 7KQF-2MXD-R9H0.pdf",
            "ETIENNE Anne 7KQF-2MXD-R9H3.pdf",
        ]
        for certificat in lot:
            assert archive.read(nom_fichier(certificat)) == certificat_pdf(certificat)


@pytest.mark.rule("CER-02")
@given(nom=st.text(max_size=120), prenom=st.text(max_size=120))
def test_a_file_name_is_ascii_and_safe(nom, prenom):
    fichier = nom_fichier(faits(nom=nom, prenom=prenom))
    assert fichier.isascii()
    assert len(fichier) < 150
    assert not set(fichier) & set('/\\:*?"<>|\n\t\0')
    assert fichier.endswith(" 7KQF-2MXD-R9HT.pdf")


# --- conformance and names -------------------------------------------------------------------------------------------


@pytest.mark.rule("CER-08")
def test_fonts_language_title_and_tags():
    with pikepdf.open(io.BytesIO(certificat_pdf(faits()))) as document:
        racine = document.Root
        assert str(racine.Lang) == "fr"
        assert racine.MarkInfo.Marked
        assert racine.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) == "Certificat Sauveteur secouriste du travail, n° 7KQF-2MXD-R9HT"
        polices = [
            o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert {str(police.FontName)[8:] for police in polices} == {"SourceSansPro-Regular", "SourceSansPro-Bold"}
        assert all("/FontFile2" in police for police in polices)


@pytest.mark.rule("CER-08")
@pytest.mark.parametrize(("nom", "prenom"), NOMS_RARES)
def test_any_name_is_printed_as_typed_and_the_file_conforms(nom, prenom):
    pdf = certificat_pdf(faits(nom=nom, prenom=prenom))
    controler(pdf)
    (texte,) = textes(pdf)
    for partie in (nom, prenom):
        assert partie.replace(" ", "") in texte.replace("\u200b", "").replace("\n", "").replace(" ", "")
    assert "transcrites" not in texte


@pytest.mark.rule("CER-08")
def test_a_session_of_every_script_conforms():
    lot = [faits(nom=nom, prenom=prenom) for nom, prenom in NOMS_RARES]
    pdf = certificats_pdf(lot)
    controler(pdf)
    assert len(textes(pdf)) == len(lot)


@pytest.mark.rule("CER-01")
def test_letters_no_font_has_are_transcribed_and_said():
    (texte,) = textes(certificat_pdf(faits(nom="ᠪᠠᠲᠤ", prenom="Zoé 😀")))
    assert "batu Zoé :grinning:" in texte
    assert "Des lettres absentes de nos polices ont été transcrites en lettres latines." in texte


@pytest.mark.rule("CER-02")
@settings(max_examples=150)
@given(
    nom=st.text(st.characters(exclude_categories=()), max_size=60),
    prenom=st.text(st.characters(exclude_categories=()), max_size=60),
)
def test_no_name_ever_stops_a_certificate(nom, prenom):
    pdf = certificat_pdf(faits(nom=nom, prenom=prenom))
    assert len(pypdfium2.PdfDocument(pdf)) == 1


PIEGES = [
    "\u202egauche",
    "a\u0301\u0302\u0303\u0304" * 8,
    "\ud800\udc00\ud800",
    "\uffff\ufffe",
    "\x00\x07\x1b",
    "\u200d\u200c",
]
PIEGES += [
    "👩\u200d👩\u200d👧",
    "\ue000\uf8ff",
    "क\u0301",
    "\u0301",
    "\u00ad\ufeff",
    "אב\u0301",
    "가\u1100",
    "𠮷野",
    "",
    "   ",
]


@pytest.mark.rule("CER-08")
@pytest.mark.parametrize("nom", PIEGES, ids=ascii)
def test_traps_of_unicode_still_conform(nom):
    controler(certificat_pdf(faits(nom=nom, prenom="")))


@pytest.mark.rule("CER-08")
def test_streams_written_over_still_conform_and_read_the_same():
    """What happens to the one stream in 256 that ends with a carriage return, done to all that ever could."""
    fichier = certificat_pdf(faits())
    reecrit = socle_pdf._reecrire(fichier, lambda flux: flux.get("/Type") != "/Metadata")
    assert reecrit.count(b"/ASCII85Decode") > 5
    assert textes(reecrit) == textes(fichier)
    controler(reecrit)


def test_a_name_that_typst_refuses_is_transcribed_alone(monkeypatch):
    def refuser_omega(cadre, commun, propre=None):
        if "Ω" in json.dumps([commun, propre], ensure_ascii=False):
            raise ErreurPDF("Ω")
        return composer(cadre, commun, propre)

    composer = fabrique.composer
    monkeypatch.setattr(fabrique, "composer", refuser_omega)
    pages = textes(certificats_pdf([faits(nom="Ωμέγα"), faits(nom="Άλφα")]))
    assert "Omega Ma" in pages[0]
    assert "transcrites" in pages[0]
    assert "Άλφα Maëlys" in pages[1]


# --- the layout ------------------------------------------------------------------------------------------------------

EXTREMES = {
    "titre": ("Former des surveillants et intervenants en espaces confinés " * 3)[:160],
    "dispositif": ("Prévention des risques du transport routier " * 3)[:120],
    "libelle_court": ("Amiante s/s4-1 Encadrant de chantier " * 2)[:60],
    "competence": "La personne sait porter secours et prévenir les risques de son entreprise. " * 30,
    "nom": ("DE LA ROCHEFOUCAULD-MONTMORENCY " * 4)[:100],
    "prenom": ("Marie-Antoinette " * 7)[:100],
    "numero_forprev": "JEJ46894",
    "signataire_nom": ("Prénom-Composé de La Longueur " * 6)[:161],
    "signataire_fonction": ("Directrice déléguée aux applications " * 4)[:120],
    "raison_sociale": ("SYNDICAT INTERCOMMUNAL À VOCATION MULTIPLE " * 5)[:200],
    "numero_habilitation": ("H30093/2022/PRAPIBC-1/C/00/" * 3)[:60],
    "mention": "Certificat repris de Forprev 1 le 4 janvier 2027, d’après les faits transmis par l’organisme. " * 2,
    "logos": tuple((f"Logo {rang}", TRAIT) for rang in range(4)),
}
MOTS_SANS_FIN = {
    champ: f"W{champ[:2].upper()}M" * (len(valeur) // 4)
    for champ, valeur in EXTREMES.items()
    if isinstance(valeur, str) and champ != "numero_forprev"
}
LARGES = [{}, *({champ: valeur} for champ, valeur in EXTREMES.items()), EXTREMES, {**EXTREMES, **MOTS_SANS_FIN}]


@pytest.mark.rule("CER-02")
@pytest.mark.parametrize("ecarts", LARGES, ids=lambda ecarts: f"{len(ecarts)}-{next(iter(ecarts), 'ordinaire')}")
def test_nothing_overflows_nor_is_cut(ecarts):
    certificat = faits(**ecarts)
    pdf = certificat_pdf(certificat)
    (texte,) = textes(pdf)
    mm = 72 / 25.4
    toutes = lettres(pdf)
    assert min(boite[0] for *_, boite in toutes) >= 14.5 * mm
    assert max(boite[2] for *_, boite in toutes) <= (210 - 15) * mm
    assert min(boite[1] for *_, boite in toutes) >= 10 * mm
    compact = "".join(texte.replace("\u200b", "").split())
    for champ in EXTREMES.keys() - {"logos"}:
        assert "".join(getattr(certificat, champ).split()) in compact, champ


@pytest.mark.rule("CER-01")
@pytest.mark.parametrize("ecarts", LARGES, ids=lambda ecarts: f"{len(ecarts)}-{next(iter(ecarts), 'ordinaire')}")
def test_the_parts_of_the_card_keep_apart_and_the_name_is_the_largest(ecarts):
    pdf = certificat_pdf(faits(**ecarts))
    mm = 72 / 25.4
    haut_signatures, bas_carte = (297 - 15 - 80) * mm, (297 - 15 - 130) * mm
    toutes = lettres(pdf)
    texte = "".join(lettre for lettre, *_ in toutes)
    fin_tete = texte.index("Pourl’INRS")
    fin_carte = texte.index("Cecertificatatteste")
    assert min(boite[1] for *_, boite in toutes[:fin_tete]) > haut_signatures
    assert max(boite[3] for *_, boite in toutes[fin_tete:fin_carte]) < haut_signatures + 3
    assert min(boite[1] for *_, boite in toutes[fin_tete:fin_carte]) > bas_carte + 8 * mm
    nom = texte.index("".join(faits(**ecarts).nom.split())[:10])
    assert toutes[nom][1] == max(taille for _, taille, _ in toutes[:fin_carte])
    assert toutes[nom][1] > toutes[nom - 1][1]


# --- frozen ----------------------------------------------------------------------------------------------------------

EMPREINTE = """
import hashlib, json, sys
from forprev.certificats.documents import FaitsCertificat, certificats_pdf, certificats_zip
lot = [FaitsCertificat.depuis_json(faits) for faits in json.load(sys.stdin)]
print(hashlib.sha256(certificats_pdf(lot)).hexdigest(), hashlib.sha256(certificats_zip(lot)).hexdigest())
"""


def _empreintes(lot: list[FaitsCertificat], graine: str) -> str:
    commande = subprocess.run(
        [sys.executable, "-c", EMPREINTE],
        input=json.dumps([certificat.vers_json() for certificat in lot]),
        cwd=RACINE,
        env={**os.environ, "PYTHONHASHSEED": graine},
        capture_output=True,
        text=True,
        check=True,
    )
    return commande.stdout


@pytest.mark.rule("CER-09")
def test_the_same_facts_give_the_same_bytes_in_another_process():
    lot = [
        faits(nom=nom, prenom=prenom, numero_certificat=f"7KQF-2MXD-{rang:04}")
        for rang, (nom, prenom) in enumerate(NOMS_RARES)
    ]
    assert _empreintes(lot, "1") == _empreintes(lot, "2") != _empreintes(lot[1:], "1")


@pytest.mark.rule("CER-09")
def test_what_was_made_before_changes_nothing():
    premier = certificat_pdf(faits())
    certificats_pdf([faits(nom="AUTRE", titre="Autre titre", couleur="#123456"), faits(nom="山田")])
    assert certificat_pdf(faits()) == premier
    assert certificat_pdf(faits(prenom="Maëlis")) != premier


@pytest.mark.rule("CER-09")
def test_facts_survive_json():
    complets = faits(numero_forprev="JEJ46894", mention="Repris.", code=b"\x89PNG\x00", fin_validite=None)
    assert FaitsCertificat.depuis_json(json.loads(json.dumps(complets.vers_json()))) == complets
    assert FaitsCertificat.depuis_json(faits().vers_json()) == faits()


def test_bad_facts_are_refused():
    with pytest.raises(ValueError, match="Couleur"):
        faits(couleur='red"); panic("')
    with pytest.raises(TypeError):
        FaitsCertificat.depuis_json({**faits().vers_json(), "inconnu": 1})
    with pytest.raises(ErreurPDF):
        certificat_pdf(replace(faits(), version_modele=99))
    assert replace(faits(), delivre_le=date(2026, 3, 13)) != faits()
