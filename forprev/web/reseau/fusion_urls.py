"""Addresses of the merge and of *Doublons*."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
