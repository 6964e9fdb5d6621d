"""The glossary is true: its terms exist in the code, its forbidden synonyms nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

RACINE = Path(__file__).resolve().parents[2]
LIGNES = [
    [case.strip() for case in ligne.strip("|").split("|")]
    for ligne in (RACINE / "docs" / "glossaire.md").read_text().splitlines()
    if ligne.startswith("| ") and not ligne.startswith(("| Term", "|---"))
]
SOURCES = {p: p.read_text() for p in (RACINE / "forprev").rglob("*.py") if "migrations" not in p.parts}


def mots_des_noms() -> Iterator[str]:
    """Every word of the name of a model, a field or a module."""
    for modele in apps.get_models():
        if modele.__module__.startswith("forprev."):
            yield modele.__name__.lower()
            yield from (champ.name for champ in modele._meta.get_fields())
    yield from (chemin.stem for chemin in SOURCES)


def interdits() -> set[str]:
    return {mot.strip() for ligne in LIGNES for mot in ligne[3].split(",") if mot.strip()}


def test_each_term_is_in_the_code():
    absents = [
        code
        for ligne in LIGNES
        for code in re.findall(r"`([\w.]+)`", ligne[1])
        if not any(re.search(rf"\b{re.escape(code.split('.')[-1])}\b", texte) for texte in SOURCES.values())
    ]
    assert absents == []


def test_no_name_uses_a_forbidden_synonym():
    assert interdits()
    fautifs = {nom for nom in mots_des_noms() if nom in interdits() or set(nom.split("_")) & interdits()}
    assert fautifs == set()
