"""The run of the tests says loudly, or refuses, that the browser was left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
ESSAIS = """
import pytest

@pytest.mark.navigateur
def test_ecran():
    pass

@pytest.mark.epreuve
def test_long():
    pass

def test_court():
    pass
"""


def lancer(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """pytest on three small tests, on a machine whose PATH holds no Chromium."""
    (tmp_path / "test_essai.py").write_text(ESSAIS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = navigateur\n")
    environnement = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith("FORPREV_")}
    environnement |= {"PATH": str(tmp_path), "PYTHONPATH": str(RACINE)} | variables
    options = ["-p", "no:django", "-p", "tests.plugins.selection", "-p", "no:cacheprovider", "-q"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        env=environnement,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_sans_navigateur_on_le_dit(tmp_path: Path) -> None:
    resultat = lancer(tmp_path)
    assert resultat.returncode == 0
    assert "THE BROWSER TESTS WERE LEFT OUT" in resultat.stdout
    assert "1 passed, 1 skipped, 1 deselected" in resultat.stdout


def test_sans_navigateur_l_integration_continue_echoue(tmp_path: Path) -> None:
    resultat = lancer(tmp_path, FORPREV_NAVIGATEUR="exige")
    assert resultat.returncode == pytest.ExitCode.USAGE_ERROR
    assert "No Chromium" in resultat.stderr


def test_un_navigateur_et_les_epreuves_demandees(tmp_path: Path) -> None:
    resultat = lancer(tmp_path, FORPREV_CHROMIUM=sys.executable, FORPREV_EPREUVES="1", FORPREV_NAVIGATEUR="exige")
    assert resultat.returncode == 0
    assert "3 passed" in resultat.stdout
    assert "LEFT OUT" not in resultat.stdout
