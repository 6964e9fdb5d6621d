"""Processes that make the certificates of one session and die on the way, for the tests of SES-15.

Forked from a clean server process (`multiprocessing`'s forkserver) that has read this module once: real processes, real
SIGKILL, and nothing of it in the product.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.synchronize import Barrier as Rendezvous
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - the applications must be loaded first
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.db import connections  # noqa: E402

from forprev.certification.actions import delivrance, generation  # noqa: E402
from forprev.socle import files  # noqa: E402
from tests.fabriques.jour import INSTANT  # noqa: E402

CONTEXTE = multiprocessing.get_context("forkserver")
CONTEXTE.set_forkserver_preload([__name__])


def mourir(*args: Any, **kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _a_l_appel(rang: int, faire: Callable[..., Any]) -> Callable[..., Any]:
    """`faire`, but for the call of that rank, which kills."""
    appels = iter(range(1, 1000))
    return lambda *a, **k: mourir() if next(appels) == rang else faire(*a, **k)


def _puis_mourir(faire: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *a, **k: mourir(faire(*a, **k))


def _a_moitie(chemin: str, contenu: bytes) -> None:
    default_storage.save(chemin, ContentFile(contenu[: len(contenu) // 2]))
    mourir()


# Where the process dies: what is replaced, and by what.
POINTS: dict[str, tuple[Any, str, Callable[[Callable[..., Any]], Callable[..., Any]]]] = {
    "while preparing": (delivrance, "_prepare", lambda f: _a_l_appel(2, f)),
    "once prepared": (generation, "_dessiner", lambda f: mourir),
    "while drawing": (generation, "certificat_pdf", lambda f: _a_l_appel(2, f)),
    "in the middle of a file": (files, "deposer", lambda f: _a_moitie),
    "between the two files": (files, "deposer", _puis_mourir),
    "once the files are written": (generation, "_terminer", lambda f: mourir),
    "while issuing": (delivrance, "delivrer", lambda f: _a_l_appel(2, f)),
    "just before the commit": (generation.notifications, "annoncer_certificats", _puis_mourir),
    "just after the commit": (generation, "_terminer", _puis_mourir),
}


def _attendre_l_autre(faire: Callable[..., Any], rendezvous: Rendezvous) -> Callable[..., Any]:
    def attendre(**faits: Any) -> Any:
        rendezvous.wait(30)
        return faire(**faits)

    return attendre


def _produire(base: str, dossier: Path, generation_id: int, point: str, rendezvous: Rendezvous | None) -> None:
    connections["default"].settings_dict["NAME"] = base
    settings.MEDIA_ROOT = dossier
    if point:
        module, nom, remplacer = POINTS[point]
        setattr(module, nom, remplacer(getattr(module, nom)))
    if rendezvous:
        generation._terminer = _attendre_l_autre(generation._terminer, rendezvous)
    generation.produire(generation_id=generation_id, le=INSTANT)


def processus(base: str, dossier: Path, generation_id: int, *, point: str = "", rendezvous: Rendezvous | None = None):
    """A process, not started, that makes the certificates: dies at `point`, or waits for another before the end."""
    return CONTEXTE.Process(target=_produire, args=(base, dossier, generation_id, point, rendezvous))
