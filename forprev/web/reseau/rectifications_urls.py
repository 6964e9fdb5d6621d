"""Addresses of *Rectifications* and of erasure requests."""

from django.urls import URLPattern, path

from forprev.web.reseau import rectifications, rectifications_effacements

urlpatterns: list[URLPattern] = [
    path("rectifications/", rectifications.liste, name="rectifications"),
    path("rectifications/<int:pk>/", rectifications.fiche, name="rectification"),
    path("rectifications/<int:pk>/refus/", rectifications.refus, name="rectification_refus"),
    path("rectifications/<int:pk>/preuve/", rectifications.preuve, name="rectification_preuve"),
    path("effacements/", rectifications_effacements.liste, name="effacements"),
    path("effacements/<int:pk>/", rectifications_effacements.fiche, name="effacement"),
    path("effacements/<int:pk>/refus/", rectifications_effacements.refus, name="effacement_refus"),
    path("effacements/<int:pk>/accord/", rectifications_effacements.accord, name="effacement_accord"),
]
