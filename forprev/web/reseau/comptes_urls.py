"""Addresses of *Comptes* and *Rectifications*."""

from django.urls import URLPattern, URLResolver, path, register_converter

from forprev.web.commun.convertisseurs import NumeroForprev
from forprev.web.reseau import comptes, comptes_actes, comptes_roles

register_converter(NumeroForprev, "forprev")

urlpatterns: list[URLPattern | URLResolver] = [
    path("comptes/", comptes.liste, name="comptes"),
    path("comptes/export.csv", comptes.export, name="comptes_export"),
    path("comptes/nouveau/", comptes_roles.nouveau, name="compte_nouveau"),
    path("comptes/<forprev:numero>/", comptes.fiche, name="compte"),
    path("comptes/<forprev:numero>/lien/", comptes_actes.lien, name="compte_lien"),
    path("comptes/<forprev:numero>/debloquer/", comptes_actes.debloquer, name="compte_debloquer"),
    path("comptes/<forprev:numero>/connexions/", comptes_actes.connexions, name="compte_connexions"),
    path("comptes/<forprev:numero>/retablir/", comptes_actes.retablir, name="compte_retablir"),
    path(
        "comptes/<forprev:numero>/double-authentification/", comptes_actes.second_facteur, name="compte_second_facteur"
    ),
    path("comptes/<forprev:numero>/e-mail/", comptes_actes.email, name="compte_email"),
    path("comptes/<forprev:numero>/roles/nouveau/", comptes_roles.donner, name="compte_role_nouveau"),
    path("comptes/<forprev:numero>/roles/<int:role_id>/fin/", comptes_roles.terminer, name="compte_role_fin"),
]
