"""The files load whole or not at all, twice changes nothing, and what the INRS edited on screen stays."""

import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forprev.referentiel.chargement import DONNEES, FichiersFautifs, charger
from forprev.referentiel.chargement.bilan import CONSERVEES, CREEES, MODIFIEES, Bilan
from forprev.referentiel.models import (
    Caisse,
    CodePostal,
    Commune,
    Departement,
    Dispositif,
    DispositifNiveau,
    LogoCertificat,
    ModeleCertificat,
    PieceDemandee,
    Signataire,
    TexteReference,
    ValeurReference,
)

EDITABLES = [
    Dispositif,
    DispositifNiveau,
    ModeleCertificat,
    PieceDemandee,
    ValeurReference,
    TexteReference,
    LogoCertificat,
    Signataire,
]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A copy of the files that a test may spoil."""
    copie = tmp_path / "donnees"
    shutil.copytree(DONNEES, copie)
    return copie


def remplacer(fichier: Path, ancien: str, nouveau: str) -> None:
    texte = fichier.read_text(encoding="utf-8")
    assert ancien in texte
    fichier.write_text(texte.replace(ancien, nouveau, 1), encoding="utf-8")


def instantane() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, lists included."""
    tables = [*EDITABLES, Caisse, Departement, CodePostal, Commune]
    lignes: dict[str, list[dict[str, object]]] = {t.__name__: list(t.objects.order_by("pk").values()) for t in tables}
    for modele, champ in [
        (DispositifNiveau, "certificats_qualifiants"),
        (ModeleCertificat, "predecesseurs"),
        (PieceDemandee, "dispositifs"),
    ]:
        lignes[champ] = list(getattr(modele, champ).through.objects.order_by("pk").values())
    return lignes


def seul(bilan: Bilan, fichier: str) -> dict[str, int]:
    return {issue: nombre for issue, nombre in bilan.fichiers[fichier].items() if nombre}


def test_charger_deux_fois_ne_change_rien(referentiel: Bilan) -> None:
    avant = instantane()
    assert not charger().a_change
    assert not charger(forcer=True).a_change
    assert instantane() == avant


def test_tout_est_charge(referentiel: Bilan) -> None:
    assert {t.__name__: t.objects.count() for t in EDITABLES} == {
        "Dispositif": 16,
        "DispositifNiveau": 35,
        "ModeleCertificat": 41,
        "PieceDemandee": 13,
        "ValeurReference": 39,
        "TexteReference": 3,
        "LogoCertificat": 2,
        "Signataire": 2,
    }
    assert referentiel.a_change


def test_une_valeur_modifiee_a_l_ecran_est_conservee(referentiel: Bilan, dossier: Path) -> None:
    ModeleCertificat.objects.filter(code="SST-1").update(titre="Titre choisi par l’INRS")
    remplacer(dossier / "modeles.csv", "Sauveteur secouriste du travail", "Secouriste")
    bilan = charger(dossier=dossier)
    assert ModeleCertificat.objects.get(code="SST-1").titre == "Titre choisi par l’INRS"
    assert bilan.fichiers["modeles.csv"][CONSERVEES] == 1
    assert not bilan.a_change


def test_forcer_reprend_les_fichiers(referentiel: Bilan) -> None:
    ModeleCertificat.objects.filter(code="SST-1").update(titre="Titre choisi par l’INRS")
    assert charger(forcer=True, territoire=False).fichiers["modeles.csv"][MODIFIEES] == 1
    assert ModeleCertificat.objects.get(code="SST-1").titre == "Sauveteur secouriste du travail"


def test_une_liste_modifiee_a_l_ecran_est_conservee(referentiel: Bilan) -> None:
    niveau = DispositifNiveau.objects.get(dispositif="AP-ASD", niveau=1)
    sst = DispositifNiveau.objects.get(dispositif="SST", niveau=2)
    niveau.certificats_qualifiants.set([sst])
    assert charger(territoire=False).fichiers["niveaux.csv"][CONSERVEES] == 1
    assert list(niveau.certificats_qualifiants.all()) == [sst]


def test_une_ligne_de_fichier_non_modifiee_a_l_ecran_suit_le_fichier(referentiel: Bilan, dossier: Path) -> None:
    remplacer(dossier / "modeles.csv", "Sauveteur secouriste du travail,,24", "Sauveteur secouriste du travail,,30")
    bilan = charger(dossier=dossier)
    assert bilan.fichiers["modeles.csv"][MODIFIEES] == 1
    assert ModeleCertificat.objects.get(code="SST-1").validite_mois == 30
    assert not charger(dossier=dossier).a_change


def test_une_ligne_ajoutee_au_fichier_est_creee(referentiel: Bilan, dossier: Path) -> None:
    with (dossier / "delais.csv").open("a", encoding="utf-8") as flux:
        flux.write("journal_conservation,24,2030-01-01\n")
    assert charger(dossier=dossier).fichiers["delais.csv"][CREEES] == 1
    assert ValeurReference.objects.get(code="journal_conservation", du=date(2030, 1, 1)).valeur == 24


