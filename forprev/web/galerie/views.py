"""Static samples through the real components."""

from datetime import UTC, date, datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.web.galerie import exemples, forms


@require_safe
def composants(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?un=1` fills the lists with one line, `?vide=1` empties them."""
    lignes = exemples.sessions(1 if "un" in request.GET else 57)
    page = Paginator(lignes, 10).get_page(request.GET.get("page", 3))
    contexte = {
        "coquille": exemples.coquille("/galerie/"),
        "vierge": forms.vierge(),
        "errone": forms.errone(),
        "page": page,
        "vide": [],
        "filtres": [{"libelle": "État\u00a0: à traiter", "url": "?"}, {"libelle": "SST / 1", "url": "?"}],
        "aides": {"INITIAL": "Première formation à ce niveau.", "MAC": "Prolonge un certificat existant."},
        "jour": date(2026, 11, 20),
        "instant": datetime(2026, 11, 18, 9, 5, tzinfo=UTC),
        "mois": exemples.MOIS,
        "tons": ["neutre", "info", "attention", "succes", "danger", "accent"],
    }
    return render(request, "web/galerie/composants.html", contexte)


@require_safe
def exemple(request: HttpRequest, nom: str) -> HttpResponse:
    """One of the sketches, made of components. Raises Http404 for an unknown name."""
    if nom not in exemples.NOMS:
        raise Http404
    contexte = exemples.contexte(nom)
    return render(request, f"web/galerie/exemple_{nom.replace('-', '_')}.html", contexte)
