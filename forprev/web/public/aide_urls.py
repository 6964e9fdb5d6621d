"""Addresses of help and of those who cannot enter: contact, contested account, successor."""

from django.urls import URLPattern, path

from forprev.web.public import acces, aide, contestation, succession

urlpatterns: list[URLPattern] = [
    path("connexion/aide/", acces.connexion_aide, name="connexion_aide"),
    path("aide/contact/", aide.contact, name="aide_contact"),
    path("aide/contact/<int:pk>/", aide.message, name="aide_message"),
    path("aide/contact/suivi/<str:token>/", aide.suivi, name="aide_suivi"),
    path("compte-conteste/<str:token>/", contestation.compte_conteste, name="compte_conteste"),
    path("succession/", succession.demande, name="succession"),
    path("succession/contester/", succession.contestation, name="succession_contester"),
    path("succession/suivi/<str:token>/", succession.suivi, name="succession_suivi"),
]
