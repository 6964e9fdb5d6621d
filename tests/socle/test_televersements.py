"""Files from outside: what is taken, what is made clean, what is refused and in which words [SEC-03]."""

import io

import pikepdf
import pytest
from PIL import Image

from forprev.socle import files
from forprev.socle.raisons import Refus
from forprev.socle.televersements import JPEG, PDF, PNG, POIDS_MAX, deposer_piece, examiner
from forprev.socle.televersements.images import POINTS_MAX
from tests.socle import fichiers

pytestmark = pytest.mark.rule("SEC-03")


def refus(contenu: bytes, nom: str = "piece.pdf", **reglages) -> str:
    """The code of the refusal, whose sentence is for people and stands beside the field."""
    with pytest.raises(Refus) as pris:
        examiner(contenu, nom, **reglages)
    (raison,) = pris.value.raisons
    assert raison.champ == "fichier"
    assert raison.texte.endswith(".")
    return raison.code


# --- what is taken ---------------------------------------------------------------------------------------------------


def test_a_harmless_pdf_is_kept_byte_for_byte():
    contenu = fichiers.pdf()
    pris = examiner(contenu, "attestation.pdf")
    assert (pris.contenu, pris.extension, pris.type_mime) == (contenu, "pdf", "application/pdf")


@pytest.mark.parametrize(("format_", "extension", "mime"), [("JPEG", "jpg", "image/jpeg"), ("PNG", "png", "image/png")])
def test_a_picture_is_taken(format_, extension, mime):
    pris = examiner(fichiers.image(format_), f"photo.{extension}")
    assert (pris.extension, pris.type_mime) == (extension, mime)
    assert Image.open(io.BytesIO(pris.contenu)).size == (40, 20)


def test_the_name_says_nothing_of_the_kind():
    assert examiner(fichiers.pdf(), "photo.jpg").nom == "photo.pdf"
    assert examiner(fichiers.image("PNG"), "piece.pdf").type_mime == "image/png"
    assert refus(fichiers.HTML, "piece.pdf") == "fichier_genre"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_mode_of_png(mode):
    assert examiner(fichiers.image("PNG", mode=mode), "a.png").extension == "png"


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_mode_of_jpeg(mode):
    assert examiner(fichiers.image("JPEG", mode=mode), "a.jpg").extension == "jpg"


def test_metadata_go_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "APPAREIL-SECRET"
    pris = examiner(fichiers.image("JPEG", exif=exif.tobytes(), comment=b"COMMENTAIRE-SECRET"), "a.jpg")
    image = Image.open(io.BytesIO(pris.contenu))
    assert image.size == (20, 40)
    assert not image.getexif()
    assert b"SECRET" not in pris.contenu


def test_what_a_phone_leaves_after_the_picture_is_dropped():
    reste = b"\0\0\0\x18ftypmp42" + b"film" * 50
    assert b"film" not in examiner(fichiers.image("JPEG") + reste, "a.jpg").contenu


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        pytest.param(b"", "fichier_vide", id="empty"),
        pytest.param(b"%PDF-" + b"0" * POIDS_MAX, "fichier_lourd", id="heavy"),
        pytest.param(b"Bonjour", "fichier_genre", id="text"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "fichier_genre", id="svg"),
        pytest.param(b"GIF89a" + b"\0" * 50, "fichier_genre", id="gif"),
        pytest.param(fichiers.archive(a=b"0" * 10_000_000), "fichier_genre", id="zip-bomb"),
        pytest.param(fichiers.HTML + fichiers.pdf(), "fichier_genre", id="html-then-pdf"),
        pytest.param(b"\n" + fichiers.pdf(), "fichier_genre", id="pdf-not-first"),
        pytest.param(b"%PDF-1.7\n" + fichiers.HTML + fichiers.pdf(), "fichier_double", id="pdf-then-html-then-pdf"),
        pytest.param(fichiers.pdf() + fichiers.archive(a=b"a"), "fichier_double", id="pdf-then-zip"),
        pytest.param(fichiers.archive(a=b"a") + fichiers.pdf(), "fichier_genre", id="zip-then-pdf"),
        pytest.param(fichiers.pdf() + fichiers.HTML, "fichier_double", id="pdf-then-html"),
        pytest.param(fichiers.pdf() + b"x" * 3000, "pdf_illisible", id="pdf-then-more"),
        pytest.param(fichiers.image("JPEG") + fichiers.archive(a=b"a"), "fichier_double", id="jpeg-then-zip"),
        pytest.param(fichiers.image("JPEG") + fichiers.HTML, "fichier_double", id="jpeg-then-html"),
        pytest.param(fichiers.image("JPEG", comment=fichiers.HTML), "fichier_double", id="html-in-a-jpeg"),
        pytest.param(fichiers.image("PNG") + fichiers.pdf(), "fichier_double", id="png-then-pdf"),
        pytest.param(fichiers.pdf()[:-200], "pdf_illisible", id="pdf-cut"),
        pytest.param(b"%PDF-1.7\nrien\n%%EOF", "pdf_illisible", id="pdf-hollow"),
        pytest.param(fichiers.image("PNG")[:-30], "image_illisible", id="png-cut"),
        pytest.param(b"\xff\xd8\xff" + b"x" * 300, "image_illisible", id="jpeg-hollow"),
        pytest.param(fichiers.png_demesure(8_000), "image_grande", id="picture-bomb"),
        pytest.param(fichiers.png_demesure(60_000), "image_grande", id="picture-huge-bomb"),
    ],
)
def test_refused(contenu, code):
    assert refus(contenu) == code


