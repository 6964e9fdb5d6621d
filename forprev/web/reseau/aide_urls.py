"""Addresses of *Contacts* and of the successors that a caisse appoints."""

from django.urls import URLPattern, path

from forprev.web.reseau import contacts, successions

urlpatterns: list[URLPattern] = [
    path("contacts/", contacts.liste, name="contacts"),
    path("contacts/<int:pk>/", contacts.fiche, name="contact"),
    path("contacts/<int:pk>/clore/", contacts.clore, name="contact_clore"),
    path("contacts/<int:pk>/rouvrir/", contacts.rouvrir, name="contact_rouvrir"),
    path("contacts/<int:pk>/retablir/", contacts.retablir, name="contact_retablir"),
    path("reseau/successions/", successions.liste, name="reseau_successions"),
    path("reseau/successions/<int:pk>/", successions.fiche, name="reseau_succession"),
    path("reseau/successions/<int:pk>/lettres/<int:lettre_pk>/", successions.lettre, name="reseau_succession_lettre"),
    path("reseau/successions/<int:pk>/nommer/", successions.nomination, name="reseau_succession_nommer"),
    path("reseau/successions/<int:pk>/refuser/", successions.refus, name="reseau_succession_refuser"),
]
