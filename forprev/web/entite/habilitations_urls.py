"""Addresses of the habilitations of an entity."""

from django.urls import URLPattern, path

from forprev.web.entite import habilitations, habilitations_actes, habilitations_echeances

urlpatterns: list[URLPattern] = [
    path("", habilitations.liste, name="habilitations"),
    path("echeances.ics", habilitations_echeances.fichier, name="habilitations_echeances"),
    path("abonnement/", habilitations_echeances.abonnement, name="habilitations_abonnement"),
    path("abonnement/revoquer/", habilitations_echeances.revoquer, name="habilitations_abonnement_revoquer"),
    path("abonnement/<str:jeton>.ics", habilitations_echeances.flux, name="habilitations_flux"),
    path("<int:pk>/", habilitations.fiche, name="habilitation"),
    path("<int:pk>/courriers/<int:courrier_id>/", habilitations_actes.courrier, name="habilitation_courrier"),
    path("<int:pk>/renoncer/", habilitations_actes.renoncer, name="habilitation_renoncer"),
]