def test_the_limits_are_arguments():
    assert refus(fichiers.pdf(), genres=(JPEG, PNG)) == "fichier_genre"
    assert refus(fichiers.image("PNG"), genres=(PDF,)) == "fichier_genre"
    assert refus(fichiers.pdf(), poids_max=10) == "fichier_lourd"


@pytest.mark.parametrize("droits", [{"user": "ouvrir", "owner": "tout"}, {"owner": "tout"}])
def test_a_protected_pdf_is_refused(droits):
    document = pikepdf.open(io.BytesIO(fichiers.pdf()))
    assert refus(fichiers.ecrire(document, encryption=pikepdf.Encryption(**droits))) == "pdf_protege"


def test_a_pdf_that_unfolds_without_end_is_refused_before_it_fills_the_memory():
    assert examiner(fichiers.pdf_bombe(1_000_000), "a.pdf")
    assert refus(fichiers.pdf_bombe(80_000_000)) == "pdf_illisible"


def test_a_compression_that_cannot_be_bounded_is_refused():
    contenu = fichiers.pdf().replace(b"/Type /Catalog", b"/X /LZW#44ecode")
    assert refus(contenu) == "pdf_ancien"


def test_a_telephone_photo_in_heic_is_told_what_to_do():
    with pytest.raises(Refus, match="HEIC"):
        examiner(b"\0\0\0\x18ftypheic" + b"\0" * 40, "IMG_0001.HEIC")


def test_a_word_document_is_told_to_become_a_pdf():
    with pytest.raises(Refus, match="enregistrez-le en PDF"):
        examiner(fichiers.archive(**{"word/document.xml": b"x"}), "lettre.docx")


# --- what acts by itself in a PDF ------------------------------------------------------------------------------------

NOM = pikepdf.Name


