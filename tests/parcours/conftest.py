"""A real browser before the real server, and the few gestures that every journey is made of."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.certification.conftest import monde, monde2
from tests.parcours.gestes import ATTENTE, MOT_DE_PASSE
from tests.plugins.selection import chromium

__all__ = ["monde", "monde2"]

OPTIONS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
# What Chromium says of any answer that is not 2xx, and htmx of a round trip that a newer one replaces: both are part of
# journeys, and judged there.
SANS_GRAVITE = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")


@pytest.fixture(scope="package")
def navigateur() -> Iterator[Browser]:
    """One Chromium for all the journeys of a process."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        ouvert = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        yield ouvert
        ouvert.close()
    patch.undo()


@pytest.fixture
def _sans_second_facteur(settings) -> None:
    """The journeys that are not about it sign in with a password alone, as in the demonstration."""
    settings.SECOND_FACTEUR_EXIGE = False


@pytest.fixture
def ouvrir_page(navigateur, live_server, jour, _sans_second_facteur) -> Iterator[Callable[..., Page]]:
    """A function that opens a browser of one's own: another person, another set of cookies.

    `largeur`, `theme` ("dark") and `script` (False: no JavaScript) say which. Addresses are relative to the site. What
    the browser complains about (errors of scripts, refusals of the security policy) fails the test at its end.
    """
    contextes, plaintes = [], []

    def noter(message) -> None:
        if message.type == "error" and not message.text.startswith(SANS_GRAVITE):
            plaintes.append(message.text)

    def ouvrir(largeur: int = 1280, theme: str = "light", script: bool = True) -> Page:
        contexte = navigateur.new_context(
            base_url=live_server.url,
            viewport={"width": largeur, "height": 860},
            color_scheme=theme,
            java_script_enabled=script,
            locale="fr-FR",
            reduced_motion="reduce",
        )
        contexte.set_default_timeout(ATTENTE)
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        page.on("console", noter)
        return page

    yield ouvrir
    for contexte in contextes:
        _fermer(contexte)
    assert not plaintes, "\n".join(plaintes)


def _fermer(contexte) -> None:
    """Close, after leaving the pages: a request still under way would be cut while the database is emptied."""
    for page in contexte.pages:
        try:
            page.goto("about:blank")
        except Error:
            continue
    contexte.close()


@pytest.fixture
def mot_de_passe(db) -> Callable[..., None]:
    """A function that lets people sign in with MOT_DE_PASSE (hashed once: the hash is slow by design)."""
    empreinte = make_password(MOT_DE_PASSE)

    def donner(*personnes) -> None:
        for personne in personnes:
            personne.password = empreinte
            personne.save(update_fields=["password"])

    return donner


@pytest.fixture
def worker(executer_taches) -> Iterator[Callable[..., list[str]]]:
    """A function that runs the jobs due in a thread of its own: this one holds the browser's event loop."""
    with ThreadPoolExecutor(1) as fil:

        def executer(*args) -> list[str]:
            return fil.submit(executer_taches, *args).result()

        yield executer
        fil.submit(connections.close_all).result()
