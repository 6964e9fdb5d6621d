"""Which tests run: those in a browser when there is one, the long trials when asked for."""

import os
import shutil

import pytest

NOMS_CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str | None:
    """The path of an installed Chromium: FORPREV_CHROMIUM, or the first known name on the PATH."""
    noms = (os.environ.get("FORPREV_CHROMIUM", ""), *NOMS_CHROMIUM)
    return next((chemin for nom in noms if nom and (chemin := shutil.which(nom))), None)


def exige() -> bool:
    """Whether a run without the browser tests counts as failed (continuous integration)."""
    return os.environ.get("FORPREV_NAVIGATEUR") == "exige"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "epreuve: a long trial, run by `make epreuves` only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("FORPREV_EPREUVES"):
        longs = [item for item in items if item.get_closest_marker("epreuve")]
        config.hook.pytest_deselected(items=longs)
        items[:] = [item for item in items if item not in longs]
    if chromium() is not None:
        return
    absents = [item for item in items if item.get_closest_marker("navigateur")]
    if absents and exige():
        raise pytest.UsageError("No Chromium: the browser tests are required here (FORPREV_NAVIGATEUR=exige).")
    for item in absents:
        item.add_marker(pytest.mark.skip(reason="no Chromium: make browser"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.section("THE BROWSER TESTS WERE LEFT OUT", sep="!", red=True, bold=True)
        terminalreporter.line(
            "No Chromium was found: `make browser` installs one, or give its path in FORPREV_CHROMIUM."
        )