def document_arme(ou: str) -> bytes:
    """A PDF with something active at one place."""
    document = pikepdf.open(io.BytesIO(fichiers.pdf()))
    racine, page, script = document.Root, document.pages[0], fichiers.javascript()
    lancer = pikepdf.Dictionary(S=NOM("/Launch"), F=pikepdf.String("cmd.exe"))
    lien = pikepdf.Dictionary(Type=NOM("/Annot"), Subtype=NOM("/Link"), Rect=[0, 0, 9, 9])
    match ou:
        case "ouverture":
            racine.OpenAction = script
        case "ouverture-indirecte":
            racine.OpenAction = document.make_indirect(script)
        case "noms":
            racine.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), script]))
        case "page":
            page.AA = pikepdf.Dictionary(O=script)
        case "lien":
            page.Annots = [pikepdf.Dictionary(**{f"/{c[1:]}": v for c, v in lien.items()}, A=lancer)]
        case "suite":
            voir = pikepdf.Dictionary(S=NOM("/GoTo"), D=[page.obj, NOM("/Fit")], Next=lancer)
            page.Annots = [document.make_indirect(pikepdf.Dictionary(Subtype=NOM("/Link"), Rect=[0, 0, 9, 9], A=voir))]
        case "formulaire":
            racine.AcroForm = pikepdf.Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))
        case "envoi":
            racine.OpenAction = pikepdf.Dictionary(S=NOM("/SubmitForm"), F=pikepdf.String("https://mal.example"))
        case "joint":
            document.attachments["virus.exe"] = b"MZ"
    return fichiers.ecrire(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@pytest.mark.parametrize(
    "ou", ["ouverture", "ouverture-indirecte", "noms", "page", "lien", "suite", "formulaire", "envoi", "joint"]
)
def test_what_acts_is_taken_out(ou):
    arme = document_arme(ou)
    propre = examiner(arme, "a.pdf").contenu
    assert propre != arme
    lisible = io.BytesIO()
    with pikepdf.open(io.BytesIO(propre)) as document:
        assert len(document.pages) == 1
        document.save(lisible, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    for mot in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/XFA",
        b"/SubmitForm",
        b"/EmbeddedFiles",
        b"MZ",
        b"cmd.exe",
        b"/AA",
    ):
        assert mot not in lisible.getvalue() or mot == b"cmd.exe"
    assert examiner(propre, "a.pdf").contenu == propre


def test_a_link_and_a_first_page_are_not_armed():
    document = pikepdf.open(io.BytesIO(fichiers.pdf()))
    page = document.pages[0]
    document.Root.OpenAction = pikepdf.Dictionary(S=NOM("/GoTo"), D=[page.obj, NOM("/Fit")])
    adresse = pikepdf.Dictionary(S=NOM("/URI"), URI=pikepdf.String("https://www.inrs.fr"))
    page.Annots = [pikepdf.Dictionary(Type=NOM("/Annot"), Subtype=NOM("/Link"), Rect=[0, 0, 9, 9], A=adresse)]
    contenu = fichiers.ecrire(document)
    assert examiner(contenu, "a.pdf").contenu == contenu


def test_a_signed_pdf_that_acts_is_refused_rather_than_changed():
    signature = pikepdf.Dictionary(Type=NOM("/Sig"), ByteRange=[0, 1, 2, 3])
    assert refus(fichiers.pdf(Perms=signature, OpenAction=fichiers.javascript())) == "pdf_actif"
    signe = fichiers.pdf(Perms=signature)
    assert examiner(signe, "a.pdf").contenu == signe


def test_a_folder_of_files_is_refused_rather_than_emptied():
    document = pikepdf.open(io.BytesIO(fichiers.pdf(Collection=pikepdf.Dictionary())))
    document.attachments["statuts.pdf"] = fichiers.pdf()
    assert refus(fichiers.ecrire(document)) == "pdf_actif"


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ecrit", "montre"),
    [
        ("attestation.pdf", "attestation.pdf"),
        ("Attestation URSSAF – été.PDF", "Attestation URSSAF – été.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Documents\pièce.pdf", "pièce.pdf"),
        ("facture.pdf.exe", "facture.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("fdp\u202efdp.exe", "fdpfdp.pdf"),
        ('a";b.pdf', "a_b.pdf"),
        ("", "fichier.pdf"),
        ("...", "fichier.pdf"),
        (".pdf", "fichier.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("مستند.pdf", "مستند.pdf"),
        ("🙂.pdf", "🙂.pdf"),
    ],
)
def test_a_name_is_made_safe(ecrit, montre):
    assert examiner(fichiers.pdf(), ecrit).nom == montre


# --- keeping ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("RGP-08")
def test_a_piece_is_kept_under_a_name_that_nobody_guesses(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pris = examiner(fichiers.pdf(), "attestation.pdf")
    chemin, sha256 = deposer_piece(pris, "rectifications")
    autre, _ = deposer_piece(pris, "rectifications")
    assert chemin != autre
    assert "attestation" not in chemin
    assert chemin.startswith("rectifications/")
    assert len(chemin.split("/")[-1]) == 32 + len(".pdf")
    assert files.lire(chemin) == pris.contenu
    assert sha256 == files.empreinte(pris.contenu)


def test_the_limit_of_points_is_that_of_a_telephone():
    assert POINTS_MAX >= 48_000_000
