"""Addresses of the merge and of *Doublons*."""

from django.urls import path

from forprev.web.reseau import fusion, fusion_doublons

urlpatterns = [
    path("comptes/fusion/", fusion.fusion, name="fusion"),
    path("doublons/", fusion_doublons.liste, name="doublons"),
    path("doublons/<int:pk>/deux-personnes/", fusion_doublons.distinction, name="doublon_distinction"),
]
