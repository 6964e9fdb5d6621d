"""The antivirus: what it finds is refused, and nothing passes while it does not answer [SEC-03]."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from forprev.socle.raisons import Refus
from forprev.socle.televersements import antivirus, examiner
from tests.socle import fichiers

pytestmark = pytest.mark.rule("SEC-03")
EICAR = b"MARQUE-DE-VIRUS"


class FauxClamd:
    """A clamd of one request at a time, that finds EICAR."""

    def __init__(self, prise: socket.socket, reponse: bytes | None = None) -> None:
        self.prise, self.reponse, self.recus = prise, reponse, []
        self.fil = threading.Thread(target=self._servir, daemon=True)
        self.fil.start()

    def _servir(self) -> None:
        while True:
            try:
                client, _ = self.prise.accept()
            except OSError:
                return
            with client:
                contenu = self._lire(client.makefile("rb"))
                self.recus.append(contenu)
                trouve = b"stream: Eicar-Test FOUND\0" if EICAR in contenu else b"stream: OK\0"
                client.sendall(trouve if self.reponse is None else self.reponse)

    @staticmethod
    def _lire(flux) -> bytes:
        assert flux.read(10) == b"zINSTREAM\0"
        contenu = b""
        while taille := struct.unpack("!I", flux.read(4))[0]:
            contenu += flux.read(taille)
        return contenu


@pytest.fixture
def ecouter(tmp_path: Path, settings) -> Iterator:
    prises = []

    def ouvrir(reponse: bytes | None = None) -> FauxClamd:
        settings.CLAMAV = str(tmp_path / "clamd.ctl")
        prise = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        prise.bind(settings.CLAMAV)
        prise.listen()
        prises.append(prise)
        return FauxClamd(prise, reponse)

    yield ouvrir
    for prise in prises:
        prise.shutdown(socket.SHUT_RDWR)
        prise.close()


def code(contenu: bytes) -> str:
    with pytest.raises(Refus) as pris:
        examiner(contenu, "a.pdf")
    return pris.value.raisons[0].code


def test_a_clean_file_passes_after_the_scanner_has_seen_all_of_it(ecouter):
    clamd = ecouter()
    contenu = fichiers.pdf(Lang="x" * 200_000)
    assert examiner(contenu, "a.pdf").contenu == contenu
    assert clamd.recus == [contenu]


def test_an_infected_file_is_refused_before_anything_opens_it(ecouter):
    ecouter()
    assert code(b"%PDF-1.7 " + EICAR) == "fichier_infecte"


@pytest.mark.parametrize("reponse", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: Access denied. ERROR\0"])
def test_a_scanner_that_cannot_say_lets_nothing_through(ecouter, reponse):
    ecouter(reponse)
    assert code(fichiers.pdf()) == "antivirus_indisponible"


@pytest.mark.parametrize("adresse", ["/nulle/part/clamd.ctl", "127.0.0.1:1", "sans-port"])
def test_a_scanner_that_is_away_lets_nothing_through(settings, adresse):
    settings.CLAMAV = adresse
    assert code(fichiers.pdf()) == "antivirus_indisponible"


def test_a_scanner_that_is_silent_is_not_waited_for_ever(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(antivirus, "PATIENCE", 0.1)
    settings.CLAMAV = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as prise:
        prise.bind(settings.CLAMAV)
        prise.listen()
        assert code(fichiers.pdf()) == "antivirus_indisponible"


def test_a_scanner_by_the_network(settings):
    with socket.create_server(("127.0.0.1", 0)) as prise:
        FauxClamd(prise)
        settings.CLAMAV = f"127.0.0.1:{prise.getsockname()[1]}"
        assert code(b"%PDF-1.7 " + EICAR) == "fichier_infecte"
        assert examiner(fichiers.pdf(), "a.pdf")


def test_without_a_scanner_nothing_is_asked(settings):
    settings.CLAMAV = ""
    assert examiner(fichiers.pdf(), "a.pdf")
