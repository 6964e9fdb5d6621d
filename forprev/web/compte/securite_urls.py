"""Addresses of a person's own safety: password, second factor, open web sessions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
