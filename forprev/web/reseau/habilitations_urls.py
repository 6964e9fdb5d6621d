"""Addresses of the rights, on the side of the réseau."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from forprev.comptes.states import Profil
from forprev.web.commun.decorators import Vue, pour
from forprev.web.reseau.habilitations import vues


def _lit(vue: Vue) -> Callable[..., HttpResponse]:
    return pour(Profil.INSTRUCTEUR, Profil.COMMISSION, Profil.INRS)(vue)


def _agit(vue: Vue) -> Callable[..., HttpResponse]:
    return require_POST(pour(Profil.INRS)(vue))


urlpatterns: list[URLPattern] = [
    path("reseau/habilitations/", _lit(vues.liste), name="reseau_habilitations"),
    path("reseau/habilitations/prolonger/", pour(Profil.INRS)(vues.prolonger_tout), name="reseau_prolonger_tout"),
    path("reseau/habilitations/<int:pk>/", _lit(vues.fiche), name="reseau_habilitation"),
    path("reseau/habilitations/<int:pk>/suspendre/", _agit(vues.suspendre), name="reseau_suspendre"),
    path("reseau/habilitations/<int:pk>/lever/<int:suspension_id>/", _agit(vues.lever), name="reseau_lever"),
    path("reseau/habilitations/<int:pk>/retirer/", _agit(vues.retirer), name="reseau_retirer"),
    path("reseau/habilitations/<int:pk>/prolonger/", _agit(vues.prolonger), name="reseau_prolonger"),
    path("reseau/habilitations/<int:pk>/courriers/<int:courrier_id>/", _lit(vues.courrier), name="reseau_courrier"),
]
