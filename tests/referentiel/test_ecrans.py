"""The screens of the INRS: what they show, what they change, who may open them."""

import html
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from forprev.comptes.models import Acteur
from forprev.referentiel.delais import texte, valeur
from forprev.referentiel.models import ModeleCertificat, Signataire, ValeurReference
from forprev.socle.models import EntreeJournal
from tests import fabriques

pytestmark = pytest.mark.usefixtures("dispositifs")
DEMAIN = date(2026, 11, 21)
Ouvrir = Callable[[Acteur | None], Client]


@pytest.fixture
def navigateur(client_de: Ouvrir) -> Client:
    return client_de(fabriques.inrs())


def lire(reponse: Any) -> str:
    """The words of the page, spaces made ordinary."""
    corps = re.sub(r"<(script|style|svg)\b.*?</\1>", "", reponse.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", corps)).split())


def adresses() -> list[str]:
    modele, signataire = ModeleCertificat.objects.get(code="SST-1"), Signataire.objects.get(au=None)
    return [
        reverse("referentiel"),
        reverse("referentiel_modeles"),
        reverse("referentiel_modele", args=[modele.pk]),
        reverse("referentiel_modele_modifier", args=[modele.pk]),
        reverse("referentiel_modele_arret", args=[modele.pk]),
        reverse("referentiel_delais"),
        reverse("referentiel_delai", args=["journal_conservation"]),
        reverse("referentiel_texte", args=["accessibilite"]),
        reverse("referentiel_signataires"),
        reverse("referentiel_signataire_nouveau"),
        reverse("referentiel_signataire_fin", args=[signataire.pk]),
    ]


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("profil", ["gestionnaire", "formateur", "instructeur", "commission", "assistance"])
def test_le_referentiel_est_a_l_inrs(client_de: Ouvrir, profil: str) -> None:
    autre = client_de(getattr(fabriques, profil)())
    assert {autre.get(adresse).status_code for adresse in adresses()} == {403}
    visiteur = client_de(None)
    assert {visiteur.get(adresse).status_code for adresse in adresses()} == {302}


def test_chaque_page_s_ouvre(navigateur: Client) -> None:
    assert {adresse: navigateur.get(adresse).status_code for adresse in adresses()} == dict.fromkeys(adresses(), 200)


@pytest.mark.parametrize(
    "adresse", ["modeles/999999/", "delais/inconnu/", "textes/inconnu/", "signataires/999999/fin/"]
)
def test_ce_qui_n_existe_pas(navigateur: Client, adresse: str) -> None:
    assert navigateur.get(f"/referentiel/{adresse}").status_code == 404


def test_l_accueil_dit_qui_signe(navigateur: Client) -> None:
    page = lire(navigateur.get("/referentiel/"))
    assert "41 modèles en vigueur" in page
    assert "Bastien Vasseur-Lindt" in page
    Signataire.objects.all().delete()
    assert "Aucun signataire en fonction" in lire(navigateur.get("/referentiel/"))


# Models


def test_la_liste_des_modeles_se_filtre(navigateur: Client) -> None:
    page = lire(navigateur.get("/referentiel/modeles/", {"dispositif": "Catec", "etat": "vigueur"}))
    assert "Catec-1 Surveillant" in page
    assert "SST-2" not in page
    assert "3 modèles" in page
    vide = lire(navigateur.get("/referentiel/modeles/", {"etat": "termines"}))
    assert "Aucun modèle ne correspond" in vide


def test_la_liste_des_modeles_garde_le_meme_nombre_de_requetes(navigateur: Client, nb_requetes: Any) -> None:
    with nb_requetes() as peu:
        navigateur.get("/referentiel/modeles/", {"dispositif": "Catec", "etat": "vigueur"})
    with nb_requetes() as beaucoup:
        navigateur.get("/referentiel/modeles/", {"par_page": 50})
    assert beaucoup.nombre == peu.nombre <= 12


def saisie(modele: ModeleCertificat, **autres: Any) -> dict[str, Any]:
    """The form as it is sent when nothing is changed, then `autres`."""
    return {
        "version": modele.empreinte,
        "du": "21/11/2026",
        "libelle_court": modele.libelle_court,
        "titre": modele.titre,
        "competence": modele.competence,
        "validite_mois": modele.validite_mois or "",
        "stages": [nom for nom in ("initial", "mac") if getattr(modele, nom)],
        "age_minimum": modele.age_minimum or "",
        "couleur": modele.couleur,
    } | autres


@pytest.mark.rule("CER-09")
def test_modifier_un_modele_a_l_ecran(navigateur: Client) -> None:
    modele = ModeleCertificat.objects.get(code="SST-1")
    adresse = reverse("referentiel_modele_modifier", args=[modele.pk])
    reponse = navigateur.post(adresse, saisie(modele, titre="Sauveteur d'entreprise", validite_mois="30"), follow=True)
    version = modele.suite
    assert (version.titre, version.validite_mois, version.effet_du) == ("Sauveteur d’entreprise", 30, DEMAIN)
    assert (version.initial, version.mac, version.age_minimum) == (True, True, 16)
    assert "Le modèle change à partir du 21 novembre 2026." in lire(reponse)
    assert EntreeJournal.objects.get().profil == "inrs"
    page = lire(navigateur.get(reverse("referentiel_modele", args=[modele.pk])))
    assert "Du 1er janvier 2015 au 20 novembre 2026" in page
    assert "Modifier" not in page


@pytest.mark.rule("SES-35")
def test_les_predecesseurs_se_choisissent_a_l_ecran(navigateur: Client) -> None:
    modele = ModeleCertificat.objects.get(code="Catec-1-surveillant")
    adresse = reverse("referentiel_modele_modifier", args=[modele.pk])
    assert navigateur.get(adresse).content.decode().count("checked") == 4
    navigateur.post(adresse, saisie(modele, predecesseurs=[modele.pk]))
    prolonges = ModeleCertificat.objects.prolonges_par(modele.suite).values_list("code", flat=True)
    assert set(prolonges) == {"Catec-1-surveillant", "Catec-1-surveillant@2026-11-21"}


@pytest.mark.parametrize(
    ("autres", "message"),
    [
        ({"titre": ""}, "Ce champ est obligatoire."),
        ({"titre": "Autre", "du": "19/11/2026"}, "Une valeur passée ne se réécrit pas"),
        ({"titre": "Autre", "du": "demain"}, "Écrivez la date sous la forme JJ/MM/AAAA"),
        ({"stages": []}, "Ce champ est obligatoire."),
        ({"couleur": "rouge"}, "Écrivez la couleur sous la forme #rrggbb"),
        ({"validite_mois": "0"}, "supérieure ou égale à 1"),
        ({}, "Aucune valeur n’a été modifiée."),
    ],
)
def test_une_saisie_refusee_revient_avec_son_message(navigateur: Client, autres: dict[str, Any], message: str) -> None:
    modele = ModeleCertificat.objects.get(code="SST-1")
    adresse = reverse("referentiel_modele_modifier", args=[modele.pk])
    reponse = navigateur.post(adresse, saisie(modele, competence=modele.competence, **autres))
    assert reponse.status_code == 422
    assert message in lire(reponse)
    assert ModeleCertificat.objects.count() == 41


@pytest.mark.rule("DEM-16")
def test_un_formulaire_perime_garde_ce_qui_est_ecrit(navigateur: Client) -> None:
    modele = ModeleCertificat.objects.get(code="SST-1")
    adresse = reverse("referentiel_modele_modifier", args=[modele.pk])
    perimee = saisie(modele, titre="Écrit entre-temps")
    ModeleCertificat.objects.filter(pk=modele.pk).update(libelle_court="Autre")
    reponse = navigateur.post(adresse, perimee)
    assert "Ce modèle a été modifié pendant votre saisie" in lire(reponse)
    assert "Écrit entre-temps" in reponse.content.decode()


@pytest.mark.rule("SES-39")
def test_arreter_un_modele_a_l_ecran(navigateur: Client) -> None:
    modele = ModeleCertificat.objects.get(code="RPS-1")
    adresse = reverse("referentiel_modele_arret", args=[modele.pk])
    assert navigateur.post(adresse, {"effet_au": "19/11/2026"}).status_code == 422
    assert "jusqu’au 31 décembre 2026 inclus" in lire(navigateur.post(adresse, {"effet_au": "31/12/2026"}, follow=True))
    modele.refresh_from_db()
    assert modele.effet_au == date(2026, 12, 31)
    assert "n’a plus de dernier jour" in lire(navigateur.post(adresse, {"effet_au": ""}, follow=True))


# Delays and texts


def test_la_page_des_delais_dit_tout_en_peu_de_requetes(navigateur: Client, nb_requetes: Any) -> None:
    with nb_requetes() as compte:
        page = lire(navigateur.get("/referentiel/delais/"))
    assert compte.nombre <= 12
    assert "Compléments : durée d’attente À confirmer 3 mois – 1 à 12" in page
    assert "1 janvier 2023" not in page
    assert "1er janvier 2023" in page


def test_changer_un_delai_a_l_ecran_puis_le_retirer(navigateur: Client) -> None:
    adresse = reverse("referentiel_delai", args=["journal_conservation"])
    page = lire(navigateur.post(adresse, {"valeur": "24", "du": "21/11/2026"}, follow=True))
    assert "La nouvelle valeur vaut à partir du 21 novembre 2026." in page
    assert "24 mois À venir" in page
    a_venir = ValeurReference.objects.get(code="journal_conservation", du=DEMAIN)
    retrait = reverse("referentiel_valeur_retrait", args=[a_venir.pk])
    assert navigateur.get(retrait).status_code == 405
    assert "La valeur à venir est retirée." in lire(navigateur.post(retrait, follow=True))
    assert valeur("journal_conservation", DEMAIN) == 12


def test_une_valeur_en_vigueur_ne_se_retire_pas_a_l_ecran(navigateur: Client) -> None:
    en_vigueur = ValeurReference.objects.get(code="journal_conservation")
    page = lire(navigateur.post(reverse("referentiel_valeur_retrait", args=[en_vigueur.pk]), follow=True))
    assert "donnez-en une nouvelle" in page
    assert ValeurReference.objects.filter(pk=en_vigueur.pk).exists()


@pytest.mark.parametrize(
    ("saisi", "message"),
    [
        ({"valeur": "37", "du": "21/11/2026"}, "choisissez une valeur de 6 à 36 mois"),
        ({"valeur": "douze", "du": "21/11/2026"}, "Saisissez un nombre entier."),
        ({"valeur": "12", "du": "31/11/2026"}, "Le 31/11/2026 n’existe pas."),
        ({"valeur": "12", "du": "19/11/2026"}, "Une valeur passée ne se réécrit pas"),
        ({}, "Ce champ est obligatoire."),
    ],
)
def test_un_delai_refuse_a_l_ecran(navigateur: Client, saisi: dict[str, str], message: str) -> None:
    reponse = navigateur.post(reverse("referentiel_delai", args=["journal_conservation"]), saisi)
    assert reponse.status_code == 422
    assert message in lire(reponse)


@pytest.mark.parametrize(
    ("code", "saisi", "attendu", "dit"),
    [
        ("accessibilite", "partiellement conforme", "partiellement conforme", "partiellement conforme"),
        ("forprev1_dernier_jour", "30/06/2027", "2027-06-30", "30 juin 2027"),
        ("assistance_email", "assistance@example.org", "assistance@example.org", "assistance@example.org"),
        ("assistance_telephone", " 01  23 45 67 89 ", "01 23 45 67 89", "01 23 45 67 89"),
    ],
)
def test_changer_un_texte_a_l_ecran(navigateur: Client, code: str, saisi: str, attendu: str, dit: str) -> None:
    adresse = reverse("referentiel_texte", args=[code])
    page = lire(navigateur.post(adresse, {"texte": saisi, "du": "20/11/2026"}, follow=True))
    assert texte(code, date(2026, 11, 20)) == attendu
    assert f"Aujourd’hui : {dit}" in page


@pytest.mark.parametrize(
    ("code", "saisi"),
    [("accessibilite", "parfaite"), ("accessibilite", ""), ("assistance_email", "x"), ("forprev1_adresse", "ftp://x")],
)
def test_un_texte_refuse_a_l_ecran(navigateur: Client, code: str, saisi: str) -> None:
    reponse = navigateur.post(reverse("referentiel_texte", args=[code]), {"texte": saisi, "du": "20/11/2026"})
    assert reponse.status_code == 422


# Signatories


def image() -> SimpleUploadedFile:
    flux = io.BytesIO()
    Image.new("RGBA", (300, 100), "#12345680").save(flux, format="PNG")
    return SimpleUploadedFile("signature.png", flux.getvalue())


def nouveau(**autres: Any) -> dict[str, Any]:
    faits = {"prenom": "Alix", "nom": "Nouvel", "fonction": "Directrice", "du": "01/01/2027", "signature": image()}
    return faits | autres


@pytest.mark.rule("CER-01")
def test_nommer_un_signataire_a_l_ecran(navigateur: Client) -> None:
    page = lire(navigateur.post("/referentiel/signataires/nouveau/", nouveau(), follow=True))
    assert "Alix Nouvel signe les certificats à partir du 1er janvier 2027." in page
    assert Signataire.objects.en_fonction(date(2026, 12, 31)).get().nom == "Vasseur-Lindt"
    assert Signataire.objects.en_fonction(date(2027, 1, 1)).get().nom == "Nouvel"
    liste = navigateur.get("/referentiel/signataires/")
    assert "Alix Nouvel Directrice 01/01/2027 – À venir" in lire(liste)
    assert "data:image/png;base64," in liste.content.decode()


@pytest.mark.parametrize(
    ("autres", "message"),
    [
        ({"du": "19/11/2026"}, "Une valeur passée ne se réécrit pas"),
        ({"du": "01/01/2014"}, "Un autre signataire est déjà en fonction à ces dates."),
        ({"signature": SimpleUploadedFile("s.png", b"pas une image")}, "n’est pas au format PNG ou JPEG"),
        ({"signature": SimpleUploadedFile("s.png", b"0" * 1024 * 1025)}, "Ce fichier dépasse 1 Mo"),
        ({"signature": ""}, "Un fichier doit être joint."),
        ({"nom": " "}, "Ce champ est obligatoire."),
    ],
)
def test_un_signataire_refuse_a_l_ecran(navigateur: Client, autres: dict[str, Any], message: str) -> None:
    reponse = navigateur.post("/referentiel/signataires/nouveau/", nouveau(**autres))
    assert reponse.status_code == 422
    assert message in lire(reponse)
    assert Signataire.objects.count() == 2


def test_terminer_une_fonction_a_l_ecran(navigateur: Client) -> None:
    en_place = Signataire.objects.get(au=None)
    adresse = reverse("referentiel_signataire_fin", args=[en_place.pk])
    assert navigateur.post(adresse, {"au": "19/11/2026"}).status_code == 422
    assert "jusqu’au 31 décembre 2026 inclus" in lire(navigateur.post(adresse, {"au": "31/12/2026"}, follow=True))
    assert "n’a plus de dernier jour" in lire(navigateur.post(adresse, {"au": ""}, follow=True))
