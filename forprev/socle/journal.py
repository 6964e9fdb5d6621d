"""Writing the journal: one line per act, in the transaction of the act."""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from forprev.socle.models import EntreeJournal


class Auteur(Protocol):
    """Whoever acts: the journal needs the person's key and the profile worn."""

    @property
    def personne_id(self) -> int | None: ...

    @property
    def code(self) -> str: ...


def journaliser(*, par: Auteur | None, verbe: str, objet: Model, le: datetime, **details: Any) -> EntreeJournal:
    """Add a line [RGP-07]. `par=None` is the system; `details` holds no name of an acteur."""
    return _ecrire(par, verbe, objet._meta.label, str(objet.pk), le, details)


def journaliser_sans_objet(
    *, par: Auteur | None, verbe: str, nature: str, cle: str, le: datetime, **details: Any
) -> EntreeJournal:
    """Add a line about what no table holds: `nature` says what it is, `cle` which one, never in clear [RGP-07]."""
    return _ecrire(par, verbe, nature, cle, le, details)


def _ecrire(
    par: Auteur | None, verbe: str, nature: str, cle: str, le: datetime, details: dict[str, Any]
) -> EntreeJournal:
    return EntreeJournal.objects.create(
        le=le,
        par_id=par.personne_id if par else None,
        profil=par.code if par else "système",
        verbe=verbe,
        objet_type=nature,
        objet_id=cle,
        details=details,
    )
