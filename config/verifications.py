"""What production refuses to start with [SEC-05]: a pure function of the environment and of the settings."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ENVIRONNEMENTS = ("demo", "dev", "test", "production")
SECRET_DE_DEVELOPPEMENT = "development-only-" + "x" * 40
LONGUEUR_SECRET = 50
LETTRES_SECRET = 12
SMTP = "django.core.mail.backends.smtp.EmailBackend"
# Machines of a developer, names of the tests, domains that belong to nobody (RFC 2606).
_HOTES_DE_DEVELOPPEMENT = {"localhost", "127.0.0.1", "[::1]", "testserver", "*", ""}
_DOMAINE_FICTIF = re.compile(r"(^|[@.])(example|test|invalid|localhost|local)(\.(org|com|net))?>?$", re.IGNORECASE)

Environnement = Mapping[str, str]
Reglages = Mapping[str, Any]
Verification = Callable[[Environnement, Reglages], Iterator[str]]


def exiger(environnement: Environnement, reglages: Reglages) -> None:
    """Raise ImproperlyConfigured, with every reason at once, when this process must not start."""
    raisons = raisons_de_refus(environnement, reglages)
    if raisons:
        raise ImproperlyConfigured("Forprev refuses to start:\n" + "\n".join(f"- {raison}" for raison in raisons))


def raisons_de_refus(environnement: Environnement, reglages: Reglages) -> list[str]:
    """Why this environment cannot run; empty when it can [SEC-05]. Each reason begins with the variable to mend.

    Only production is judged, and a name that is none of the four: mistyped, it would run a developer's settings.
    """
    env = reglages["ENV"]
    if env not in ENVIRONNEMENTS:
        return [f"FORPREV_ENV is {env!r}: write one of {', '.join(ENVIRONNEMENTS)}."]
    if env != "production":
        return []
    return [raison for verification in _VERIFICATIONS for raison in verification(environnement, reglages)]


def _secret(environnement: Environnement, reglages: Reglages) -> Iterator[str]:
    secret = environnement.get("FORPREV_SECRET_KEY", "")
    if not secret or secret == SECRET_DE_DEVELOPPEMENT or secret.startswith(("development-", "django-insecure-")):
        yield "FORPREV_SECRET_KEY must be set to a secret of this site."
    elif len(secret) < LONGUEUR_SECRET or len(set(secret)) < LETTRES_SECRET:
        yield f"FORPREV_SECRET_KEY is too weak: {LONGUEUR_SECRET} random characters at least."


def _cle_de_scellement(environnement: Environnement, reglages: Reglages) -> Iterator[str]:
    chemin = environnement.get("FORPREV_CLE_SCELLEMENT", "")
    if not chemin:
        yield "FORPREV_CLE_SCELLEMENT must give the path of the key that seals certificates."
    elif not Path(chemin).is_file() or not Path(chemin).stat().st_size:
        yield "FORPREV_CLE_SCELLEMENT leads to no file, or to an empty one."


def _demonstration(environnement: Environnement, reglages: Reglages) -> Iterator[str]:
    if reglages["DEBUG"] or environnement.get("FORPREV_DEBUG", "") not in ("", "0"):
        yield "FORPREV_DEBUG must not be set: pages of errors would show the code and the data."
    if environnement.get("FORPREV_AUJOURDHUI"):
        yield "FORPREV_AUJOURDHUI must not be set: the day is the true one."
    if reglages["DEMO"] or not reglages["SECOND_FACTEUR_EXIGE"]:
        yield "FORPREV_ENV: the second factor of the réseau cannot be waived."


def _adresses(environnement: Environnement, reglages: Reglages) -> Iterator[str]:
    adresse = urlsplit(environnement.get("FORPREV_URL", ""))
    if adresse.scheme != "https" or not adresse.hostname or adresse.hostname in _HOTES_DE_DEVELOPPEMENT:
        yield "FORPREV_URL must be the public address of the site, in https."
    elif adresse.path.strip("/") or adresse.query or adresse.username:
        yield "FORPREV_URL must be a scheme and a host, nothing more."
    hotes = {hote.strip() for hote in environnement.get("FORPREV_HOSTS", "").split(",")}
    if hotes & _HOTES_DE_DEVELOPPEMENT:
        yield "FORPREV_HOSTS must list the names of the site, and those only."
    elif adresse.hostname not in hotes | _HOTES_DE_DEVELOPPEMENT | {None}:
        yield "FORPREV_HOSTS must hold the host of FORPREV_URL."


def _courriels(environnement: Environnement, reglages: Reglages) -> Iterator[str]:
    if reglages["EMAIL_BACKEND"] != SMTP:
        yield "FORPREV_EMAIL_BACKEND must not be set: mails leave by SMTP."
    for variable in ("FORPREV_FROM", "FORPREV_ASSISTANCE"):
        adresse = environnement.get(variable, "")
        if "@" not in adresse or _DOMAINE_FICTIF.search(adresse.strip()):
            yield f"{variable} must be an address of this site."


_VERIFICATIONS: tuple[Verification, ...] = (_secret, _cle_de_scellement, _demonstration, _adresses, _courriels)
