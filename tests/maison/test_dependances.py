"""Every dependency has its reason in docs/dependances.md, and nothing compiled names a host."""

import re
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
ENTREES = sorted((RACINE / "requirements").glob("*.in"))
COMPILES = sorted((RACINE / "requirements").glob("*.txt"))


def demandees() -> set[str]:
    lignes = [ligne for chemin in ENTREES for ligne in chemin.read_text().splitlines()]
    return {re.split(r"[\[<>=~! ]", ligne)[0] for ligne in lignes if ligne and not ligne.startswith(("-r", "#"))}


def expliquees() -> set[str]:
    texte = (RACINE / "docs" / "dependances.md").read_text()
    return set(re.findall(r"^\| ([a-z0-9-]+) \| \S", texte, re.MULTILINE))


def test_each_dependency_has_one_line_of_reason():
    assert demandees() == expliquees()


def test_requirements_are_pinned_with_hashes_and_name_no_host():
    for chemin in COMPILES:
        texte = chemin.read_text()
        assert "://" not in texte, chemin.name
        assert texte.count("==") <= texte.count("--hash=sha256:"), chemin.name
