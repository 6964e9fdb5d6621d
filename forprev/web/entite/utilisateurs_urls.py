"""Addresses of *Utilisateurs*."""

from django.urls import URLPattern, path

from forprev.web.entite import (
    utilisateurs,
    utilisateurs_fiche,
    utilisateurs_fin,
    utilisateurs_nouveau,
    utilisateurs_role,
)

urlpatterns: list[URLPattern] = [
    path("", utilisateurs.liste, name="utilisateurs"),
    path("nouveau/", utilisateurs_nouveau.informations, name="utilisateur_nouveau"),
    path("nouveau/<uuid:cle>/", utilisateurs_nouveau.informations, name="utilisateur_nouveau_informations"),
    path("nouveau/<uuid:cle>/role/", utilisateurs_role.role, name="utilisateur_nouveau_role"),
    path(
        "nouveau/<uuid:cle>/habilitations/", utilisateurs_role.habilitations, name="utilisateur_nouveau_habilitations"
    ),
    path("<int:pk>/", utilisateurs_fiche.fiche, name="utilisateur"),
    path("<int:pk>/description/", utilisateurs_fiche.description, name="utilisateur_description"),
    path("<int:pk>/habilitations/", utilisateurs_fiche.habilitations, name="utilisateur_habilitations"),
    path("<int:pk>/habilitations/<int:delegation_id>/", utilisateurs_fiche.detacher, name="utilisateur_detacher"),
    path("<int:pk>/role/", utilisateurs_fin.changer, name="utilisateur_role"),
    path("<int:pk>/retirer/", utilisateurs_fin.retirer, name="utilisateur_retirer"),
]
