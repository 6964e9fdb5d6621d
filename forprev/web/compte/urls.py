"""Addresses of the account, under the names that the sign-in package looks for."""

from django.urls import URLPattern, path

from forprev.web.compte import (
    connexion,
    connexion_code,
    connexion_mot_de_passe,
    inscription,
    mon_profil,
    mon_profil_email,
    mon_profil_notifications,
    premiere_connexion,
    profils,
)

urlpatterns: list[URLPattern] = [
    path("connexion/", connexion.ConnexionView.as_view(), name="account_login"),
    path("connexion/code/", connexion_code.code_de_connexion, name="mfa_authenticate"),
    path("deconnexion/", connexion.DeconnexionView.as_view(), name="account_logout"),
    path("inscription/", inscription.inscription, name="account_signup"),
    path("inscription/confirmation/<str:token>/", inscription.confirmation, name="inscription_confirmation"),
    path("mot-de-passe-oublie/", connexion_mot_de_passe.mot_de_passe_oublie, name="account_reset_password"),
    path(
        "reinitialisation-mot-de-passe/<str:token>/",
        connexion_mot_de_passe.reinitialisation,
        name="reinitialisation_mot_de_passe",
    ),
    path("premiere-connexion/", premiere_connexion.premiere_connexion, name="premiere_connexion"),
    path("mon-profil/", mon_profil.mon_profil, name="mon_profil"),
    path("mon-profil/notifications/", mon_profil_notifications.notifications, name="mon_profil_notifications"),
    path("mon-profil/e-mail/", mon_profil_email.changer_email, name="mon_profil_email"),
    path("mon-profil/e-mail/annuler/", mon_profil_email.annuler, name="mon_profil_email_annuler"),
    path("mon-profil/e-mail/confirmation/<str:token>/", mon_profil_email.confirmation, name="confirmation_email"),
    path("profils/nouvelle-entite/", profils.creer_entite, name="entite_creer"),
]
