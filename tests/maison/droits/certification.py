"""Certification sessions, certificates, habilitations.

Owners of a session: `sienne` is being entered by the délégataire and names the formateur; `soumise` is another such,
submitted; `generee` another, with its certificates; `collegue` belongs to the same entity, declared by somebody else
and naming another formateur; `etrangere` belongs to another entity, in another caisse.
Elsewhere: `sien` and `etranger`.
"""

from typing import Any

from tests.maison.monde import Cles, Monde, de


def _numero(monde: Monde, proprietaire: str) -> int:
    return int(monde.objets["sessions"][proprietaire].pk)


def _stagiaire(monde: Monde, proprietaire: str) -> int:
    return int(monde.objets["sessions"][proprietaire].stagiaires.get().pk)


_SESSION: dict[str, Any] = {"numero": _numero}
_STAGIAIRE: dict[str, Any] = {"numero": _numero, "stagiaire_id": _stagiaire}

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
certification_en_cours                       302  200  200  403  200  403  403  403  403  403
certification_a_traiter                      302  200  200  403  200  403  403  403  403  403
certification_nouvelle                       302  200  200  403  403  403  403  403  403  403
certification_apercu                         302  200  200  403  403  403  403  403  403  403
certification_session             sienne     302  200  200  403  404  403  403  403  403  403
certification_session             soumise    302  200  200  403  200  403  403  403  403  403
certification_session             generee    302  200  200  403  200  403  403  403  403  403
certification_session             collegue   302  200  404  403  404  403  403  403  403  403
certification_session             etrangere  302  404  404  403  404  403  403  403  403  403
certification_formateur           sienne     302  200  200  403  403  403  403  403  403  403
certification_formateur           soumise    302  200  200  403  403  403  403  403  403  403
certification_formateur           generee    302  200  200  403  403  403  403  403  403  403
certification_formateur           collegue   302  200  404  403  403  403  403  403  403  403
certification_formateur           etrangere  302  404  404  403  403  403  403  403  403  403
certification_formateur_apercu    sienne     302  200  200  403  403  403  403  403  403  403
certification_formateur_apercu    soumise    302  200  200  403  403  403  403  403  403  403
certification_formateur_apercu    generee    302  200  200  403  403  403  403  403  403  403
certification_formateur_apercu    collegue   302  200  404  403  403  403  403  403  403  403
certification_formateur_apercu    etrangere  302  404  404  403  403  403  403  403  403  403
certification_stagiaires          sienne     302  200  200  403  404  403  403  403  403  403
certification_stagiaires          soumise    302  200  200  403  200  403  403  403  403  403
certification_stagiaires          generee    302  200  200  403  200  403  403  403  403  403
certification_stagiaires          collegue   302  200  404  403  404  403  403  403  403  403
certification_stagiaires          etrangere  302  404  404  403  404  403  403  403  403  403
certification_stagiaire_nouveau   sienne     302  200  200  403  403  403  403  403  403  403
certification_stagiaire_nouveau   soumise    302  302  302  403  403  403  403  403  403  403
certification_stagiaire_nouveau   generee    302  302  302  403  403  403  403  403  403  403
certification_stagiaire_nouveau   collegue   302  302  404  403  403  403  403  403  403  403
certification_stagiaire_nouveau   etrangere  302  404  404  403  403  403  403  403  403  403
certification_stagiaire           sienne     302  200  200  403  403  403  403  403  403  403
certification_stagiaire           soumise    302  302  302  403  403  403  403  403  403  403
certification_stagiaire           generee    302  302  302  403  403  403  403  403  403  403
certification_stagiaire           collegue   302  302  404  403  403  403  403  403  403  403
certification_stagiaire           etrangere  302  404  404  403  403  403  403  403  403  403
certification_stagiaire_retirer   sienne     302  200  200  403  403  403  403  403  403  403
certification_stagiaire_retirer   soumise    302  200  200  403  403  403  403  403  403  403
certification_stagiaire_retirer   generee    302  200  200  403  403  403  403  403  403  403
certification_stagiaire_retirer   collegue   302  200  404  403  403  403  403  403  403  403
certification_stagiaire_retirer   etrangere  302  404  404  403  403  403  403  403  403  403
certification_soumettre           sienne     302  422  422  403  403  403  403  403  403  403
certification_soumettre           soumise    302  302  302  403  403  403  403  403  403  403
certification_soumettre           generee    302  302  302  403  403  403  403  403  403  403
certification_soumettre           collegue   302  302  404  403  403  403  403  403  403  403
certification_soumettre           etrangere  302  404  404  403  403  403  403  403  403  403
certification_reprendre           sienne     302  200  200  403  403  403  403  403  403  403
certification_reprendre           soumise    302  200  200  403  403  403  403  403  403  403
certification_reprendre           generee    302  200  200  403  403  403  403  403  403  403
certification_reprendre           collegue   302  200  404  403  403  403  403  403  403  403
certification_reprendre           etrangere  302  404  404  403  403  403  403  403  403  403
certification_decision            sienne     302  302  302  403  403  403  403  403  403  403
certification_decision            soumise    302  302  302  403  403  403  403  403  403  403
certification_decision            generee    302  302  302  403  403  403  403  403  403  403
certification_decision            collegue   302  302  404  403  403  403  403  403  403  403
certification_decision            etrangere  302  404  404  403  403  403  403  403  403  403
certification_modifier            sienne     302  200  200  403  403  403  403  403  403  403
certification_modifier            soumise    302  200  200  403  403  403  403  403  403  403
certification_modifier            generee    302  200  200  403  403  403  403  403  403  403
certification_modifier            collegue   302  200  404  403  403  403  403  403  403  403
certification_modifier            etrangere  302  404  404  403  403  403  403  403  403  403
certification_supprimer           sienne     302  200  200  403  403  403  403  403  403  403
certification_supprimer           soumise    302  200  200  403  403  403  403  403  403  403
certification_supprimer           generee    302  200  200  403  403  403  403  403  403  403
certification_supprimer           collegue   302  200  404  403  403  403  403  403  403  403
certification_supprimer           etrangere  302  404  404  403  403  403  403  403  403  403
certification_telechargements     sienne     302  302  302  403  403  403  403  403  403  403
certification_telechargements     soumise    302  302  302  403  403  403  403  403  403  403
certification_telechargements     generee    302  200  200  403  403  403  403  403  403  403
certification_telechargements     collegue   302  302  404  403  403  403  403  403  403  403
certification_telechargements     etrangere  302  404  404  403  403  403  403  403  403  403
certification_avancement          sienne     302  200  200  403  403  403  403  403  403  403
certification_avancement          soumise    302  200  200  403  403  403  403  403  403  403
certification_avancement          generee    302  200  200  403  403  403  403  403  403  403
certification_avancement          collegue   302  200  404  403  403  403  403  403  403  403
certification_avancement          etrangere  302  404  404  403  403  403  403  403  403  403
certification_fichier             sienne     302  404  404  403  403  403  403  403  403  403
certification_fichier             soumise    302  404  404  403  403  403  403  403  403  403
certification_fichier             generee    302  200  200  403  403  403  403  403  403  403
certification_fichier             collegue   302  404  404  403  403  403  403  403  403  403
certification_fichier             etrangere  302  404  404  403  403  403  403  403  403  403
certification_resultats           sienne     302  403  403  403  404  403  403  403  403  403
certification_resultats           soumise    302  403  403  403  409  403  403  403  403  403
certification_resultats           generee    302  403  403  403  409  403  403  403  403  403
certification_resultats           collegue   302  403  403  403  404  403  403  403  403  403
certification_resultats           etrangere  302  403  403  403  404  403  403  403  403  403
certificats                                  302  403  403  403  200  403  403  403  403  200
certificat_telecharger            sien       302  403  403  403  200  403  403  403  403  404
certificat_telecharger            etranger   302  403  403  403  404  403  403  403  403  404
habilitations                                302  200  200  403  403  403  403  403  403  403
habilitation                      sien       302  200  200  403  403  403  403  403  403  403
habilitation                      etranger   302  404  404  403  403  403  403  403  403  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {
    "certification_decision",
    "certification_formateur_apercu",
    "certification_resultats",
    "certification_soumettre",
}
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = {"certification_fichier"}
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = set()
CLES: Cles = {
    "certification_session": _SESSION,
    "certification_formateur": _SESSION,
    "certification_formateur_apercu": _SESSION,
    "certification_stagiaires": _SESSION,
    "certification_stagiaire_nouveau": _SESSION,
    "certification_stagiaire": _STAGIAIRE,
    "certification_stagiaire_retirer": _STAGIAIRE,
    "certification_soumettre": _SESSION,
    "certification_reprendre": _SESSION,
    "certification_decision": _SESSION,
    "certification_modifier": _SESSION,
    "certification_supprimer": _SESSION,
    "certification_telechargements": _SESSION,
    "certification_avancement": _SESSION,
    "certification_fichier": _SESSION | {"nature": lambda *_: "pdf"},
    "certification_resultats": _SESSION,
    "certificat_telecharger": {"numero": de("certificats", "numero")},
    "habilitation": {"pk": de("habilitations")},
}


def peupler(monde: Monde) -> None:
    """Nothing more than the common world."""
