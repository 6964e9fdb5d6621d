"""Spreadsheet files that leave the application: what is typed by someone is never a formula for the reader [SEC-04]."""

import csv
import io
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

_BOM = "\ufeff"
# What makes a spreadsheet compute, or leave the cell: a formula begins so.
_AMORCES = frozenset("=+-@\t\r\n\u2212")
_INVISIBLES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def neutraliser(valeur: Any) -> Any:
    """The value, such that no spreadsheet takes it for a formula: a text that begins like one is given an apostrophe.

    Full-width twins (＝ ＋ － ＠) and signs hidden behind spaces or invisible characters count too. Numbers, which
    nobody typed as text, are left alone.
    """
    if not isinstance(valeur, str):
        return valeur
    # NFKC brings the twins back to the plain signs.
    lue = unicodedata.normalize("NFKC", valeur)
    visible = next((lettre for lettre in lue if unicodedata.category(lettre) not in _INVISIBLES), "")
    dangereuse = valeur[:1] in _AMORCES or visible in _AMORCES
    return f"'{valeur}" if dangereuse else valeur


def csv_francais(entetes: Iterable[str], lignes: Iterable[Iterable[Any]]) -> bytes:
    """A CSV file as a French spreadsheet opens it: UTF-8 with its mark, semicolons, dates as JJ/MM/AAAA, defused."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([_cellule(entete) for entete in entetes])
    ecrivain.writerows([_cellule(valeur) for valeur in ligne] for ligne in lignes)
    return (_BOM + sortie.getvalue()).encode()


def _cellule(valeur: Any) -> Any:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        local = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
        return f"{local:%d/%m/%Y %H:%M}"
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, int | float | Decimal):
        return str(valeur).replace(".", ",")
    return neutraliser(str(valeur).replace("\x00", ""))
