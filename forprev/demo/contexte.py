"""What the sign-in page of the demonstration adds."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from forprev.demo.comptes import COMPTES
from forprev.demo.pays.gens import MOT_DE_PASSE


def raccourcis(request: HttpRequest) -> dict[str, Any]:
    """One way in per profile, in the demonstration only."""
    if not settings.DEMO:
        return {}
    return {"raccourcis_demo": COMPTES, "mot_de_passe_demo": MOT_DE_PASSE}
