"""The files of editable reference data: their columns, and what each line becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models

from forprev.referentiel import rules
from forprev.referentiel.catalogue import DELAIS, TEXTES
from forprev.referentiel.chargement.lecture import (
    Lecteur,
    Ligne,
    booleen,
    entier,
    entier_ou_rien,
    jour,
    jour_ou_rien,
    lettres,
    liste,
    mot,
    mot_ou_rien,
)
from forprev.referentiel.models import (
    Dispositif,
    DispositifNiveau,
    LogoCertificat,
    ModeleCertificat,
    PieceDemandee,
    Signataire,
    TexteReference,
    TypeImage,
    ValeurReference,
    VerificationPhase,
)

Preparation = Callable[[list[Ligne], Path], list[str]]
TYPES_IMAGE = {".svg": TypeImage.SVG, ".png": TypeImage.PNG}


def _rien(lignes: list[Ligne], dossier: Path) -> list[str]:
    return []


@dataclass(frozen=True)
class Feuille:
    """One file. `liens` and `listes` name the fields that point to other rows, written by natural key.

    `preparer` completes or checks the lines once all are read, and returns the faults it finds.
    """

    fichier: str
    modele: type[models.Model]
    cle: tuple[str, ...]
    colonnes: Mapping[str, Lecteur]
    liens: Mapping[str, type[models.Model]] = field(default_factory=dict)
    listes: Mapping[str, type[models.Model]] = field(default_factory=dict)
    preparer: Preparation = _rien
    exemple: bool = False


def cle_naturelle(objet: models.Model) -> str:
    """How files name a row: « SST », « SST/2 », « Catec-1-surveillant »."""
    if isinstance(objet, DispositifNiveau):
        return f"{objet.dispositif_id}/{objet.niveau}"
    return str(getattr(objet, "code", objet.pk))


def _qualifiants_par_defaut(lignes: list[Ligne], dossier: Path) -> list[str]:
    """Fill the trainers' qualifying certificates that the file leaves to the rule [SES-06]."""
    existants: dict[str, list[int]] = {}
    for ligne in lignes:
        existants.setdefault(ligne.valeurs["dispositif"], []).append(ligne.valeurs["niveau"])
    for ligne in lignes:
        dispositif, niveau = ligne.valeurs["dispositif"], ligne.valeurs["niveau"]
        defaut = rules.niveaux_qualifiants(niveau, existants[dispositif])
        ligne.valeurs["certificats_qualifiants"] = ligne.valeurs["certificats_qualifiants"] or [
            f"{dispositif}/{n}" for n in defaut
        ]
    return [
        ligne.faute("aucun certificat ne qualifie le formateur.")
        for ligne in lignes
        if ligne.valeurs["ouvert_aux_demandes"] and not ligne.valeurs["certificats_qualifiants"]
    ]


def _delais_connus(lignes: list[Ligne], dossier: Path) -> list[str]:
    return [faute for ligne in lignes for faute in _fautes_delai(ligne)]


def _fautes_delai(ligne: Ligne) -> list[str]:
    delai = DELAIS.get(ligne.valeurs["code"])
    if delai is None:
        return [ligne.faute(f"le délai «\u202f{ligne.valeurs['code']}\u202f» est inconnu.")]
    return [ligne.faute(raison.texte) for raison in rules.valeur_acceptable(delai, ligne.valeurs["valeur"])]


def _textes_connus(lignes: list[Ligne], dossier: Path) -> list[str]:
    return [faute for ligne in lignes for faute in _fautes_texte(ligne)]


def _fautes_texte(ligne: Ligne) -> list[str]:
    texte = TEXTES.get(ligne.valeurs["code"])
    if texte is None:
        return [ligne.faute(f"le texte «\u202f{ligne.valeurs['code']}\u202f» est inconnu.")]
    return [ligne.faute(raison.texte) for raison in rules.texte_acceptable(texte, ligne.valeurs["texte"])]


