"""The house tests of the reference data: what the files must always say."""

import itertools
import math
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from forprev.referentiel.catalogue import DELAIS, TEXTES
from forprev.referentiel.models import (
    Dispositif,
    DispositifNiveau,
    FamillePiece,
    LogoCertificat,
    ModeleCertificat,
    PieceDemandee,
    Signataire,
    TypeImage,
)

pytestmark = pytest.mark.usefixtures("dispositifs")
JOUR = date(2026, 11, 20)

# 03-reference-data: dispositif, niveau → short labels, validities, plateforme
ATTENDUS = {
    "SST / 1": (["SST-1"], [24], False),
    "SST / 2": (["SST-2"], [36], False),
    "SST / 3": (["SST-3"], [36], False),
    "Prap-IBC / 1": (["Prap-IBC-1"], [24], False),
    "Prap-IBC / 2": (["Prap-IBC-2"], [36], False),
    "Prap-IBC / 3": (["Prap-IBC-3"], [36], False),
    "Prap-2S / 1": (["Prap-2S-1"], [24], False),
    "Prap-2S / 2": (["Prap-2S-2"], [36], False),
    "Prap-2S / 3": (["Prap-2S-3"], [36], False),
    "APS-ASD / 1": (["APS-ASD-1"], [24], False),
    "APS-ASD / 2": (["APS-ASD-2"], [36], False),
    "APS-ASD / 3": (["APS-ASD-3"], [36], False),
    "Catec / 1": (["Catec-1 Surveillant", "Catec-1 Intervenant"], [36, 36], True),
    "Catec / 2": (["Catec-2"], [36], True),
    "ECH-P / 1": (["ECH-P-1"], [None], True),
    "ECH-P / 2": (["ECH-P-2"], [36], True),
    "ECH-R / 1": (["ECH-R-1"], [None], True),
    "ECH-R / 2": (["ECH-R-2"], [36], True),
    "Amiante / 1": (
        [
            "Amiante s/s4-1 Encadrant technique",
            "Amiante s/s4-1 Encadrant de chantier",
            "Amiante s/s4-1 Opérateur de chantier",
            "Amiante s/s4-1 Cumul des fonctions",
        ],
        [36, 36, 36, 36],
        True,
    ),
    "Amiante / 2": (["Amiante s/s4-2"], [36], True),
    "AP-TRL / 1": (["AP-TRL-1"], [None], False),
    "AP-TRL / 2": (["AP-TRL-2"], [36], False),
    "APS-TRM / 1": (["APS-TRM-1"], [24], False),
    "APS-TRM / 2": (["APS-TRM-2"], [36], False),
    "APS-TRV / 1": (["APS-TRV-1"], [24], False),
    "APS-TRV / 2": (["APS-TRV-2"], [36], False),
    "AP-SMS / 1": (["AP-SMS-1"], [None], False),
    "AP-SMS / 2": (["AP-SMS-2"], [36], False),
    "AP-ASD / 1": (["AP-ASD-1"], [None], False),
    "RPS / 1": (["RPS-1"], [None], False),
    "RPS / 2": (["RPS-2"], [36], False),
    "TMS / 1": (["TMS-1 Personne ressource", "TMS-1 Chargé de prévention"], [None, None], False),
    "TMS / 2": (["TMS-2"], [36], False),
    "EvRP-SDC / 1": (["EvRP-1", "SDC-1"], [None, None], False),
    "EvRP-SDC / 2": (["EvRP-SDC-2"], [36], False),
}


def niveau(dispositif: str, numero: int) -> DispositifNiveau:
    return DispositifNiveau.objects.get(dispositif_id=dispositif, niveau=numero)


def qualifiants(dispositif: str, numero: int) -> set[str]:
    return {str(n) for n in niveau(dispositif, numero).certificats_qualifiants.all()}


def test_les_modeles_sont_ceux_de_la_specification() -> None:
    lus = {}
    for n in DispositifNiveau.objects.all():
        modeles = n.modeles.order_by("id")
        lus[str(n)] = (
            [m.libelle_court for m in modeles],
            [m.validite_mois for m in modeles],
            n.plateforme_requise(JOUR),
        )
    assert lus == ATTENDUS


