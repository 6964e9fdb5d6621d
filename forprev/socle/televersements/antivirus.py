"""The antivirus, when there is one: clamd, by its socket, before anything here opens a file [SEC-03].

settings.CLAMAV is the path of its socket or `host:port`; empty, nothing is scanned. A scanner that does not answer lets
nothing through.
"""

import socket
import struct

from django.conf import settings

from forprev.socle.televersements.refus import refuser

PATIENCE = 30.0
_MORCEAU = 64 * 1024
_REPONSE_MAX = 4096


def analyser(contenu: bytes) -> None:
    """Raise Refus when clamd finds something, or when it cannot say."""
    if not settings.CLAMAV:
        return
    try:
        reponse = _demander(settings.CLAMAV, contenu)
    except (OSError, ValueError) as erreur:
        raise _indisponible() from erreur
    if reponse.endswith(b"FOUND"):
        texte = "L’antivirus a trouvé un virus dans ce fichier\u00a0: il n’a pas été gardé. Vérifiez votre poste."
        raise refuser("fichier_infecte", texte)
    if reponse != b"stream: OK":
        raise _indisponible()


def _demander(adresse: str, contenu: bytes) -> bytes:
    """The answer of clamd to INSTREAM: the content in pieces, each after its length, an empty one to end."""
    with _ouvrir(adresse) as prise:
        prise.sendall(b"zINSTREAM\0")
        for debut in range(0, len(contenu), _MORCEAU):
            morceau = contenu[debut : debut + _MORCEAU]
            prise.sendall(struct.pack("!I", len(morceau)) + morceau)
        prise.sendall(struct.pack("!I", 0))
        return _lire(prise)


def _ouvrir(adresse: str) -> socket.socket:
    if not adresse.startswith("/"):
        hote, _, port = adresse.rpartition(":")
        return socket.create_connection((hote, int(port)), timeout=PATIENCE)
    prise = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    prise.settimeout(PATIENCE)
    try:
        prise.connect(adresse)
    except OSError:
        prise.close()
        raise
    return prise


def _lire(prise: socket.socket) -> bytes:
    recu = b""
    while not recu.endswith(b"\0") and len(recu) < _REPONSE_MAX:
        suite = prise.recv(_REPONSE_MAX)
        if not suite:
            break
        recu += suite
    return recu.rstrip(b"\0").strip()


def _indisponible() -> Exception:
    texte = "Ce fichier n’a pas pu être vérifié par l’antivirus. Réessayez dans quelques minutes."
    return refuser("antivirus_indisponible", texte)
