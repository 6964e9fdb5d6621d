"""Nothing grows out of shape: functions, modules, templates; no signal, no hidden import, no state set by hand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
MODULES = sorted(p for d in ("forprev", "config") for p in (RACINE / d).rglob("*.py") if "migrations" not in p.parts)
GABARITS = sorted((RACINE / "templates").rglob("*.html"))
# The one place where the mechanism of transitions assigns a state.
MECANISME = "forprev/socle/transitions.py"


def nom(chemin: Path) -> str:
    return str(chemin.relative_to(RACINE))


def arbres() -> Iterator[tuple[Path, ast.Module]]:
    for chemin in MODULES:
        yield chemin, ast.parse(chemin.read_text())


def test_functions_stay_under_40_lines():
    longues = [
        f"{nom(chemin)}:{noeud.lineno} {noeud.name}"
        for chemin, arbre in arbres()
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef) and (noeud.end_lineno or 0) - noeud.lineno + 1 > 40
    ]
    assert longues == []


def test_modules_stay_under_400_lines():
    assert [nom(chemin) for chemin in MODULES if len(chemin.read_text().splitlines()) > 400] == []


def test_templates_stay_under_150_lines():
    assert [nom(chemin) for chemin in GABARITS if len(chemin.read_text().splitlines()) > 150] == []


def test_no_model_signal():
    signaux = re.compile(r"django\.db\.models\.signals|django\.dispatch|@receiver")
    assert [nom(chemin) for chemin in MODULES if signaux.search(chemin.read_text())] == []


def test_only_the_table_of_transitions_assigns_a_state():
    affectations = [
        f"{nom(chemin)}:{noeud.lineno}"
        for chemin, arbre in arbres()
        if nom(chemin) != MECANISME
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Assign | ast.AugAssign)
        for cible in (noeud.targets if isinstance(noeud, ast.Assign) else [noeud.target])
        if isinstance(cible, ast.Attribute) and cible.attr == "etat"
    ]
    assert affectations == []


@pytest.mark.parametrize(
    "motif",
    [
        r"<script(?![^>]*\bsrc=)",
        r"\son(click|change|submit|load|input|key\w+|mouse\w+|focus|blur)=",
        r"\sstyle=",
        r"(src|srcset|action|poster)=.https?://",
        r"<link[^>]*https?://",
    ],
)
def test_templates_hold_no_inline_code_nor_foreign_host(motif):
    fautifs = [nom(c) for c in GABARITS if re.search(motif, c.read_text()) and "courriers" not in c.parts]
    assert fautifs == []


def test_rules_know_no_clock():
    horloges = re.compile(r"datetime\.now|date\.today|timezone\.now|clock\.(maintenant|aujourdhui)")
    salles = {"rules", "deadlines", "actions", "states", "perms", "models", "documents"}
    fautifs = [
        nom(c)
        for c in MODULES
        if "forprev" in c.parts and (c.stem in salles or salles & set(c.parts)) and horloges.search(c.read_text())
    ]
    assert fautifs == []
