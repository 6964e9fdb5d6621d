"""`/certification/…`: addresses that the entity and the trainer share, dispatched once by the active profile."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from forprev.comptes.states import Profil
from forprev.web.commun.decorators import Vue, par_profil, pour
from forprev.web.entite.certification import circuit, formateur, listes, saisie, stagiaires, telechargements
from forprev.web.formateur import certification as controle

ENTITE = (Profil.GESTIONNAIRE, Profil.DELEGATAIRE)
de_l_entite = pour(*ENTITE)
du_formateur = pour(Profil.FORMATEUR)


def _partagee(vue_entite: Vue, vue_formateur: Vue) -> Callable[..., HttpResponse]:
    return par_profil(dict.fromkeys(ENTITE, vue_entite) | {Profil.FORMATEUR: vue_formateur})


urlpatterns = [
    path("", require_safe(_partagee(listes.liste, controle.liste)), name="certification_en_cours"),
    path("a-traiter/", require_safe(_partagee(listes.a_traiter, controle.a_traiter)), name="certification_a_traiter"),
    path("nouvelle/", de_l_entite(saisie.nouvelle), name="certification_nouvelle"),
    path("apercu/", de_l_entite(saisie.apercu), name="certification_apercu"),
    path("<int:numero>/", _partagee(saisie.detail, controle.detail), name="certification_session"),
    path("<int:numero>/formateur/", de_l_entite(formateur.formateur), name="certification_formateur"),
    path(
        "<int:numero>/formateur/apercu/",
        de_l_entite(formateur.apercu_formateur),
        name="certification_formateur_apercu",
    ),
    path(
        "<int:numero>/stagiaires/",
        _partagee(stagiaires.stagiaires, controle.stagiaires),
        name="certification_stagiaires",
    ),
    path("<int:numero>/stagiaires/nouveau/", de_l_entite(stagiaires.nouveau), name="certification_stagiaire_nouveau"),
    path(
        "<int:numero>/stagiaires/<int:stagiaire_id>/",
        de_l_entite(stagiaires.modifier),
        name="certification_stagiaire",
    ),
    path(
        "<int:numero>/stagiaires/<int:stagiaire_id>/retirer/",
        de_l_entite(stagiaires.retirer),
        name="certification_stagiaire_retirer",
    ),
    path("<int:numero>/soumettre/", de_l_entite(circuit.soumettre), name="certification_soumettre"),
    path("<int:numero>/reprendre/", de_l_entite(circuit.reprendre), name="certification_reprendre"),
    path("<int:numero>/decision/", de_l_entite(circuit.decider), name="certification_decision"),
    path("<int:numero>/modifier/", de_l_entite(circuit.modifier), name="certification_modifier"),
    path("<int:numero>/supprimer/", de_l_entite(circuit.supprimer), name="certification_supprimer"),
    path(
        "<int:numero>/telechargements/",
        de_l_entite(telechargements.telechargements),
        name="certification_telechargements",
    ),
    path("<int:numero>/avancement/", de_l_entite(telechargements.avancement), name="certification_avancement"),
    re_path(
        r"^(?P<numero>\d{1,18})/certificats\.(?P<nature>pdf|zip)$",
        de_l_entite(telechargements.fichier),
        name="certification_fichier",
    ),
    path("<int:numero>/resultats/", du_formateur(controle.resultats), name="certification_resultats"),
]