@pytest.mark.rule("SES-06")
def test_chaque_niveau_ouvert_a_un_certificat_qualifiant() -> None:
    sans = [str(n) for n in DispositifNiveau.objects.ouverts(JOUR) if not n.certificats_qualifiants.exists()]
    assert DispositifNiveau.objects.ouverts(JOUR).count() == 34
    assert sans == []


@pytest.mark.rule("SES-06")
def test_un_certificat_qualifiant_est_un_certificat_de_formateur() -> None:
    qualifiants_niveau_1 = DispositifNiveau.objects.filter(certificats_qualifiants__niveau=1)
    assert list(qualifiants_niveau_1) == []


@pytest.mark.rule("SES-06")
@pytest.mark.parametrize(
    ("dispositif", "numero", "attendus"),
    [
        ("SST", 1, {"SST / 2", "SST / 3"}),
        ("SST", 2, {"SST / 3"}),
        ("SST", 3, {"SST / 3"}),
        ("Catec", 1, {"Catec / 2"}),
        ("Catec", 2, {"Catec / 2"}),
        ("AP-ASD", 1, {"APS-ASD / 2", "APS-ASD / 3"}),
    ],
)
def test_les_certificats_qui_qualifient_le_formateur(dispositif: str, numero: int, attendus: set[str]) -> None:
    assert qualifiants(dispositif, numero) == attendus


@pytest.mark.rule("SES-03")
def test_chaque_niveau_a_un_modele_en_vigueur_et_chaque_modele_un_type_de_stage() -> None:
    assert [str(n) for n in DispositifNiveau.objects.all() if not n.modeles.en_vigueur(JOUR).exists()] == []
    assert list(ModeleCertificat.objects.filter(initial=False, mac=False)) == []


def test_un_modele_sans_fin_n_a_pas_de_maintien_des_competences() -> None:
    assert list(ModeleCertificat.objects.filter(validite_mois=None, mac=True)) == []
    assert list(ModeleCertificat.objects.filter(validite_mois__isnull=False, mac=False)) == []


def prolonges(code: str) -> set[str]:
    modele = ModeleCertificat.objects.get(code=code)
    return set(ModeleCertificat.objects.prolonges_par(modele).values_list("code", flat=True))


@pytest.mark.rule("SES-35")
def test_un_mac_prolonge_le_meme_dispositif_niveau() -> None:
    assert prolonges("SST-2") == {"SST-2"}
    assert prolonges("Prap-IBC-2") == {"Prap-IBC-2"}
    assert prolonges("Prap-2S-2") == {"Prap-2S-2"}


@pytest.mark.rule("SES-35")
def test_un_seul_mac_pour_surveillant_et_intervenant() -> None:
    deux = {"Catec-1-surveillant", "Catec-1-intervenant"}
    assert prolonges("Catec-1-surveillant") == deux
    assert prolonges("Catec-1-intervenant") == deux


@pytest.mark.rule("SES-35")
def test_amiante_meme_fonction_ou_cumul() -> None:
    for fonction in ("encadrant-technique", "encadrant-chantier", "operateur-chantier"):
        assert prolonges(f"Amiante-1-{fonction}") == {f"Amiante-1-{fonction}", "Amiante-1-cumul"}
    assert prolonges("Amiante-1-cumul") == {"Amiante-1-cumul"}


@pytest.mark.rule("SES-09")
def test_les_tailles_de_groupe_avertissent() -> None:
    assert [(n.groupe_min, n.groupe_max) for n in (niveau("SST", 1), niveau("SST", 2))] == [(4, 10), (5, 10)]
    assert not DispositifNiveau.objects.filter(groupe_bloquant=True).exists()
    assert not DispositifNiveau.objects.filter(groupe_min=None).exists()


def test_les_heures_donnees_par_la_specification() -> None:
    heures = {str(n): (n.heures_initial, n.heures_mac) for n in DispositifNiveau.objects.exclude(heures_initial=None)}
    assert heures == {
        "SST / 1": (14, 7),
        "SST / 2": (56, 21),
        "Prap-IBC / 1": (14, 7),
        "Prap-2S / 1": (21, 7),
        "APS-ASD / 1": (21, 7),
    }


@pytest.mark.rule("SES-04")
def test_l_exigence_d_une_plateforme_est_datee() -> None:
    catec = niveau("Catec", 1)
    catec.plateforme_requise_du, catec.plateforme_requise_au = date(2026, 3, 1), date(2026, 3, 31)
    jours = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [catec.plateforme_requise(jour) for jour in jours] == [False, True, True, False]
    assert not niveau("SST", 1).plateforme_requise(JOUR)