def test_une_ligne_retiree_a_l_ecran_ne_revient_pas(referentiel: Bilan) -> None:
    ValeurReference.objects.filter(code="journal_conservation").delete()
    assert charger(territoire=False).fichiers["delais.csv"][CONSERVEES] == 1
    assert not ValeurReference.objects.filter(code="journal_conservation").exists()


def test_les_coordonnees_des_caisses_restent(referentiel: Bilan) -> None:
    Caisse.objects.filter(code="IDF").update(telephone="01 02 03 04 05", email="idf@example.org")
    charger(forcer=True)
    assert Caisse.objects.get(code="IDF").email == "idf@example.org"


def test_une_commune_renommee_et_un_code_postal_retire_suivent_le_fichier(referentiel: Bilan, dossier: Path) -> None:
    remplacer(dossier / "communes.csv", "75116,Paris 16e Arrondissement,75,75016 75116", "75116,Paris XVI,75,75016")
    bilan = charger(dossier=dossier)
    assert bilan.fichiers["communes.csv"][MODIFIEES] == 1
    commune = Commune.objects.get(code_insee="75116")
    assert (commune.nom, commune.nom_cle) == ("Paris XVI", "parisxvi")
    assert [code.code for code in commune.codes_postaux.all()] == ["75016"]


def test_les_signataires_d_exemple_ne_remplacent_personne(referentiel: Bilan) -> None:
    Signataire.objects.all().delete()
    assert "signataires.csv" not in charger(territoire=False, exemples=False).fichiers
    vrai = Signataire.objects.create(nom="Nom", prenom="Prénom", fonction="Fonction", du=date(2026, 1, 1))
    charger(territoire=False)
    assert list(Signataire.objects.all()) == [vrai]


@pytest.mark.parametrize(
    ("fichier", "ancien", "nouveau", "message"),
    [
        (
            "modeles.csv",
            ",24,oui",
            ",vingt,oui",
            "modeles.csv, ligne 2 : validite_mois : « vingt » n’est pas un nombre entier.",
        ),
        (
            "modeles.csv",
            "SST/2,SST-2",
            "SST/9,SST-2",
            "modeles.csv, ligne 3 : dispositif_niveau : « SST/9 » n’existe pas.",
        ),
        ("modeles.csv", "SST/2,SST-2", "SST/2,SST-1", "modeles.csv, ligne 3 : « SST-1 » figure déjà plus haut."),
        (
            "modeles.csv",
            "24,oui,oui",
            "24,non,non",
            "modeles.csv, ligne 2 : Un modèle admet au moins un type de stage.",
        ),
        (
            "modeles.csv",
            "Catec-1-surveillant Catec-1-intervenant",
            "Catec-9",
            "modeles.csv, ligne 14 : predecesseurs : « Catec-9 » n’existe pas.",
        ),
        (
            "modeles.csv",
            "2015-01-01",
            "2015-02-30",
            "modeles.csv, ligne 2 : effet_du : « 2015-02-30 » n’est pas une date (AAAA-MM-JJ).",
        ),
        (
            "niveaux.csv",
            "SST,1,oui",
            "SST,1,peut-être",
            "niveaux.csv, ligne 2 : ouvert_aux_demandes : « peut-être » : écrivez oui ou non.",
        ),
        (
            "niveaux.csv",
            "APS-ASD/2 APS-ASD/3",
            "",
            "niveaux.csv, ligne 30 : aucun certificat ne qualifie le formateur.",
        ),
        (
            "niveaux.csv",
            "SST,1,oui,,,5,4,10",
            "SST,1,oui,,,5,11,10",
            "niveaux.csv, ligne 2 : La taille maximale du groupe est inférieure à la taille minimale.",
        ),
        ("niveaux.csv", "niveau,", "echelon,", "niveaux.csv, ligne 1 : la colonne « niveau » manque."),
        (
            "dispositifs.csv",
            "#b3261e",
            "rouge",
            "dispositifs.csv, ligne 2 : Une couleur s’écrit #rrggbb, en minuscules.",
        ),
        (
            "dispositifs.csv",
            "SST,SST,",
            "SST,SST,SST,",
            "dispositifs.csv, ligne 2 : le nombre de champs n’est pas celui de l’en-tête.",
        ),
        (
            "delais.csv",
            "purge_arret,72",
            "purge_arret,73",
            "delais.csv, ligne 39 : « Purge arrêtée : durée maximale » : choisissez une valeur de 1 à 72 heures.",
        ),
        ("delais.csv", "purge_arret", "purge_folle", "delais.csv, ligne 39 : le délai « purge_folle » est inconnu."),
        (
            "textes.csv",
            "non conforme",
            "parfait",
            "textes.csv, ligne 4 : « Accessibilité » : choisissez « non conforme », « partiellement conforme » "
            "ou « totalement conforme ».",
        ),
        ("textes.csv", "accessibilite", "couleur", "textes.csv, ligne 4 : le texte « couleur » est inconnu."),
        (
            "pieces.csv",
            "URSSAF de vigilance,ADMINISTRATIVE,OEC",
            "URSSAF,ADMINISTRATIVE,OX",
            "pieces.csv, ligne 2 : Les types d’entité sont O, E et C, et l’un d’eux au moins.",
        ),
        (
            "pieces.csv",
            "oui,10,2015-01-01,,",
            "oui,10,2015-01-01,,inconnue",
            "pieces.csv, ligne 2 : a_confirmer nomme « inconnue », qui n’est pas une colonne.",
        ),
        (
            "logos.csv",
            "inrs.svg",
            "autre.svg",
            "logos.csv, ligne 2 : l’image « autre.svg » manque, ou n’est ni SVG ni PNG.",
        ),
        ("communes.csv", "01400", "1400", "communes.csv, ligne 2 : codes_postaux : « 1400 » n’est pas un code postal."),
        (
            "communes.csv",
            "01002,L'Abergement-de-Varey,01,",
            "01002,L'Abergement-de-Varey,00,",
            "communes.csv, ligne 3 : departement : « 00 » n’existe pas.",
        ),
        ("communes.csv", "01002,", "01001,", "communes.csv, ligne 3 : « 01001 » figure déjà plus haut."),
        ("communes.csv", "01001,", "1001,", "communes.csv, ligne 2 : code_insee : « 1001 » n’est pas un code Insee."),
        (
            "departements.csv",
            "Rhône-Alpes,RA",
            "Rhône-Alpes,ZZ",
            "departements.csv, ligne 2 : caisse : « ZZ » n’existe pas.",
        ),
        (
            "caisses.csv",
            "Carsat Alsace-Moselle,carsat",
            "Carsat Alsace-Moselle,cpam",
            "caisses.csv, ligne 2 : type : « cpam » n’est pas un type de caisse.",
        ),
    ],
)
def test_une_ligne_fautive_est_montree_et_rien_n_est_charge(
    referentiel: Bilan, dossier: Path, fichier: str, ancien: str, nouveau: str, message: str
) -> None:
    avant = ModeleCertificat.objects.get(code="RPS-1").titre
    remplacer(dossier / fichier, ancien, nouveau)
    if fichier != "modeles.csv":
        remplacer(dossier / "modeles.csv", "Personne ressource RPS,", "Autre titre,")
    with pytest.raises(FichiersFautifs) as erreur:
        charger(dossier=dossier)
    assert lisible(message) in [lisible(faute) for faute in erreur.value.fautes]
    assert ModeleCertificat.objects.get(code="RPS-1").titre == avant


