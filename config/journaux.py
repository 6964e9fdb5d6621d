"""Logs: lines a person reads on a laptop, JSON in production, an id for each request, no personal data [OPS-04].

Code logs through the standard library (`logging.getLogger(__name__)`) with keys of objects, never names or addresses.
"""

import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

EN_TETE = "X-Request-ID"


def reglages(env: str) -> dict[str, Any]:
    """The LOGGING setting of an environment."""
    production = env == "production"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lignes": {"()": structlog.stdlib.ProcessorFormatter, **_formes(production)}},
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "lignes"}},
        "root": {"handlers": ["terminal"], "level": "INFO" if production else "WARNING"},
        "loggers": {
            # An address may hold a token: refusals (4xx) are counted elsewhere, not written with their path.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
        },
    }


def _formes(production: bool) -> dict[str, Any]:
    """How a record becomes a line; the id of the request is added by the context."""
    communs = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if production:
        rendu = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        rendu = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return {
        "foreign_pre_chain": communs,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendu],
    }


class IdentifiantDeRequete:
    """Middleware: give every request an id, said in its log lines and in its answer.

    An id sent from outside is not taken: anybody could write anything into the logs.
    """

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifiant = uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(requete=identifiant):
            reponse = self.suite(request)
        reponse[EN_TETE] = identifiant
        return reponse
