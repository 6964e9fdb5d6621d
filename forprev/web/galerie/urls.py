"""Addresses of the gallery; included by forprev.web.urls only in development, tests and demonstration."""

from django.urls import path

from forprev.web.galerie import views

urlpatterns = [
    path("galerie/", views.composants, name="galerie"),
    path("galerie/exemples/<slug:nom>/", views.exemple, name="galerie_exemple"),
]
