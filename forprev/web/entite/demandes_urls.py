"""Addresses of requests, on the side of the entity [DEM-26]."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from forprev.comptes.states import Profil
from forprev.web.commun.decorators import Vue, pour
from forprev.web.entite.demandes import circuit, fiches, listes, nouvelle, page, pieces


def _de_l_entite(vue: Vue) -> Callable[..., HttpResponse]:
    return pour(Profil.GESTIONNAIRE, Profil.DEMANDEUR)(vue)


urlpatterns: list[URLPattern] = [
    path("demandes/", _de_l_entite(listes.en_cours), name="demandes_en_cours"),
    path("demandes/a-traiter/", _de_l_entite(listes.a_traiter), name="demandes_a_traiter"),
    path("demandes/nouvelle/", _de_l_entite(nouvelle.nouvelle), name="demande_nouvelle"),
    path("demandes/nouvelle-entite/", _de_l_entite(fiches.commencer), name="nouvelle_entite"),
    path("mon-entite/actualiser/", _de_l_entite(fiches.commencer), name="mon_entite_actualiser"),
    path("demandes/nouvelle-entite/<int:numero>/", _de_l_entite(fiches.entite), name="demande_entite"),
    path("demandes/nouvelle-entite/<int:numero>/lieu/", _de_l_entite(fiches.apercu), name="demande_lieu"),
    path(
        "demandes/nouvelle-entite/<int:numero>/signataire/", _de_l_entite(fiches.signataire), name="demande_signataire"
    ),
    path("demandes/<int:numero>/", _de_l_entite(page.general), name="demande"),
    path("demandes/<int:numero>/soumettre/", _de_l_entite(circuit.soumettre), name="demande_soumettre"),
    path("demandes/<int:numero>/confirmer/", _de_l_entite(circuit.confirmer), name="demande_confirmer"),
    path("demandes/<int:numero>/abandonner/", _de_l_entite(circuit.abandonner), name="demande_abandonner"),
    path("demandes/<int:numero>/copier/", _de_l_entite(circuit.copier), name="demande_copier"),
    path("demandes/<int:numero>/message/", _de_l_entite(circuit.ecrire), name="demande_message"),
    path("demandes/<int:numero>/pieces/<int:piece_id>/", _de_l_entite(pieces.telecharger), name="demande_piece"),
    path(
        "demandes/<int:numero>/pieces/<int:piece_id>/retirer/",
        _de_l_entite(pieces.retirer),
        name="demande_piece_retirer",
    ),
    path("demandes/<int:numero>/pieces/<slug:code>/", _de_l_entite(pieces.deposer), name="demande_piece_deposer"),
    path(
        "demandes/<int:numero>/pieces/<slug:code>/reprendre/",
        _de_l_entite(pieces.reprendre),
        name="demande_piece_reprendre",
    ),
    path("demandes/<int:numero>/courriers/<int:courrier_id>/", _de_l_entite(pieces.courrier), name="demande_courrier"),
    path("demandes/<int:numero>/plateformes/", _de_l_entite(pieces.plateforme), name="demande_plateforme_nouvelle"),
    path(
        "demandes/<int:numero>/plateformes/<int:plateforme_id>/",
        _de_l_entite(pieces.plateforme),
        name="demande_plateforme",
    ),
    path(
        "demandes/<int:numero>/plateformes/<int:plateforme_id>/retirer/",
        _de_l_entite(pieces.retirer_plateforme),
        name="demande_plateforme_retirer",
    ),
    path("demandes/<int:numero>/<slug:nom>/", _de_l_entite(page.onglet), name="demande_onglet"),
]
