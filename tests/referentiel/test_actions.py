"""What the INRS changes on screen adds dated rows and leaves the past as it was."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from forprev.referentiel.actions import (
    arreter_modele,
    modifier_modele,
    modifier_texte,
    modifier_valeur,
    nommer_signataire,
    retirer_valeur,
    terminer_fonction,
)
from forprev.referentiel.delais import texte, valeur, valeurs
from forprev.referentiel.models import ModeleCertificat, Signataire, ValeurReference
from forprev.referentiel.queries import modeles_proposables, version_en_vigueur
from forprev.socle.clock import jour
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus

pytestmark = pytest.mark.usefixtures("dispositifs")
AUJOURDHUI = date(2026, 11, 20)
DEMAIN, HIER = AUJOURDHUI + timedelta(days=1), AUJOURDHUI - timedelta(days=1)


def modele(code: str) -> ModeleCertificat:
    return ModeleCertificat.objects.get(code=code)


def codes(refus: Refus) -> list[str]:
    return [raison.code for raison in refus.raisons]


def image(format_: str = "PNG", taille: tuple[int, int] = (300, 100)) -> bytes:
    flux = io.BytesIO()
    Image.new("RGB", taille, "#123456").save(flux, format=format_)
    return flux.getvalue()


# Models of certificate


@pytest.mark.rule("CER-09", "SES-39")
def test_modifier_un_modele_en_vigueur_fait_une_version_suivante(inrs: Any, le: datetime) -> None:
    ancien = modele("SST-1")
    version = modifier_modele(modele=ancien, du=DEMAIN, par=inrs, le=le, titre="Nouveau titre", validite_mois=30)
    ancien.refresh_from_db()
    assert (ancien.titre, ancien.validite_mois, ancien.effet_au) == ("Sauveteur secouriste du travail", 24, AUJOURDHUI)
    assert (version.titre, version.validite_mois, version.effet_du) == ("Nouveau titre", 30, DEMAIN)
    assert (version.competence, version.code) == (ancien.competence, "SST-1@2026-11-21")
    niveau = ancien.dispositif_niveau
    assert modeles_proposables(niveau, AUJOURDHUI) == [ancien]
    assert modeles_proposables(niveau, DEMAIN) == [version]
    assert version_en_vigueur(ancien, DEMAIN) == version
    assert version_en_vigueur(version, AUJOURDHUI) == ancien
    entree = EntreeJournal.objects.get(verbe="modifier_modele")
    assert entree.objet_id == str(version.pk)
    assert entree.details == {"du": "2026-11-21", "champs": ["titre", "validite_mois"]}


def test_un_modele_a_venir_change_en_place(inrs: Any, le: datetime) -> None:
    ancien = modele("SST-1")
    version = modifier_modele(modele=ancien, du=date(2027, 1, 1), par=inrs, le=le, titre="Un")
    meme = modifier_modele(modele=version, du=date(2027, 2, 1), par=inrs, le=le, titre="Deux")
    ancien.refresh_from_db()
    assert meme.pk == version.pk
    assert (meme.titre, meme.effet_du) == ("Deux", date(2027, 2, 1))
    assert ancien.effet_au == date(2027, 1, 31)


@pytest.mark.rule("SES-35")
def test_une_version_suivante_garde_les_predecesseurs(inrs: Any, le: datetime) -> None:
    version = modifier_modele(modele=modele("Catec-1-surveillant"), du=DEMAIN, par=inrs, le=le, titre="Surveillant")
    tous = {"Catec-1-surveillant", "Catec-1-surveillant@2026-11-21", "Catec-1-intervenant"}
    for prolongeant in (version, modele("Catec-1-intervenant")):
        prolonges = ModeleCertificat.objects.prolonges_par(prolongeant)
        assert set(prolonges.values_list("code", flat=True)) == tous


@pytest.mark.rule("SES-35")
def test_nommer_un_predecesseur_nomme_toutes_ses_versions(inrs: Any, le: datetime) -> None:
    modifier_modele(modele=modele("Amiante-1-cumul"), du=DEMAIN, par=inrs, le=le, titre="Cumul")
    version = modifier_modele(
        modele=modele("Amiante-1-operateur-chantier"),
        du=DEMAIN,
        par=inrs,
        le=le,
        predecesseurs=[modele("Amiante-1-cumul@2026-11-21")],
    )
    codes_prolonges = {m.code for m in ModeleCertificat.objects.prolonges_par(version)}
    assert codes_prolonges == {"Amiante-1-cumul", "Amiante-1-cumul@2026-11-21"}


@pytest.mark.parametrize(
    ("du", "champs", "code"),
    [
        (HIER, {"titre": "Autre"}, "effet_passe"),
        (DEMAIN, {}, "rien_a_changer"),
        (DEMAIN, {"titre": "Sauveteur secouriste du travail"}, "rien_a_changer"),
        (DEMAIN, {"initial": False, "mac": False}, "invalide"),
        (DEMAIN, {"validite_mois": 0}, "invalide"),
        (DEMAIN, {"couleur": "rouge"}, "invalide"),
        (DEMAIN, {"titre": ""}, "invalide"),
    ],
)
def test_une_modification_refusee_ne_change_rien(
    inrs: Any, le: datetime, du: date, champs: dict[str, Any], code: str
) -> None:
    avant = list(ModeleCertificat.objects.values().order_by("pk"))
    with pytest.raises(Refus) as refus:
        modifier_modele(modele=modele("SST-1"), du=du, par=inrs, le=le, **champs)
    assert codes(refus.value) == [code]
    assert list(ModeleCertificat.objects.values().order_by("pk")) == avant
    assert not EntreeJournal.objects.exists()


def test_un_modele_suivi_ne_change_plus(inrs: Any, le: datetime) -> None:
    ancien = modele("SST-1")
    modifier_modele(modele=ancien, du=DEMAIN, par=inrs, le=le, titre="Un")
    with pytest.raises(Refus, match="21\u00a0novembre\u00a02026"):
        modifier_modele(modele=ancien, du=DEMAIN, par=inrs, le=le, titre="Deux")
    with pytest.raises(Refus, match="arrêtez celle-là"):
        arreter_modele(modele=ancien, dernier_jour=None, par=inrs, le=le)


@pytest.mark.rule("DEM-16")
def test_un_modele_change_pendant_la_saisie_est_relu_d_abord(inrs: Any, le: datetime) -> None:
    a_venir = modifier_modele(modele=modele("SST-1"), du=DEMAIN, par=inrs, le=le, titre="Un")
    lue = a_venir.empreinte
    modifier_modele(modele=a_venir, du=DEMAIN, par=inrs, le=le, lue=lue, titre="Deux")
    with pytest.raises(Refus) as refus:
        modifier_modele(modele=a_venir, du=DEMAIN, par=inrs, le=le, lue=lue, titre="Trois")
    assert codes(refus.value) == ["modele_change"]
    assert modele("SST-1@2026-11-21").titre == "Deux"


def test_un_champ_que_l_action_ne_connait_pas_est_une_erreur_de_programme(inrs: Any, le: datetime) -> None:
    with pytest.raises(TypeError):
        modifier_modele(modele=modele("SST-1"), du=DEMAIN, par=inrs, le=le, code="SST-9")


@pytest.mark.rule("SES-39")
def test_un_modele_arrete_reste_utilisable_jusqu_a_son_dernier_jour(inrs: Any, le: datetime) -> None:
    arrete = modele("RPS-1")
    arreter_modele(modele=arrete, dernier_jour=DEMAIN, par=inrs, le=le)
    niveau = arrete.dispositif_niveau
    assert modeles_proposables(niveau, DEMAIN) == [arrete]
    assert modeles_proposables(niveau, DEMAIN + timedelta(days=1)) == []
    arreter_modele(modele=arrete, dernier_jour=None, par=inrs, le=le)
    assert modeles_proposables(niveau, date(2030, 1, 1)) == [arrete]


def test_un_modele_n_est_pas_arrete_dans_le_passe(inrs: Any, le: datetime) -> None:
    with pytest.raises(Refus) as refus:
        arreter_modele(modele=modele("RPS-1"), dernier_jour=HIER, par=inrs, le=le)
    assert codes(refus.value) == ["effet_passe"]


# Delays and texts


def test_une_valeur_vaut_a_partir_de_sa_date(inrs: Any, le: datetime) -> None:
    modifier_valeur(code="journal_conservation", valeur=24, du=DEMAIN, par=inrs, le=le)
    assert [valeur("journal_conservation", j) for j in (date(2020, 1, 1), AUJOURDHUI, DEMAIN)] == [12, 12, 24]
    assert valeurs(DEMAIN)["journal_conservation"] == 24
    assert EntreeJournal.objects.get().details == {"code": "journal_conservation", "valeur": 24, "du": "2026-11-21"}


def test_sans_ligne_la_valeur_par_defaut(inrs: Any, le: datetime) -> None:
    ValeurReference.objects.all().delete()
    assert valeur("session_stagiaires_max", AUJOURDHUI) == 50
    assert valeurs(AUJOURDHUI)["session_stagiaires_max"] == 50
    with pytest.raises(KeyError):
        valeur("inconnue", AUJOURDHUI)


@pytest.mark.rule("RGP-05")
@pytest.mark.parametrize(
    ("code", "nombre", "du", "motif"),
    [
        ("session_stagiaires_max", 201, DEMAIN, "valeur_hors_bornes"),
        ("session_stagiaires_max", 9, DEMAIN, "valeur_hors_bornes"),
        ("formateur_avertissement_1", 59, DEMAIN, "valeur_hors_bornes"),
        ("session_stagiaires_max", 60, HIER, "effet_passe"),
    ],
)
def test_un_delai_hors_de_ses_bornes_ou_passe_est_refuse(
    inrs: Any, le: datetime, code: str, nombre: int, du: date, motif: str
) -> None:
    avant = valeurs(DEMAIN)
    with pytest.raises(Refus) as refus:
        modifier_valeur(code=code, valeur=nombre, du=du, par=inrs, le=le)
    assert codes(refus.value) == [motif]
    assert valeurs(DEMAIN) == avant


def test_une_valeur_a_venir_se_retire_une_valeur_en_vigueur_non(inrs: Any, le: datetime) -> None:
    a_venir = modifier_valeur(code="journal_conservation", valeur=24, du=DEMAIN, par=inrs, le=le)
    retirer_valeur(valeur=a_venir, par=inrs, le=le)
    assert valeur("journal_conservation", DEMAIN) == 12
    en_vigueur = ValeurReference.objects.get(code="journal_conservation")
    with pytest.raises(Refus) as refus:
        retirer_valeur(valeur=en_vigueur, par=inrs, le=le)
    assert codes(refus.value) == ["deja_en_vigueur"]


def test_une_valeur_choisie_le_jour_meme_se_corrige(inrs: Any, le: datetime) -> None:
    modifier_valeur(code="journal_conservation", valeur=24, du=AUJOURDHUI, par=inrs, le=le)
    modifier_valeur(code="journal_conservation", valeur=18, du=AUJOURDHUI, par=inrs, le=le)
    assert valeur("journal_conservation", AUJOURDHUI) == 18


def test_un_texte_vaut_a_partir_de_sa_date(inrs: Any, le: datetime) -> None:
    assert texte("assistance_email", AUJOURDHUI) == ""
    modifier_texte(code="assistance_email", texte="assistance@example.org", du=AUJOURDHUI, par=inrs, le=le)
    assert texte("assistance_email", AUJOURDHUI) == "assistance@example.org"
    assert texte("accessibilite", AUJOURDHUI) == "non conforme"
    with pytest.raises(Refus):
        modifier_texte(code="accessibilite", texte="parfaite", du=DEMAIN, par=inrs, le=le)


# Signatories


def nommer(inrs: Any, le: datetime, **autres: Any) -> Signataire:
    faits = {"nom": "Nom", "prenom": "Prénom", "fonction": "Fonction", "image": image(), "du": DEMAIN} | autres
    return nommer_signataire(par=inrs, le=le, **faits)


@pytest.mark.rule("CER-01")
def test_nommer_un_signataire_termine_la_fonction_du_precedent(inrs: Any, le: datetime) -> None:
    nomme = nommer(inrs, le)
    assert Signataire.objects.en_fonction(AUJOURDHUI).get().nom == "Vasseur-Lindt"
    assert Signataire.objects.en_fonction(DEMAIN).get() == nomme
    assert EntreeJournal.objects.get().verbe == "nommer_signataire"


@pytest.mark.rule("CER-01")
def test_nul_ne_signe_a_la_place_d_un_autre_un_jour_passe(inrs: Any, le: datetime) -> None:
    with pytest.raises(Refus) as refus:
        nommer(inrs, le, du=HIER)
    assert codes(refus.value) == ["effet_passe"]


def test_un_jour_passe_sans_signataire_peut_en_recevoir_un(inrs: Any, le: datetime) -> None:
    Signataire.objects.all().delete()
    nomme = nommer(inrs, le, du=date(2026, 1, 1))
    assert Signataire.objects.en_fonction(HIER).get() == nomme


def test_des_dates_qui_chevauchent_sont_refusees(inrs: Any, le: datetime) -> None:
    with pytest.raises(Refus, match="Un autre signataire est déjà en fonction à ces dates"):
        nommer(inrs, le, du=date(2014, 1, 1))


@pytest.mark.parametrize("du", [date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1)])
def test_la_base_refuse_deux_signataires_le_meme_jour(du: date) -> None:
    with pytest.raises(IntegrityError, match="un_signataire_a_la_fois"), transaction.atomic():
        Signataire.objects.create(nom="N", prenom="P", fonction="F", du=du)


def test_la_base_accepte_un_signataire_le_lendemain() -> None:
    Signataire.objects.filter(au=None).update(au=AUJOURDHUI)
    Signataire.objects.create(nom="N", prenom="P", fonction="F", du=DEMAIN)
    assert Signataire.objects.en_fonction(DEMAIN).count() == 1


def test_terminer_une_fonction(inrs: Any, le: datetime) -> None:
    en_place = Signataire.objects.en_fonction(AUJOURDHUI).get()
    with pytest.raises(Refus):
        terminer_fonction(signataire=en_place, dernier_jour=HIER, par=inrs, le=le)
    terminer_fonction(signataire=en_place, dernier_jour=AUJOURDHUI, par=inrs, le=le)
    assert not Signataire.objects.en_fonction(DEMAIN).exists()
    terminer_fonction(signataire=en_place, dernier_jour=None, par=inrs, le=le)
    assert Signataire.objects.en_fonction(DEMAIN).get() == en_place


def test_une_fonction_terminee_ne_reprend_pas(inrs: Any, le: datetime) -> None:
    ancien = Signataire.objects.get(nom="Montclair")
    with pytest.raises(Refus) as refus:
        terminer_fonction(signataire=ancien, dernier_jour=DEMAIN, par=inrs, le=le)
    assert codes(refus.value) == ["deja_termine"]


@pytest.mark.rule("SEC-03")
@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_une_signature_est_refaite_en_png(inrs: Any, le: datetime, format_: str) -> None:
    nomme = nommer(inrs, le, image=image(format_, (2400, 900)))
    with Image.open(io.BytesIO(bytes(nomme.signature))) as refaite:
        assert (refaite.format, refaite.size) == ("PNG", (1200, 450))
    assert nomme.signature_type == "image/png"


@pytest.mark.rule("SEC-03")
@pytest.mark.parametrize(
    ("contenu", "motif"),
    [
        (b"", "image_illisible"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image_illisible"),
        (b"%PDF-1.7 pas une image", "image_illisible"),
        (image()[:60], "image_illisible"),
        (image("GIF"), "image_illisible"),
        (image(taille=(4001, 10)), "image_grande"),
        (b"\x89PNG" + b"0" * 1024 * 1024, "image_lourde"),
    ],
)
def test_une_image_qui_n_en_est_pas_une_est_refusee(inrs: Any, le: datetime, contenu: bytes, motif: str) -> None:
    with pytest.raises(Refus) as refus:
        nommer(inrs, le, image=contenu)
    assert codes(refus.value) == [motif]
    assert Signataire.objects.en_fonction(jour(le)).get().au is None
