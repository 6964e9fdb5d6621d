"""What the templates of *Mon profil* share."""

from typing import Any

from django import template

from forprev.web.commun.adresses import adresse
from forprev.web.compte.onglets import ONGLETS

register = template.Library()


@register.inclusion_tag("web/compte/_onglets.html")
def onglets_profil(actif: str) -> dict[str, Any]:
    """The tabs, `actif` being the name of the address of the present page."""
    lignes = [(onglet, adresse(onglet.adresse)) for onglet in ONGLETS]
    return {"onglets": [(o.libelle, url, o.adresse == actif) for o, url in lignes if url]}
