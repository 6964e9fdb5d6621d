"""Production refuses to start badly configured [SEC-05]: one test a refusal, and the process itself."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config.verifications import SECRET_DE_DEVELOPPEMENT, SMTP, raisons_de_refus

pytestmark = pytest.mark.rule("SEC-05")
RACINE = Path(__file__).resolve().parents[2]
SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
REGLAGES: dict[str, Any] = {
    "ENV": "production", "DEBUG": False, "DEMO": False, "SECOND_FACTEUR_EXIGE": True, "EMAIL_BACKEND": SMTP,
}  # fmt: skip


@pytest.fixture
def environnement(tmp_path: Path) -> dict[str, str]:
    """One that production starts with."""
    cle = tmp_path / "scellement.pem"
    cle.write_text("clé")
    return {
        "FORPREV_ENV": "production",
        "FORPREV_SECRET_KEY": SECRET,
        "FORPREV_CLE_SCELLEMENT": str(cle),
        "FORPREV_URL": "https://forprev.fr",
        "FORPREV_HOSTS": "forprev.fr,www.forprev.fr",
        "FORPREV_FROM": "Forprev <ne-pas-repondre@forprev.fr>",
        "FORPREV_ASSISTANCE": "assistance@forprev.fr",
    }


def test_a_good_environment_is_accepted(environnement):
    assert raisons_de_refus(environnement, REGLAGES) == []


@pytest.mark.parametrize(
    ("variable", "valeur"),
    [
        ("FORPREV_SECRET_KEY", None),
        ("FORPREV_SECRET_KEY", ""),
        ("FORPREV_SECRET_KEY", SECRET_DE_DEVELOPPEMENT),
        ("FORPREV_SECRET_KEY", "development-only-autre-" + SECRET),
        ("FORPREV_SECRET_KEY", "django-insecure-" + SECRET),
        ("FORPREV_SECRET_KEY", SECRET[:49]),
        ("FORPREV_SECRET_KEY", "ab" * 40),
        ("FORPREV_CLE_SCELLEMENT", None),
        ("FORPREV_CLE_SCELLEMENT", "/nulle/part.pem"),
        ("FORPREV_CLE_SCELLEMENT", os.devnull),
        ("FORPREV_DEBUG", "1"),
        ("FORPREV_DEBUG", "true"),
        ("FORPREV_AUJOURDHUI", "2026-11-20"),
        ("FORPREV_URL", None),
        ("FORPREV_URL", "http://forprev.fr"),
        ("FORPREV_URL", "https://localhost"),
        ("FORPREV_URL", "https://forprev.fr/chemin"),
        ("FORPREV_URL", "forprev.fr"),
        ("FORPREV_HOSTS", None),
        ("FORPREV_HOSTS", "*"),
        ("FORPREV_HOSTS", "forprev.fr,localhost"),
        ("FORPREV_HOSTS", "localhost,127.0.0.1,testserver"),
        ("FORPREV_HOSTS", "forprev.fr,"),
        ("FORPREV_HOSTS", "autre.fr"),
        ("FORPREV_FROM", None),
        ("FORPREV_FROM", "Forprev <ne-pas-repondre@example.org>"),
        ("FORPREV_FROM", "Forprev"),
        ("FORPREV_ASSISTANCE", None),
        ("FORPREV_ASSISTANCE", "assistance@example.org"),
    ],
)
def test_each_refusal_names_the_variable_to_mend(environnement, variable, valeur):
    environnement.pop(variable, None)
    if valeur is not None:
        environnement[variable] = valeur
    (raison,) = raisons_de_refus(environnement, REGLAGES)
    assert raison.startswith(variable)


@pytest.mark.parametrize(
    ("reglage", "valeur", "variable"),
    [
        ("DEBUG", True, "FORPREV_DEBUG"),
        ("DEMO", True, "FORPREV_ENV"),
        ("SECOND_FACTEUR_EXIGE", False, "FORPREV_ENV"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "FORPREV_EMAIL_BACKEND"),
        ("EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend", "FORPREV_EMAIL_BACKEND"),
        ("EMAIL_BACKEND", "forprev.courriels.backends.DemonstrationBackend", "FORPREV_EMAIL_BACKEND"),
        ("ENV", "prod", "FORPREV_ENV"),
        ("ENV", "Production", "FORPREV_ENV"),
        ("ENV", "", "FORPREV_ENV"),
    ],
)
def test_each_setting_is_judged_too(environnement, reglage, valeur, variable):
    (raison,) = raisons_de_refus(environnement, REGLAGES | {reglage: valeur})
    assert raison.startswith(variable)


@pytest.mark.parametrize("env", ["demo", "dev", "test"])
def test_other_environments_start_with_nothing(env):
    assert raisons_de_refus({}, REGLAGES | {"ENV": env, "DEMO": env == "demo"}) == []


def demarrer(environnement: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A process that reads the settings in that environment alone."""
    programme = "from django.conf import settings as s; print('ok', s.DEBUG, s.AUJOURDHUI, s.CSRF_COOKIE_SECURE and "
    programme += "s.SESSION_COOKIE_SECURE and s.SECURE_SSL_REDIRECT and s.SECURE_HSTS_SECONDS)"
    chemin = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "-c", programme], cwd=RACINE, env=chemin | environnement, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.rule("SEC-02")
def test_the_process_starts_or_says_everything_at_once(environnement):
    depart = demarrer(environnement)
    assert (depart.returncode, depart.stdout) == (0, "ok False None 31536000\n"), depart.stderr
    refuse = demarrer({"FORPREV_ENV": "production", "FORPREV_DEBUG": "1", "FORPREV_EMAIL_BACKEND": "console"})
    assert refuse.returncode == 1
    assert set(re.findall(r"^- (FORPREV_\w+)", refuse.stderr, re.MULTILINE)) == {
        *("FORPREV_SECRET_KEY", "FORPREV_CLE_SCELLEMENT", "FORPREV_DEBUG", "FORPREV_URL", "FORPREV_HOSTS"),
        *("FORPREV_EMAIL_BACKEND", "FORPREV_FROM", "FORPREV_ASSISTANCE"),
    }


def test_a_mistyped_environment_does_not_start_as_a_developer_s():
    refuse = demarrer({"FORPREV_ENV": "prod"})
    assert refuse.returncode == 1
    assert "FORPREV_ENV is 'prod'" in refuse.stderr


def test_the_secret_is_never_shown(environnement):
    refuse = demarrer(environnement | {"FORPREV_SECRET_KEY": "secret-trop-court"})
    assert refuse.returncode == 1
    assert "secret-trop-court" not in refuse.stderr + refuse.stdout


def test_every_variable_is_documented():
    """docs/exploitation.md has a row for each variable that the settings read."""
    lues = {
        nom
        for dossier in ("config", "forprev")
        for source in (RACINE / dossier).rglob("*.py")
        for nom in re.findall(r"environ(?:\.get\(|\[|nement\.get\()\"(FORPREV_\w+)\"", source.read_text())
    }
    tableau = (RACINE / "docs" / "exploitation.md").read_text()
    internes = {"FORPREV_SERVICE"}
    assert {nom for nom in lues if f"`{nom}`" not in tableau} <= internes
