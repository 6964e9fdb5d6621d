"""The sheets and scripts: contrast of every pair of colours used, one place for colours, small files."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

CSS = settings.BASE_DIR / "static" / "css"
JS = settings.BASE_DIR / "static" / "js"


def lire_jetons() -> tuple[dict[str, str], dict[str, str]]:
    clair, sombre = (CSS / "tokens.css").read_text().split("prefers-color-scheme: dark")
    couleurs = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});")
    jour = dict(couleurs.findall(clair))
    return jour, jour | dict(couleurs.findall(sombre))


def luminance(couleur: str) -> float:
    chiffres = couleur[1:] if len(couleur) == 7 else "".join(c * 2 for c in couleur[1:])
    canaux = [int(chiffres[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    rouge, vert, bleu = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(une: str, autre: str) -> float:
    haut, bas = sorted([luminance(une), luminance(autre)], reverse=True)
    return (haut + 0.05) / (bas + 0.05)


FONDS = ["fond", "carte", "creux", "survol"]
TEXTES = [(texte, fond) for texte in ("texte", "texte-2", "accent", "rouge") for fond in FONDS]
TEXTES += [(ton, f"{ton}-fond") for ton in ("vert", "ambre", "rouge", "bleu", "gris")]
TEXTES += [
    ("accent", "accent-teinte"),
    ("texte", "accent-teinte"),
    ("sur-accent", "accent"),
    ("sur-accent", "accent-fort"),
]
TEXTES += [
    ("sur-rouge", "rouge-plein"),
    ("sur-rouge", "rouge"),
    ("sur-ardoise", "ardoise"),
    ("sur-ardoise-2", "ardoise"),
]
TEXTES += [("sur-ardoise", "ardoise-2"), ("accent-fort", "accent-teinte"), ("accent-fort", "carte")]
BORDS = [(bord, fond) for bord in ("trait-fort", "foyer") for fond in ("fond", "carte")]
BORDS += [("accent-trait", "carte"), ("vert-trait", "carte"), ("rouge-trait", "carte"), ("ambre-trait", "carte")]
BORDS += [("orange-clair", "ardoise"), ("foyer", "accent-teinte")]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_of_the_tokens(theme):
    jetons = lire_jetons()[theme]
    faibles = [
        (a, b, round(contraste(jetons[a], jetons[b]), 2)) for a, b in TEXTES if contraste(jetons[a], jetons[b]) < 4.5
    ]
    faibles += [
        (a, b, round(contraste(jetons[a], jetons[b]), 2)) for a, b in BORDS if contraste(jetons[a], jetons[b]) < 3
    ]
    assert faibles == []


def test_no_raw_colour_outside_the_tokens():
    libres = {"#fff", "#22160f", "#1d2025", "#000", "#333", "#999"}  # on fixed grounds, and on paper
    fautes = [
        (chemin.name, couleur)
        for chemin in sorted(CSS.glob("*.css"))
        if chemin.name != "tokens.css"
        for couleur in re.findall(r"#[0-9a-f]{3,6}\b", chemin.read_text())
        if couleur not in libres
    ]
    assert fautes == []


def test_every_sheet_is_imported_once_and_light():
    import_ = re.findall(r'@import url\("([a-z]+\.css)"\)', (CSS / "forprev.css").read_text())
    assert sorted(import_) == sorted(chemin.name for chemin in CSS.glob("*.css") if chemin.name != "forprev.css")
    assert sum(len(gzip.compress(chemin.read_bytes())) for chemin in CSS.glob("*.css")) < 20_000


def test_the_sheets_can_be_hashed(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    for chemin in CSS.glob("*.css"):
        (tmp_path / "css").mkdir(exist_ok=True)
        (tmp_path / "css" / chemin.name).write_bytes(chemin.read_bytes())
    noms = [f"css/{chemin.name}" for chemin in CSS.glob("*.css")]
    traites = list(storage.post_process({nom: (storage, nom) for nom in noms}))
    assert [erreur for _, _, erreur in traites if isinstance(erreur, Exception)] == []
    with storage.open(storage.stored_name("css/forprev.css")) as fichier:
        principal = fichier.read().decode()
    assert re.search(r'url\("tokens\.[0-9a-f]{12}\.css"\)', principal)


@pytest.mark.parametrize("chemin", sorted(JS.glob("*.js")), ids=lambda chemin: chemin.name)
def test_a_script_is_small(chemin):
    assert chemin.stat().st_size < 2_048
