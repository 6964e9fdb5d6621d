"""What a form says of the state under which it was read [DEM-16]."""

from datetime import datetime

from forprev.profils.requete import Requete


def resultats_postes(request: Requete) -> datetime | None:
    """When the results that the page showed were sent [SES-24]; None when the page did not say, or oddly."""
    try:
        return datetime.fromisoformat(request.POST.get("resultats", ""))
    except ValueError:
        return None
