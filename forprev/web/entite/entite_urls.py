"""Addresses of *Mon entité*; its update is a request, in `demandes_urls`."""

from django.urls import URLPattern, path

from forprev.web.entite import entite

urlpatterns: list[URLPattern] = [
    path("mon-entite/", entite.mon_entite, name="mon_entite"),
    path("mon-entite/attestation/", entite.attestation, name="mon_entite_attestation"),
    path("mon-entite/signataire/", entite.signataire, name="mon_entite_signataire"),
    path("mon-entite/publication/", entite.publication, name="mon_entite_publication"),
]
