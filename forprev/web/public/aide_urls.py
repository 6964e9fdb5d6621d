"""Addresses of help and of those who cannot enter: contact, contested account, successor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
