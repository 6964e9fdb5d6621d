"""Logs: one JSON line a record in production, with the id of the request [OPS-04]."""

import json
import logging
import logging.config
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.journaux import EN_TETE, IdentifiantDeRequete, reglages


@pytest.fixture
def sortie() -> Iterator[StringIO]:
    """What the production formatter writes for the logger `essai`."""
    forme = dict(reglages("production")["formatters"]["lignes"])
    ecrit = StringIO()
    manieur = logging.StreamHandler(ecrit)
    manieur.setFormatter(forme.pop("()")(**forme))
    journal = logging.getLogger("essai")
    journal.addHandler(manieur)
    yield ecrit
    journal.removeHandler(manieur)


@pytest.mark.rule("OPS-04")
def test_une_ligne_json_porte_l_identifiant_de_la_requete(sortie: StringIO) -> None:
    def vue(request: HttpRequest) -> HttpResponse:
        logging.getLogger("essai").warning("habilitation %s suspendue", 12)
        return HttpResponse()

    reponse = IdentifiantDeRequete(vue)(RequestFactory().get("/", headers={EN_TETE: "forgé"}))

    ligne = json.loads(sortie.getvalue())
    assert ligne["event"] == "habilitation 12 suspendue"
    assert (ligne["level"], ligne["logger"]) == ("warning", "essai")
    assert ligne["requete"] == reponse[EN_TETE] != "forgé"
    assert structlog.contextvars.get_contextvars() == {}


def test_une_exception_tient_sur_une_ligne(sortie: StringIO) -> None:
    try:
        raise ValueError("é")
    except ValueError:
        logging.getLogger("essai").exception("échec")
    (ligne,) = sortie.getvalue().splitlines()
    assert "ValueError: é" in json.loads(ligne)["exception"]


@pytest.mark.parametrize("env", ["dev", "demo", "production"])
def test_les_reglages_sont_valides(env: str) -> None:
    logging.config.DictConfigurator(reglages(env))
    assert reglages(env)["loggers"]["django.request"] == {"level": "ERROR"}
