"""Addresses of the account, under the names that the sign-in package looks for."""

from django.urls import URLPattern, path

from forprev.web.compte import connexion, connexion_mot_de_passe, mon_profil, premiere_connexion

urlpatterns: list[URLPattern] = [
    path("connexion/", connexion.ConnexionView.as_view(), name="account_login"),
    path("deconnexion/", connexion.DeconnexionView.as_view(), name="account_logout"),
    path("inscription/", connexion.inscription, name="account_signup"),
    path("mot-de-passe-oublie/", connexion_mot_de_passe.mot_de_passe_oublie, name="account_reset_password"),
    path(
        "reinitialisation-mot-de-passe/<str:token>/",
        connexion_mot_de_passe.reinitialisation,
        name="reinitialisation_mot_de_passe",
    ),
    path("premiere-connexion/", premiere_connexion.premiere_connexion, name="premiere_connexion"),
    path("mon-profil/", mon_profil.mon_profil, name="mon_profil"),
]