def _images(sous_dossier: str, contenu: str, type_: str) -> Preparation:
    """Replace the file name of column `contenu` by the bytes of the picture and their kind."""

    def preparer(lignes: list[Ligne], dossier: Path) -> list[str]:
        return [faute for ligne in lignes for faute in charger_image(ligne, dossier)]

    def charger_image(ligne: Ligne, dossier: Path) -> list[str]:
        chemin = dossier / sous_dossier / ligne.valeurs[contenu]
        if chemin.suffix not in TYPES_IMAGE or not chemin.is_file():
            return [ligne.faute(f"l’image «\u202f{chemin.name}\u202f» manque, ou n’est ni SVG ni PNG.")]
        ligne.valeurs.update({contenu: chemin.read_bytes(), type_: str(TYPES_IMAGE[chemin.suffix])})
        return []

    return preparer


_PERIODE = {"du": jour, "au": jour_ou_rien}

FEUILLES = (
    Feuille(
        "dispositifs.csv",
        Dispositif,
        ("code",),
        {
            "code": mot,
            "libelle": mot,
            "code_numero": mot,
            "prefixe_modele": mot,
            "couleur": mot,
            "ordre": entier,
        },
    ),
    Feuille(
        "niveaux.csv",
        DispositifNiveau,
        ("dispositif", "niveau"),
        {
            "dispositif": mot,
            "niveau": entier,
            "ouvert_aux_demandes": booleen,
            "fermeture_demandes": jour_ou_rien,
            "fermeture_renouvellements": jour_ou_rien,
            "duree_habilitation_annees": entier,
            "groupe_min": entier_ou_rien,
            "groupe_max": entier_ou_rien,
            "groupe_bloquant": booleen,
            "plateforme_requise_du": jour_ou_rien,
            "plateforme_requise_au": jour_ou_rien,
            "heures_initial": entier_ou_rien,
            "heures_mac": entier_ou_rien,
            "second_gestionnaire_requis": booleen,
            "certificats_qualifiants": liste,
        },
        liens={"dispositif": Dispositif},
        listes={"certificats_qualifiants": DispositifNiveau},
        preparer=_qualifiants_par_defaut,
    ),
    Feuille(
        "modeles.csv",
        ModeleCertificat,
        ("code",),
        {
            "dispositif_niveau": mot,
            "code": mot,
            "libelle_court": mot,
            "titre": mot,
            "couleur": mot_ou_rien,
            "validite_mois": entier_ou_rien,
            "initial": booleen,
            "mac": booleen,
            "age_minimum": entier_ou_rien,
            "age_bloquant": booleen,
            "effet_du": jour,
            "effet_au": jour_ou_rien,
            "predecesseurs": liste,
            "competence": mot,
        },
        liens={"dispositif_niveau": DispositifNiveau},
        listes={"predecesseurs": ModeleCertificat},
    ),
    Feuille(
        "pieces.csv",
        PieceDemandee,
        ("code", "du"),
        {
            "code": mot,
            "libelle": mot,
            "famille": mot,
            "types_entite": lettres,
            "dispositifs": liste,
            "obligatoire": booleen,
            "ordre": entier,
            **_PERIODE,
        },
        listes={"dispositifs": Dispositif},
    ),
    Feuille(
        "verifications.csv",
        VerificationPhase,
        ("code", "du"),
        {"code": mot, "phase": mot, "libelle": mot, "ordre": entier, **_PERIODE},
    ),
    Feuille(
        "delais.csv",
        ValeurReference,
        ("code", "du"),
        {"code": mot, "valeur": entier, "du": jour},
        preparer=_delais_connus,
    ),
    Feuille(
        "textes.csv",
        TexteReference,
        ("code", "du"),
        {"code": mot, "texte": mot_ou_rien, "du": jour},
        preparer=_textes_connus,
    ),
    Feuille(
        "logos.csv",
        LogoCertificat,
        ("nom", "du"),
        {"nom": mot, "texte_alternatif": mot, "contenu": mot, "ordre": entier, **_PERIODE},
        preparer=_images("logos", "contenu", "type"),
    ),
    Feuille(
        "signataires.csv",
        Signataire,
        ("du",),
        {"nom": mot, "prenom": mot, "fonction": mot, "signature": mot, **_PERIODE},
        preparer=_images("signatures", "signature", "signature_type"),
        exemple=True,
    ),
)
