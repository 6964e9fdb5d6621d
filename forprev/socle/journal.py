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
    return EntreeJournal.objects.create(
        le=le,
        par_id=par.personne_id if par else None,
        profil=par.code if par else "système",
        verbe=verbe,
        objet_type=objet._meta.label,
        objet_id=str(objet.pk),
        details=details,
    )
