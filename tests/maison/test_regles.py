"""Every rule of the specification has a test that carries its number, or is on a dated list that only shrinks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
TESTS = RACINE / "tests"
REGLES = (Path(__file__).with_name("regles.txt")).read_text().split()
SANS_TEST = RACINE / "docs" / "regles-sans-test.md"
NUMERO = re.compile(r"[A-Z]{3}-\d\d")


def marques() -> Iterator[str]:
    """Every number carried by a mark `rule`, with the test module that carries it."""
    for chemin in TESTS.rglob("*.py"):
        for noeud in ast.walk(ast.parse(chemin.read_text())):
            if isinstance(noeud, ast.Call) and ast.unparse(noeud.func) == "pytest.mark.rule":
                yield from (a.value for a in noeud.args if isinstance(a, ast.Constant))


def attendues() -> list[str]:
    return NUMERO.findall(SANS_TEST.read_text().split("\n## Missing", 1)[1])


def plafond() -> int:
    trouve = re.search(r"^At most (\d+) on \d{4}-\d\d-\d\d", SANS_TEST.read_text(), re.MULTILINE)
    assert trouve
    return int(trouve.group(1))


def test_the_list_of_missing_rules_is_exact():
    assert sorted(attendues()) == sorted(set(REGLES) - set(marques()))


def test_the_list_of_missing_rules_only_shrinks():
    assert len(attendues()) <= plafond()


def test_no_mark_names_an_unknown_rule():
    assert set(marques()) <= set(REGLES)
