"""Addresses of *Comptes* and *Rectifications*."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