def lisible(texte: str) -> str:
    """No-break spaces as ordinary ones, so that the expected messages stay readable here."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_chaque_faute_d_un_fichier_est_dite(referentiel: Bilan, dossier: Path) -> None:
    remplacer(dossier / "caisses.csv", "Cramif,cramif", "Cramif,autre")
    remplacer(dossier / "caisses.csv", "AM,Carsat Alsace-Moselle", ",Carsat Alsace-Moselle")
    with pytest.raises(FichiersFautifs) as erreur:
        charger(dossier=dossier)
    assert [lisible(faute) for faute in erreur.value.fautes] == [
        "caisses.csv, ligne 2 : code : la valeur manque.",
        "caisses.csv, ligne 9 : type : « autre » n’est pas un type de caisse.",
    ]


def test_un_fichier_illisible_est_nomme(referentiel: Bilan, dossier: Path) -> None:
    (dossier / "pieces.csv").write_bytes("code,libellé\n".encode("latin-1"))
    with pytest.raises(FichiersFautifs, match="UTF-8"):
        charger(dossier=dossier)
    (dossier / "caisses.csv").unlink()
    with pytest.raises(FichiersFautifs, match=r"caisses\.csv"):
        charger(dossier=dossier)


def test_la_commande_raconte_ce_qu_elle_a_fait(referentiel: Bilan, dossier: Path) -> None:
    sortie = StringIO()
    call_command("charger_referentiel", stdout=sortie)
    assert "modeles.csv\u00a0: 41\u00a0inchangées" in sortie.getvalue()
    remplacer(dossier / "delais.csv", "valeur", "montant")
    with pytest.raises(CommandError, match="Rien n’a été chargé"):
        call_command("charger_referentiel", dossier=dossier, stdout=sortie)


def test_en_production_aucun_signataire_d_exemple(referentiel: Bilan, settings: object) -> None:
    Signataire.objects.all().delete()
    settings.PRODUCTION = True
    sortie = StringIO()
    call_command("charger_referentiel", stdout=sortie)
    assert not Signataire.objects.exists()
    assert "Aucun signataire" in sortie.getvalue()
