"""Addresses of *Contacts* and of the successors that a caisse appoints."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
