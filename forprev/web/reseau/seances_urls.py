"""Addresses of the meetings of the commission."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from forprev.comptes.states import Profil
from forprev.web.commun.decorators import Vue, pour
from forprev.web.reseau.seances import vues


def _decide(vue: Vue) -> Callable[..., HttpResponse]:
    return pour(Profil.COMMISSION, Profil.INRS)(vue)


urlpatterns: list[URLPattern] = [
    path("seances/", _decide(vues.liste), name="seances"),
    path("seances/<int:pk>/", _decide(vues.detail), name="seance"),
    path("seances/<int:pk>/courriers/", _decide(vues.courriers), name="seance_courriers"),
    path("seances/<int:pk>/clore/", _decide(vues.clore), name="seance_clore"),
    path("seances/<int:pk>/proces-verbal/", _decide(vues.proces_verbal), name="seance_proces_verbal"),
    path("seances/<int:pk>/retirer/<int:numero>/", _decide(vues.retirer), name="seance_retirer"),
]
