"""`/certificats/…`; the sessions share their addresses with the entity, in forprev.web.certification_urls."""

from django.urls import path

from forprev.web.formateur import certificats

urlpatterns = [
    path("", certificats.liste, name="certificats"),
    path("<slug:numero>/", certificats.telecharger, name="certificat_telecharger"),
]
