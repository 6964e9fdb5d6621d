"""Addresses of a person's own data: rectification, export, erasure."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
