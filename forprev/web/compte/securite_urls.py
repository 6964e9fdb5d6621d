"""Addresses of a person's own safety: password, second factor, open web sessions."""

from django.urls import URLPattern, path

from forprev.web.compte.securite import (
    codes,
    confirmation,
    connexions,
    enrolement,
    mot_de_passe,
    preuves,
    second_facteur,
)

_DOUBLE = "double-authentification"

urlpatterns: list[URLPattern] = [
    path("mot-de-passe/", mot_de_passe.mot_de_passe, name="mon_profil_mot_de_passe"),
    path("confirmation/", confirmation.confirmation, name="mon_profil_confirmation"),
    path("connexions/", connexions.connexions, name="mon_profil_connexions"),
    path("connexions/<int:pk>/fermer/", connexions.fermer, name="mon_profil_connexion_fermer"),
    path(f"{_DOUBLE}/", second_facteur.second_facteur, name="second_facteur"),
    path(f"{_DOUBLE}/preuve/", preuves.preuve, name="second_facteur_preuve"),
    path(f"{_DOUBLE}/application/", enrolement.application, name="second_facteur_application"),
    path(f"{_DOUBLE}/cle/", enrolement.cle, name="second_facteur_cle"),
    path(f"{_DOUBLE}/<int:pk>/retirer/", second_facteur.retirer, name="second_facteur_retirer"),
    path(f"{_DOUBLE}/codes/", codes.codes, name="second_facteur_codes"),
    path(f"{_DOUBLE}/codes/fichier/", codes.fichier, name="second_facteur_codes_fichier"),
    path(f"{_DOUBLE}/codes/nouveaux/", codes.refaire, name="second_facteur_codes_nouveaux"),
]
