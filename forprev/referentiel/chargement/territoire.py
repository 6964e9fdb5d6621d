"""Loading the territory: caisses, départements, communes and postal codes, of which the files are the only author.

Contact details of the caisses are not in the files: the INRS enters them, a load leaves them alone.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from django.db import models

from forprev.referentiel.chargement.bilan import CREEES, INCHANGEES, MODIFIEES, Bilan
from forprev.referentiel.chargement.lecture import FichiersFautifs, Lecteur, Ligne, existant, lire, mot, mot_ou_rien
from forprev.referentiel.models import Caisse, CodePostal, Commune, Departement, EmpreinteChargee, TypeCaisse
from forprev.socle.text import cle

ARRONDISSEMENTS = {r"751\d\d": "75056", r"132\d\d": "13055", r"6938\d": "69123"}
LOT = 5000


def type_caisse(brut: str) -> str:
    if brut not in TypeCaisse.values:
        raise ValueError(f"«\u202f{brut}\u202f» n’est pas un type de caisse.")
    return brut


def code_insee(brut: str) -> str:
    if not re.fullmatch(r"[0-9][0-9AB][0-9]{3}", brut):
        raise ValueError(f"«\u202f{brut}\u202f» n’est pas un code Insee.")
    return brut


def codes_postaux(brut: str) -> list[str]:
    for code in (codes := brut.split()):
        if not re.fullmatch(r"[0-9]{5}", code):
            raise ValueError(f"«\u202f{code}\u202f» n’est pas un code postal.")
    return codes


COLONNES: dict[str, dict[str, Lecteur]] = {
    "caisses.csv": {"code": mot, "nom": mot, "type": type_caisse},
    "departements.csv": {
        "code": mot,
        "nom": mot,
        "region_code": mot,
        "region": mot,
        "caisse": mot_ou_rien,
    },
    "communes.csv": {
        "code_insee": code_insee,
        "nom": mot,
        "departement": mot,
        "codes_postaux": codes_postaux,
    },
}


class Ecrivain(Protocol):
    def __call__(self, lignes: list[Ligne]) -> dict[str, int]: ...


def charger_territoire(dossier: Path, *, forcer: bool, bilan: Bilan) -> None:
    """Load the three files, each skipped when it is, byte for byte, the one last loaded (and `forcer` is not asked)."""
    ecrivains: dict[str, Ecrivain] = {
        "caisses.csv": _ecrire_caisses,
        "departements.csv": _ecrire_departements,
        "communes.csv": _ecrire_communes,
    }
    for fichier, ecrire in ecrivains.items():
        somme = hashlib.sha256(existant(dossier / fichier).read_bytes()).hexdigest()
        if not forcer and EmpreinteChargee.objects.filter(fichier=fichier, empreinte=somme).exists():
            bilan.noter(fichier, INCHANGEES)
            continue
        for issue, nombre in ecrire(_lignes_uniques(dossier, fichier)).items():
            bilan.noter(fichier, issue, nombre)
        EmpreinteChargee.objects.update_or_create(fichier=fichier, cle="", defaults={"empreinte": somme})


def _lignes_uniques(dossier: Path, fichier: str) -> list[Ligne]:
    lignes = lire(dossier / fichier, COLONNES[fichier])
    premiere = next(iter(COLONNES[fichier]))
    vues: set[str] = set()
    fautes = []
    for ligne in lignes:
        if (code := ligne.valeurs[premiere]) in vues:
            fautes.append(ligne.faute(f"«\u202f{code}\u202f» figure déjà plus haut."))
        vues.add(code)
    if fautes:
        raise FichiersFautifs(fautes)
    return lignes


def _ecrire_caisses(lignes: list[Ligne]) -> dict[str, int]:
    return _ecarts(Caisse, {ligne.valeurs["code"]: ligne.valeurs for ligne in lignes})


def _ecrire_departements(lignes: list[Ligne]) -> dict[str, int]:
    _exiger_connus(lignes, "caisse", set(Caisse.objects.values_list("code", flat=True)) | {""})
    return _ecarts(Departement, {ligne.valeurs["code"]: _departement(ligne.valeurs) for ligne in lignes})


def _departement(valeurs: dict[str, Any]) -> dict[str, Any]:
    sans_caisse = {nom: valeur for nom, valeur in valeurs.items() if nom != "caisse"}
    return sans_caisse | {"caisse_id": valeurs["caisse"] or None}


def _ecrire_communes(lignes: list[Ligne]) -> dict[str, int]:
    _exiger_connus(lignes, "departement", set(Departement.objects.values_list("code", flat=True)))
    meres = {ligne.valeurs["code_insee"]: _commune(ligne.valeurs) for ligne in lignes}
    # a commune is written before its arrondissements, which point to it
    ordonnees = dict(sorted(meres.items(), key=lambda paire: paire[1]["commune_mere_id"] is not None))
    bilan = _ecarts(Commune, ordonnees)
    _ecrire_codes_postaux(lignes)
    return bilan


def _commune(valeurs: dict[str, Any]) -> dict[str, Any]:
    code = valeurs["code_insee"]
    mere = next((mere for motif, mere in ARRONDISSEMENTS.items() if re.fullmatch(motif, code)), None)
    return {
        "code_insee": code,
        "nom": valeurs["nom"],
        "nom_cle": cle(valeurs["nom"]),
        "departement_id": valeurs["departement"],
        "commune_mere_id": mere,
    }


def _ecrire_codes_postaux(lignes: list[Ligne]) -> None:
    """The file says all: a code it no longer gives to a commune goes."""
    voulus = {(code, ligne.valeurs["code_insee"]) for ligne in lignes for code in ligne.valeurs["codes_postaux"]}
    presents = {(code, commune): pk for pk, code, commune in CodePostal.objects.values_list("pk", "code", "commune_id")}
    CodePostal.objects.filter(pk__in=[pk for paire, pk in presents.items() if paire not in voulus]).delete()
    nouveaux = sorted(voulus - presents.keys())
    CodePostal.objects.bulk_create(
        [CodePostal(code=code, commune_id=commune) for code, commune in nouveaux], batch_size=LOT
    )


def _exiger_connus(lignes: Iterable[Ligne], colonne: str, connus: set[str]) -> None:
    fautes = [
        ligne.faute(f"{colonne}\u00a0: «\u202f{ligne.valeurs[colonne]}\u202f» n’existe pas.")
        for ligne in lignes
        if ligne.valeurs[colonne] not in connus
    ]
    if fautes:
        raise FichiersFautifs(fautes)


def _ecarts(modele: type[models.Model], voulus: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    """Write only what differs from the table. A row absent from the file stays: other rows may point to it."""
    champs = list(next(iter(voulus.values()), {}))
    presents = {ligne["pk"]: ligne for ligne in modele._default_manager.values("pk", *champs)}
    crees = [modele(**valeurs) for pk, valeurs in voulus.items() if pk not in presents]
    modifies = [
        modele(**valeurs)
        for pk, valeurs in voulus.items()
        if pk in presents and any(presents[pk][champ] != valeur for champ, valeur in valeurs.items())
    ]
    modele._default_manager.bulk_create(crees, batch_size=LOT)
    if modifies:
        autres = [champ.removesuffix("_id") for champ in champs[1:]]
        modele._default_manager.bulk_update(modifies, autres, batch_size=LOT)
    return {
        CREEES: len(crees),
        MODIFIEES: len(modifies),
        INCHANGEES: len(voulus) - len(crees) - len(modifies),
    }