@pytest.mark.rule("HAB-02")
def test_une_habilitation_dure_cinq_ans() -> None:
    assert set(DispositifNiveau.objects.values_list("duree_habilitation_annees", flat=True)) == {5}


def test_les_textes_de_competence_sont_de_vraies_phrases() -> None:
    for modele in ModeleCertificat.objects.all():
        phrases = [phrase for phrase in modele.competence.split(". ") if phrase]
        assert 2 <= len(phrases) <= 3, modele.code
        assert modele.competence.startswith("Le titulaire sait "), modele.code
        assert modele.competence.endswith("."), modele.code
        assert "'" not in modele.competence + modele.titre + modele.libelle_court, modele.code


def test_les_couleurs_se_lisent_et_se_distinguent() -> None:
    """White text on the band passes AA, and no two bands look the same."""
    couleurs = dict(Dispositif.objects.values_list("code", "couleur"))
    assert [code for code, couleur in couleurs.items() if 1.05 / (luminance(couleur) + 0.05) < 4.5] == []
    paires = itertools.combinations(couleurs.items(), 2)
    proches = [(a, b) for (a, c1), (b, c2) in paires if math.dist(oklab(c1), oklab(c2)) < 0.06]
    assert proches == []


def lineaire(couleur: str) -> list[float]:
    parts = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(couleur: str) -> float:
    return sum(poids * part for poids, part in zip((0.2126, 0.7152, 0.0722), lineaire(couleur), strict=True))


def oklab(couleur: str) -> tuple[float, float, float]:
    r, v, b = lineaire(couleur)
    grand = (0.4122214708 * r + 0.5363325363 * v + 0.0514459929 * b) ** (1 / 3)
    moyen = (0.2119034982 * r + 0.6806995451 * v + 0.1073969566 * b) ** (1 / 3)
    petit = (0.0883024619 * r + 0.2817188376 * v + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * grand + 0.793617785 * moyen - 0.0040720468 * petit,
        1.9779984951 * grand - 2.428592205 * moyen + 0.4505937099 * petit,
        0.0259040371 * grand + 0.7827717662 * moyen - 0.808675766 * petit,
    )


def test_les_pieces_de_la_specification() -> None:
    en_vigueur = PieceDemandee.objects.en_vigueur(JOUR)
    assert list(en_vigueur.filter(obligatoire=True).values_list("code", flat=True)) == ["attestation-urssaf"]
    assert [p.code for p in en_vigueur.filter(types_entite=["O"])] == ["certificat-qualite"]
    assert [p.code for p in en_vigueur.filter(types_entite=["E", "C"])] == ["engagement-direction"]
    techniques = en_vigueur.filter(famille=FamillePiece.TECHNIQUE)
    assert techniques.count() == 5
    assert [p.code for p in techniques.filter(dispositifs="ECH-R")] == ["mise-a-disposition"]
    assert [p.code for p in techniques.filter(dispositifs="Catec")] == ["fiche-espace-catec"]


@pytest.mark.rule("CER-01")
def test_un_seul_signataire_chaque_jour_et_des_images_lisibles() -> None:
    assert [s.nom for s in Signataire.objects.en_fonction(date(2025, 6, 30))] == ["Montclair"]
    assert [s.nom for s in Signataire.objects.en_fonction(date(2025, 7, 1))] == ["Vasseur-Lindt"]
    images = [s.signature for s in Signataire.objects.all()]
    images += [logo.contenu for logo in LogoCertificat.objects.en_vigueur(JOUR)]
    assert len(images) == 4
    assert {ET.fromstring(bytes(image)).tag for image in images} == {"{http://www.w3.org/2000/svg}svg"}
    assert set(LogoCertificat.objects.values_list("type", flat=True)) == {TypeImage.SVG}
    assert all(logo.texte_alternatif for logo in LogoCertificat.objects.all())


def test_les_valeurs_par_defaut_sont_dans_leurs_bornes() -> None:
    assert [d.code for d in DELAIS.values() if not d.minimum <= d.defaut <= d.maximum] == []
    assert [t.code for t in TEXTES.values() if t.choix and t.defaut not in t.choix] == []
    assert len({d.libelle for d in DELAIS.values()}) == len(DELAIS)
