"""Addresses of the instruction, for the caisse, the INRS and, to read, the commission."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from forprev.comptes.states import Profil
from forprev.web.commun.decorators import Vue, pour
from forprev.web.reseau.instruction import actes, dossier, listes


def _instruit(vue: Vue) -> Callable[..., HttpResponse]:
    return pour(Profil.INSTRUCTEUR, Profil.INRS)(vue)


def _lit(vue: Vue) -> Callable[..., HttpResponse]:
    return pour(Profil.INSTRUCTEUR, Profil.INRS, Profil.COMMISSION)(vue)


_ACTES: dict[str, Vue] = {
    "affecter": actes.affecter,
    "passer": actes.passer,
    "complements": actes.demander,
    "complements/retirer": actes.retirer,
    "classer": actes.classer,
    "avis": actes.avis,
    "inscrire": actes.inscrire,
    "reprendre": actes.reprendre,
    "valider": actes.valider,
    "refuser": actes.refuser,
    "transferer": actes.transferer,
    "annoter": actes.annoter,
}

urlpatterns: list[URLPattern] = [
    path("instruction/", _lit(listes.toutes), name="instruction"),
    path("instruction/a-instruire/", _instruit(listes.a_traiter), name="instruction_a_instruire"),
    path("instruction/<int:numero>/", _lit(dossier.dossier), name="dossier"),
    path("instruction/<int:numero>/pieces/<int:piece_id>/", _lit(dossier.piece), name="dossier_piece"),
    path("instruction/<int:numero>/courriers/<int:courrier_id>/", _lit(dossier.courrier), name="dossier_courrier"),
    path(
        "instruction/<int:numero>/verifications/<int:verification_id>/",
        _instruit(actes.verifier),
        name="dossier_verifier",
    ),
    *(
        path(f"instruction/<int:numero>/{chemin}/", _instruit(vue), name=f"dossier_{chemin.replace('/', '_')}")
        for chemin, vue in _ACTES.items()
    ),
]
