"""`/agenda/…`."""

from django.urls import path

from forprev.web.reseau import agenda

urlpatterns = [
    path("", agenda.liste, name="agenda"),
    path("agenda.ics", agenda.fichier, name="agenda_fichier"),
]
