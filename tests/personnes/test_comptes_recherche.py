"""The one box of the assistance: what is understood, whom it finds, in what order."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forprev.comptes.models import AutreNumero
from forprev.personnes.queries import comptes
from forprev.personnes.queries.comptes import Rang, comptes_trouves, profils_en_bref, trouver_des_comptes
from forprev.personnes.rules.recherche import Recherche, lire_recherche
from forprev.socle.text import cle
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR

NEE = date(1980, 3, 12)
FINE, DURE = "\u202f", "\u00a0"


def lire(texte: str) -> Recherche:
    return lire_recherche(texte, le=JOUR)


# --- what is understood ----------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-13")
@pytest.mark.parametrize(
    ("texte", "comprise"),
    [
        ("JEJ46894", Recherche(numero="JEJ46894")),
        ("jej 46894", Recherche(numero="JEJ46894")),
        ("N° Forprev : JEJ46894", Recherche(numero="JEJ46894")),
        ("n°jej46894 lefèvre", Recherche(numero="JEJ46894", mots=("lefèvre",))),
        ("jej46", Recherche(debut_numero="JEJ46")),
        ("46894", Recherche(fin_numero="46894")),
        ("lefèvre 94", Recherche(fin_numero="94", mots=("lefèvre",))),
        ("Anne@Example.org", Recherche(email="Anne@Example.org")),
        ("mailto:anne.le+sst@", Recherche(email="anne.le+sst@")),
        ("anne.lefevre", Recherche(email="anne.lefevre")),
        ("anne2", Recherche(email="anne2")),
        ("lefèvre anne@example.org", Recherche(email="anne@example.org", mots=("lefèvre",))),
        ("12/03/1980", Recherche(naissance=NEE)),
        ("12.3.1980", Recherche(naissance=NEE)),
        ("12 03 1980", Recherche(naissance=NEE)),
        ("12031980", Recherche(naissance=NEE)),
        ("120380", Recherche(naissance=NEE)),
        ("12/03/80", Recherche(naissance=NEE)),
        ("1980-03-12", Recherche(naissance=NEE)),
        ("19800312", Recherche(naissance=NEE)),
        ("12 mars 1980", Recherche(naissance=NEE)),
        ("12 MARS 80", Recherche(naissance=NEE)),
        ("née le 1er août 1980", Recherche(naissance=date(1980, 8, 1))),
        ("3 fev. 1980", Recherche(naissance=date(1980, 2, 3))),
        ("Lefèvre 12/03/1980", Recherche(naissance=NEE, mots=("Lefèvre",))),
        ("Mme N'Guyen-Le Goff née le 12 mars 1980", Recherche(naissance=NEE, mots=("N’Guyen-Le", "Goff"))),
        ("12/03/05", Recherche(naissance=date(2005, 3, 12))),
        ("12/03/20", Recherche(naissance=date(1920, 3, 12))),
        ("31/02/1980", Recherche(impossible="31/02/1980")),
        ("martin 00/00/1980", Recherche(mots=("martin",), impossible="00/00/1980")),
        ("M", Recherche(mots=("M",))),
        ("李", Recherche(mots=("李",))),
        ("المغربي", Recherche(mots=("المغربي",))),
        ("🎉 ?! ,", Recherche()),
        ("", Recherche()),
    ],
)
def test_what_is_typed_is_understood(texte, comprise):
    assert lire(texte) == comprise


@pytest.mark.rule("ACC-13")
def test_what_was_understood_is_said_back():
    dits = lire("anne lefèvre 94 12/03/1980 a@b").compris

    assert dits == [
        f"N°{DURE}Forprev finissant par 94",
        f"e-mail commençant par «{FINE}a@b{FINE}»",
        f"nom et prénom commençant par «{FINE}anne lefèvre{FINE}», dans un ordre ou dans l’autre",
        f"date de naissance 12{DURE}mars{DURE}1980",
    ]
    assert lire("JEJ46894").compris == [f"N°{DURE}Forprev JEJ46894"]
    assert lire("jej46").compris == [f"N°{DURE}Forprev commençant par JEJ46"]
    assert lire("lefèvre").compris == [f"nom commençant par «{FINE}lefèvre{FINE}»"]
    assert lire("李").compris == [f"nom «{FINE}李{FINE}»"]


@given(st.text(max_size=60))
@example("99999999 99/99/9999 \x00 İ ß №")
@example("29 février 1900")
@example("a" * 300)
def test_nothing_typed_breaks_it(texte):
    lue = lire(texte)

    assert all(cle(mot) for mot in lue.mots)
    assert len(lue.mots) <= 8
    assert lue.est_vide == (not lue.criteres)
    assert bool(lue.compris) != lue.est_vide


# --- whom it finds ---------------------------------------------------------------------------------------------------


@pytest.fixture
def anne(db):
    return f.PersonneFactory(
        numero="JEJ46894", nom="N’Guyen-Le Goff", prenom="Anne-Laure", date_naissance=NEE, email="Anne.Goff@Example.org"
    )


@pytest.mark.rule("ACC-13")
@pytest.mark.parametrize(
    "texte",
    [
        *("JEJ46894", "jej46894", "JEJ46", "46894", "94", "AAA00007", "00007"),
        *("nguyen le goff", "N'GUYEN-LE", "nguyenlegoff anne", "anne laure n guyen", "Anne-Laure Nguyen Le Goff", "ng"),
        *("anne.goff@example.org", "ANNE.GOFF@", "anne.g", "12/03/1980", "12 mars 1980", "nguyen 12031980"),
        *("goff@ nguyen", "nguyen 94 12/03/1980"),
    ],
)
def test_a_person_is_found_by_anything_they_say(anne, texte):
    f.PersonneFactory(nom="Martin", prenom="Paul")
    AutreNumero.objects.create(numero="AAA00007", personne=anne, depuis=INSTANT)

    trouves = list(trouver_des_comptes(lire(texte)).rangs)

    assert trouves == ([] if texte == "goff@ nguyen" else [anne.pk])


@pytest.mark.parametrize("texte", ["", "🎉", "31/02/1980", "zzz", "JEJ46894 martin", "laure", "%", "_", "\\"])
def test_nobody_is_found_by_what_is_not_theirs(anne, texte):
    assert trouver_des_comptes(lire(texte)).rangs == {}


@pytest.mark.rule("ACC-13")
def test_exact_answers_come_first_then_beginnings_then_near_ones(db):
    def personne(nom, prenom="Anne", naissance=NEE):
        return f.PersonneFactory(nom=nom, prenom=prenom, date_naissance=naissance).pk

    faute = personne("Lefebvre")
    inverses = personne("Lefèvre", naissance=date(1980, 12, 3))
    debut = personne("Lefèvre-Martin")
    exacte = personne("LEFEVRE")
    retournee = personne("Anne", "Lefèvre")
    personne("Lefèvre", naissance=date(1981, 3, 12))
    personne("Lafebre")

    trouvailles = trouver_des_comptes(lire("Anne Lefèvre 12/03/1980"))
    lignes = comptes_trouves(trouvailles, JOUR).order_by("rang", "nom_tri", "prenom_cle", "pk")

    assert [(ligne.pk, ligne.rang) for ligne in lignes] == [
        (retournee, Rang.EXACTE),
        (exacte, Rang.EXACTE),
        (debut, Rang.DEBUT),
        (faute, Rang.UNE_LETTRE),
        (inverses, Rang.JOUR_MOIS_INVERSES),
    ]


@pytest.mark.rule("ACC-13")
def test_near_answers_need_the_whole_triplet(db):
    f.PersonneFactory(nom="Lefebvre", prenom="Anne", date_naissance=NEE)

    assert trouver_des_comptes(lire("anne lefevre")).rangs == {}
    assert trouver_des_comptes(lire("lefevre 12/03/1980")).rangs == {}
    assert len(trouver_des_comptes(lire("lefevre anne 12/03/1980")).rangs) == 1


def test_a_name_of_one_letter_is_looked_for_whole(db):
    o = f.PersonneFactory(nom="Ô", prenom="Jin")
    f.PersonneFactory(nom="Olivier", prenom="Jin")

    assert list(trouver_des_comptes(lire("O")).rangs) == [o.pk]


def test_past_the_ceiling_the_nearest_are_kept_and_it_is_said(db, monkeypatch):
    monkeypatch.setattr(comptes, "TROUVEES_AU_PLUS", 3)
    for nom in ("Marchand", "Marin", "Marceau"):
        f.PersonneFactory(nom=nom)
    exacte = f.PersonneFactory(nom="Mar")

    trouvailles = trouver_des_comptes(lire("mar"))

    assert trouvailles.tronquees
    assert len(trouvailles.rangs) == 3
    assert trouvailles.rangs[exacte.pk] == Rang.EXACTE
    assert not trouver_des_comptes(lire("marc")).tronquees


def test_the_profiles_of_each_are_named_once(db):
    personne = f.PersonneFactory(nom="Multiple")
    f.gestionnaire(personne=personne)
    f.gestionnaire(personne=personne)
    f.formateur(personne)
    f.RoleReseauFactory(personne=personne, instructeur=True)

    (lue,) = comptes_trouves(trouver_des_comptes(lire("multiple")), JOUR)

    assert profils_en_bref(lue) == ["Gestionnaire", "Formateur", "Instructeur"]
