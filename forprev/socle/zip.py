"""ZIP archives whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

DEBUT = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP can say


def archive(fichiers: Mapping[str, bytes]) -> bytes:
    """A ZIP of `fichiers` (name: content) in the order of the names; stored, since our PDF are compressed already."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_STORED) as zippe:
        for nom in sorted(fichiers):
            entree = zipfile.ZipInfo(nom, DEBUT)
            entree.create_system, entree.external_attr = 3, 0o644 << 16
            zippe.writestr(entree, fichiers[nom])
    return sortie.getvalue()
