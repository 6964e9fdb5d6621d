"""Postal codes propose communes; the commune decides the caisse."""

import pytest

from forprev.referentiel.models import CodePostal, Commune, Departement
from forprev.referentiel.queries import caisse_de, communes_du_code_postal, communes_par_nom

pytestmark = pytest.mark.usefixtures("referentiel")


def caisses(code: str) -> dict[str, str | None]:
    """The caisse of each commune of a postal code, by name of commune."""
    proposees = communes_du_code_postal(code)
    return {commune.nom: caisse.code if (caisse := caisse_de(commune)) else None for commune in proposees}


@pytest.mark.rule("ENT-03")
def test_un_code_postal_propose_ses_communes() -> None:
    assert [commune.nom for commune in communes_du_code_postal("92170")] == ["Vanves"]
    assert [commune.nom for commune in communes_du_code_postal("01640")] == [
        "Boyeux-Saint-Jérôme",
        "Jujurieux",
        "L’Abergement-de-Varey",
        "Saint-Jean-le-Vieux",
    ]


@pytest.mark.rule("ENT-03")
@pytest.mark.parametrize(
    ("code", "attendues"),
    [
        ("01410", {"RA", "BFC"}),
        ("01590", {"RA", "BFC"}),
        ("05700", {"SE", "RA"}),
        ("37160", {"CVL", "CO"}),
        ("42620", {"RA", "AUV"}),
        ("48250", {"LR", "RA"}),
    ],
)
def test_les_six_codes_a_deux_caisses(code: str, attendues: set[str]) -> None:
    assert set(caisses(code).values()) == attendues


@pytest.mark.rule("ENT-03")
def test_seize_codes_a_deux_departements_dont_six_a_deux_caisses() -> None:
    departements: dict[str, set[str]] = {}
    for code, departement in CodePostal.objects.values_list("code", "commune__departement_id"):
        departements.setdefault(code, set()).add(departement)
    doubles = {code for code, trouves in departements.items() if len(trouves) > 1}
    a_deux_caisses = {code for code in doubles if len(set(caisses(code).values())) > 1}
    assert len(doubles) == 16
    assert a_deux_caisses == {"01410", "01590", "05700", "37160", "42620", "48250"}


@pytest.mark.rule("ENT-03")
@pytest.mark.parametrize(
    ("code", "commune"),
    [("97500", "Saint-Pierre"), ("98714", "Papeete"), ("98800", "Nouméa"), ("98600", "Uvea")],
)
def test_hors_caisse_l_inrs_fait_office_de_caisse(code: str, commune: str) -> None:
    assert caisses(code)[commune] is None


@pytest.mark.rule("ENT-03")
@pytest.mark.parametrize(
    ("code", "caisse"),
    [("97110", "GUA"), ("97133", "GUA"), ("97150", "GUA"), ("97400", "REU"), ("97600", "MAY")],
)
def test_outre_mer_avec_caisse(code: str, caisse: str) -> None:
    assert set(caisses(code).values()) == {caisse}


@pytest.mark.rule("ENT-14")
@pytest.mark.parametrize(
    ("code", "ville"),
    [("75015", "Paris"), ("75116", "Paris"), ("69003", "Lyon"), ("13008", "Marseille")],
)
def test_paris_lyon_et_marseille_sont_proposees_une_fois(code: str, ville: str) -> None:
    assert [commune.nom for commune in communes_du_code_postal(code)] == [ville]


@pytest.mark.rule("ENT-14")
def test_les_arrondissements_sont_connus_et_disent_leur_commune() -> None:
    arrondissements = Commune.objects.exclude(commune_mere=None)
    assert arrondissements.count() == 20 + 16 + 9
    assert Commune.objects.get(code_insee="75115").commune_mere_id == "75056"


@pytest.mark.rule("ENT-14")
@pytest.mark.parametrize("code", ["92131", "75900", "00000", "99999", "abcde", "", "9217"])
def test_un_code_absent_ou_cedex_ne_propose_rien(code: str) -> None:
    assert communes_du_code_postal(code) == []


@pytest.mark.rule("ENT-14")
def test_une_commune_se_trouve_par_son_nom() -> None:
    assert [commune.code_insee for commune in communes_par_nom("issy les moul")] == ["92040"]
    assert communes_par_nom("ÉPINAY sur s")[0].nom == "Épinay-sur-Seine"
    assert [commune.nom for commune in communes_par_nom("marseille 1")] == []
    assert communes_par_nom(" ") == []


def test_un_nom_court_ne_ramene_pas_le_pays() -> None:
    assert len(communes_par_nom("s")) == 20


def test_la_caisse_ne_demande_pas_d_autre_requete(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert caisses("48250")


def test_le_territoire_est_complet() -> None:
    assert Commune.objects.count() == 35009
    assert set(Departement.objects.filter(caisse=None).values_list("code", flat=True)) == {
        "975",
        "984",
        "986",
        "987",
        "988",
        "989",
    }
